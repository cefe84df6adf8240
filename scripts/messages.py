"""Collects the texts of code and pages and brings every catalogue up to date.

English is the language of the texts themselves, so only the other languages have a catalogue. A text that is
new stays untranslated until a person translates it; one that nobody uses any more is dropped.
"""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
KEYWORDS = DEFAULT_KEYWORDS | parse_keywords(
    ["_l", "lazy_gettext", "lazy_ngettext:1,2", "lazy_pgettext:1c,2"]
)


def extract_messages() -> Catalog:
    """Return every text of the project as an untranslated catalogue."""
    with (ROOT / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)
    catalogue = Catalog()
    for _file, _line, message, _comments, context in extract_from_dir(ROOT, methods, options, KEYWORDS):
        catalogue.add(message, context=context)
    return catalogue


def read_catalogue(path: Path) -> Catalog:
    """Return the catalogue stored at *path* (``translations/LANGUAGE/LC_MESSAGES/messages.po``)."""
    with path.open("rb") as lines:
        return read_po(lines, locale=path.parent.parent.name)


def main() -> None:
    """Update every catalogue and say how many texts wait for a translation."""
    template = extract_messages()
    for path in sorted(ROOT.glob("translations/*/LC_MESSAGES/*.po")):
        catalogue = read_catalogue(path)
        catalogue.update(template, no_fuzzy_matching=True)
        with path.open("wb") as target:
            write_po(target, catalogue, width=100, sort_output=True, no_location=True, ignore_obsolete=True)
        waiting = sum(1 for message in catalogue if message.id and not is_translated(message.string))
        print(f"{path.relative_to(ROOT)}: {waiting} of {len(catalogue)} texts wait for a translation")


def is_translated(string: str | tuple[str, ...]) -> bool:
    """Tell whether a text, or each of its plural forms, has a translation."""
    return all(string) if isinstance(string, tuple) else bool(string)


if __name__ == "__main__":
    main()
