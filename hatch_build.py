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
    """Compile one ``.po`` and return the path of its ``.mo``; a fuzzy message is left out."""
    target = source.with_suffix(".mo")
    with source.open("rb") as lines:
        catalogue = read_po(lines, locale=source.parent.parent.name)
    with target.open("wb") as binary:
        write_mo(binary, catalogue)
    return target
