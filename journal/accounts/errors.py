"""What accounts refuse, as data; the sentences stand below, as everywhere for translation at the edge."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from flask_babel import gettext, ngettext

from journal.accounts.rules import MIN_PASSWORD
from journal.error_messages import explain
from journal.errors import JournalError


@dataclass(kw_only=True, eq=False)
class TooManyAttempts(JournalError):
    """Too many wrong passwords for this login or from this address; *wait* is left to wait."""

    http_status = 429
    code = "slow-down"
    wait: timedelta


@dataclass(kw_only=True, eq=False)
class WrongPassword(JournalError):
    """The present password was mistyped."""


@dataclass(kw_only=True, eq=False)
class WeakPassword(JournalError):
    """The new password breaks a rule: *trouble* is «short», «login», «same» or «common»."""

    trouble: str


@dataclass(kw_only=True, eq=False)
class LastAdministrator(JournalError):
    """Without this person nobody could administer the school."""


@dataclass(kw_only=True, eq=False)
class NobodyChosen(JournalError):
    """A form that acts on people names none."""


@explain.register
def _(error: TooManyAttempts) -> str:
    minutes = max(1, ceil(error.wait / timedelta(minutes=1)))
    return ngettext(
        "There were too many wrong passwords in a row, so signing in pauses. "
        "Please wait %(num)s minute and try again. If the password is lost, ask for a new slip.",
        "There were too many wrong passwords in a row, so signing in pauses. "
        "Please wait %(num)s minutes and try again. If the password is lost, ask for a new slip.",
        minutes,
    )


@explain.register
def _(error: WrongPassword) -> str:
    return gettext("The present password is not right, so nothing was changed. Check the keyboard layout.")


@explain.register
def _(error: WeakPassword) -> str:
    return explain_trouble(error.trouble)


@explain.register
def _(error: LastAdministrator) -> str:
    return gettext(
        "This is the school's only administrator, so nothing was changed. "
        "Make somebody else an administrator first."
    )


@explain.register
def _(error: NobodyChosen) -> str:
    return gettext("Nobody was chosen, so nothing was printed. Go back and choose at least one person.")


def explain_trouble(trouble: str) -> str:
    """Return the sentence for what is wrong with a new password."""
    sentences = {
        "short": ngettext(
            "This password is too short. Take at least %(num)s character: a few words are easy to remember.",
            "This password is too short. Take at least %(num)s characters: a few words are easy to remember.",
            MIN_PASSWORD,
        ),
        "login": gettext("The password holds the login, so anybody could guess it. Please take another one."),
        "same": gettext("This is the present password. Please choose a new one."),
        "common": gettext("Such a password is among the first to be guessed. Please take another one."),
    }
    return sentences[trouble]
