"""How roles are called on the screen."""

from flask_babel import gettext


def name_roles() -> dict[str, str]:
    """The names of the roles by code, in the order of the staff list."""
    return {
        "administrator": gettext("system administrator"),
        "director": gettext("director"),
        "deputy": gettext("deputy head"),
        "secretary": gettext("secretary"),
        "teacher": gettext("teacher"),
    }
