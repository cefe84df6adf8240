"""The build hook: compiles the translations, so that a wheel made from a bare source tree speaks Russian."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface):  # type: ignore[type-arg]
    """Writes a ``.mo`` beside every ``.po`` of ``translations/``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are collected; *version* is «standard» or «editable»."""
        for catalogue in Path(self.root, "translations").glob("*/LC_MESSAGES/*.po"):
            compile_catalogue(catalogue)


def compile_catalogue(source: Path) -> Path:
    """Compile one ``.po`` unless that is done already, and return the path of its ``.mo``.

    A running server may read the ``.mo`` meanwhile, so it is replaced at once.
    """
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return target
    with source.open("rb") as lines:
        catalogue = read_po(lines, locale=source.parent.parent.name)
    draft = target.with_suffix(".draft")
    with draft.open("wb") as binary:
        write_mo(binary, catalogue)
    draft.replace(target)
    return target
