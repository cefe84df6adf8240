"""The sentences of what is refused around the windows of final marks."""

from flask_babel import gettext

from journal.error_messages import explain, show_day
from journal.locks.errors import BadOpening, WindowOpened


@explain.register
def _(error: WindowOpened) -> str:
    return gettext(
        "These final marks are open since %(opened_on)s, so their opening can't be moved. "
        "Nothing was changed.",
        opened_on=show_day(error.opened_on),
    )


@explain.register
def _(error: BadOpening) -> str:
    return gettext(
        "Final marks of this period can open from %(first)s to %(last)s: not earlier than they may be set, "
        "and not after the day when they close. Nothing was changed. Please choose a day between them.",
        first=show_day(error.first),
        last=show_day(error.last),
    )
