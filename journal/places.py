"""Where templates and translations lie: inside an installed package, or beside it in a source tree."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def find_folder(name: str) -> Path:
    """The folder inside the package if it was installed from a wheel, else the one of the source tree."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


TEMPLATES = find_folder("templates")
TRANSLATIONS = find_folder("translations")
