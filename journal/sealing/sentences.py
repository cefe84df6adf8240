"""The sentences of what is refused around the archive register and the closing of a year."""

from flask_babel import gettext, ngettext

from journal.error_messages import explain
from journal.sealing.errors import (
    AlreadyClosed,
    AlreadyLent,
    NoPrintout,
    NotCertified,
    NothingChanged,
    StalePrintout,
    Undecided,
    YearNotOver,
)


@explain.register
def _(_error: NoPrintout) -> str:
    return gettext(
        "The class has no printout of the whole year yet. Nothing was certified. "
        "Please have it printed from the first to the last day of the year, then certify it."
    )


@explain.register
def _(error: StalePrintout) -> str:
    return ngettext(
        "After the journal was printed %(num)s change was made in it, so the paper no longer says what the "
        "journal says. Nothing was certified. Please have it printed anew.",
        "After the journal was printed %(num)s changes were made in it, so the paper no longer says what the "
        "journal says. Nothing was certified. Please have it printed anew.",
        error.count,
    )


@explain.register
def _(_error: NothingChanged) -> str:
    return gettext(
        "The class is certified already, and nothing was changed since. A new version is made after a change "
        "under a permission."
    )


@explain.register
def _(error: NotCertified) -> str:
    return gettext(
        "The year can't be closed yet: the printed journals of these classes are not certified: %(names)s.",
        names=", ".join(error.names),
    )


@explain.register
def _(_error: YearNotOver) -> str:
    return gettext("The year can be closed after its last school day. Nothing was changed.")


@explain.register
def _(_error: AlreadyClosed) -> str:
    return gettext("Somebody has done this already. Please open the page anew to see how the year stands.")


@explain.register
def _(_error: AlreadyLent) -> str:
    return gettext(
        "The register says otherwise: please open the page anew to see where the printed journal is."
    )


@explain.register
def _(error: Undecided) -> str:
    return gettext(
        "The pedagogical council's decision is missing for pupils of these classes: %(classes)s. "
        "Nothing was changed. Please enter the decisions first.",
        classes=", ".join(f"{name} ({count})" for name, count in error.counts.items()),
    )
