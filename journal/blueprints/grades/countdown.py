"""How long a lesson can still be changed, said in its last days (R-LOCK14, R-SCHEDULER)."""

from datetime import date

from flask_babel import gettext, ngettext

from journal.locks.rules import LockState


def count_days_left(lock: LockState, today: date) -> int | None:
    """The days until the lesson closes, today included; None where that isn't within the warning days."""
    return (lock.last_day - today).days + 1 if lock.state == "closing" else None


def describe_countdown(lock: LockState, today: date) -> str:
    """«закроется через 2 дня», on the last day «закроется сегодня в полночь»; empty for no countdown."""
    left = count_days_left(lock, today)
    if left is None:
        return ""
    if left == 1:
        return gettext("closes at midnight")
    return ngettext("closes in %(num)s day", "closes in %(num)s days", left)


def shorten_countdown(lock: LockState, today: date) -> str:
    """«2 дн.», as a column's head has room for it; empty for no countdown."""
    left = count_days_left(lock, today)
    return "" if left is None else gettext("%(num)s d.", num=left)
