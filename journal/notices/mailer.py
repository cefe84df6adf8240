"""Sending letters over SMTP, outside of any transaction: a slow mail server never keeps writers waiting."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage

import structlog

from journal import clock
from journal.config import Settings
from journal.database import Database
from journal.notices import outbox
from journal.notices.letters import compose_letter

logger = structlog.get_logger()

SECONDS_TO_WAIT = 20
UNREACHABLE, LOGIN, ENCRYPTION, REFUSED = "unreachable", "login", "encryption", "refused"
PERMANENT = 500


def make_errand(settings: Settings) -> Callable[[Database], int]:
    """The work of the scheduler's every tick: sending what is due. Without a mail server it does nothing."""

    def send(database: Database) -> int:
        return send_letters(database, settings) if settings.mail_host else 0

    return send


def send_letters(database: Database, settings: Settings) -> int:
    """Send every letter that is due; return how many went. What fails waits and is tried again."""
    with database.reading() as session:
        due = outbox.list_due(session, now=clock.now())
    if not due:
        return 0
    try:
        with connect(settings) as server:
            sent = sum(send_letter(database, settings, server, letter_id) for letter_id in due)
    except (OSError, smtplib.SMTPException) as error:
        # Only the kind of error: a server's words may hold an address.
        logger.warning("mail_server_unreachable", error=type(error).__name__)
        with database.writing() as session:
            outbox.postpone_all(session, due, now=clock.now(), trouble=name_trouble(error))
        return 0
    logger.info("letters_sent", sent=sent, due=len(due))
    return sent


def send_letter(database: Database, settings: Settings, server: smtplib.SMTP, letter_id: int) -> bool:
    """Send one letter: claim it, hand it over, note it. Raises where the server has gone away."""
    with database.writing() as session:
        letter = outbox.claim_letter(session, letter_id, now=clock.now())
        if letter is None:
            return False
        message = compose_letter(
            session, letter, sender=settings.mail_sender, public_url=settings.public_url.rstrip("/")
        )
        if message is None:
            outbox.note_sent(session, letter_id)
            return False
    return hand_over(database, server, letter_id, message)


def hand_over(database: Database, server: smtplib.SMTP, letter_id: int, message: EmailMessage) -> bool:
    """Give a letter to the server and note its answer."""
    try:
        server.send_message(message)
    except smtplib.SMTPServerDisconnected:
        raise
    except smtplib.SMTPException as error:
        note = outbox.note_refused if is_final(error) else outbox.note_failed
        with database.writing() as session:
            note(session, letter_id, name_trouble(error))
        return False
    with database.writing() as session:
        outbox.note_sent(session, letter_id)
    return True


@contextmanager
def connect(settings: Settings) -> Iterator[smtplib.SMTP]:
    """A connection to the mail server, encrypted and signed in as the settings say."""
    with open_connection(settings) as server:
        if settings.mail_security == "starttls":
            server.starttls(context=ssl.create_default_context())
        if settings.mail_user:
            server.login(settings.mail_user, settings.mail_password)
        yield server


def open_connection(settings: Settings) -> smtplib.SMTP:
    """Call the server; raises `OSError` where it can't be reached."""
    if settings.mail_security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(
            settings.mail_host, settings.mail_port, timeout=SECONDS_TO_WAIT, context=context
        )
    return smtplib.SMTP(settings.mail_host, settings.mail_port, timeout=SECONDS_TO_WAIT)


def is_final(error: smtplib.SMTPException) -> bool:
    """Whether the server will never take this letter; what it refuses for now, or for all, is tried again."""
    if isinstance(error, smtplib.SMTPSenderRefused):
        return False
    return find_code(error) >= PERMANENT


def find_code(error: Exception) -> int:
    """The number of a server's answer, or 0."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((code for code, _ in error.recipients.values()), default=0)
    return error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else 0


def name_trouble(error: Exception) -> str:
    """What went wrong, in a word that holds nothing of the letter: it is shown and kept."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return LOGIN
    if isinstance(error, ssl.SSLError | smtplib.SMTPNotSupportedError):
        return ENCRYPTION
    code = find_code(error)
    return f"{REFUSED} {code}" if code else UNREACHABLE
