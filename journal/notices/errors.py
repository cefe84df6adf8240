"""What is refused around notices, and its sentences."""

from dataclasses import dataclass

from flask_babel import gettext

from journal.error_messages import explain
from journal.errors import JournalError


@dataclass(kw_only=True, eq=False)
class BadAddress(JournalError):
    """The text isn't an e-mail address that a letter could go to."""


@dataclass(kw_only=True, eq=False)
class TooManyLetters(JournalError):
    """The person has asked for so many confirming letters today that somebody else may be bothered."""

    http_status = 429


@dataclass(kw_only=True, eq=False)
class LinkIsOver(JournalError):
    """The link of a letter was used already, has expired, or never was one."""

    http_status = 404


@dataclass(kw_only=True, eq=False)
class MailIsOff(JournalError):
    """The school's server sends no letters."""

    http_status = 409


@explain.register
def _(_error: BadAddress) -> str:
    return gettext("This is not an e-mail address. Please check it: it looks like name@example.org.")


@explain.register
def _(_error: TooManyLetters) -> str:
    return gettext(
        "Several letters have already been sent today. Look for them in the mailbox, "
        "among unwanted mail too, or try again tomorrow."
    )


@explain.register
def _(_error: LinkIsOver) -> str:
    return gettext(
        "This link was used already or has expired. Sign in and ask for a new letter under «Notices»."
    )


@explain.register
def _(_error: MailIsOff) -> str:
    return gettext("This school's journal sends no e-mail yet. What is new stands on the page «Notices».")
