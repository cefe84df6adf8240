"""What the founding of a school refuses."""

from dataclasses import dataclass

from flask_babel import gettext

from journal.error_messages import explain
from journal.errors import JournalError


@dataclass(kw_only=True, eq=False)
class UnknownTimeZone(JournalError):
    """The name of a time zone that doesn't exist."""

    zone: str


@dataclass(kw_only=True, eq=False)
class IncompleteName(JournalError):
    """A person needs a last and a first name at least."""


@dataclass(kw_only=True, eq=False)
class BadLogin(JournalError):
    """A login that can't be typed everywhere, or is too short or too long."""


@dataclass(kw_only=True, eq=False)
class AnswerMissing(JournalError):
    """Nobody is there to answer, and this *option* was not given."""

    option: str


@explain.register
def _(error: UnknownTimeZone) -> str:
    return gettext(
        "There is no time zone “%(zone)s”. Write it like Europe/Moscow or Asia/Yekaterinburg.",
        zone=error.zone,
    )


@explain.register
def _(_error: IncompleteName) -> str:
    return gettext("The administrator's name must be given in full: last name, first name, patronymic.")


@explain.register
def _(_error: BadLogin) -> str:
    return gettext("A login has 3 to 40 small Latin letters, digits, dots or hyphens.")


@explain.register
def _(error: AnswerMissing) -> str:
    return gettext(
        "Nothing was made: an answer is missing. Give it as %(option)s, or run the command in a terminal.",
        option=error.option,
    )
