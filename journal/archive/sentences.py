"""The sentences of what is refused around the archive."""

from flask_babel import gettext

from journal.archive.errors import BadInterval, NothingToPrint
from journal.error_messages import explain, show_day


@explain.register
def _(error: BadInterval) -> str:
    return gettext(
        "The days must lie in the school year, from %(starts_on)s to %(ends_on)s, and the last one may not "
        "lie before the first. Nothing was printed. Please correct the days.",
        starts_on=show_day(error.starts_on),
        ends_on=show_day(error.ends_on),
    )


@explain.register
def _(error: NothingToPrint) -> str:
    return gettext("There is no class in this school year yet, so there is nothing to print.")
