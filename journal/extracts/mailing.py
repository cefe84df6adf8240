"""Sending extracts by e-mail: the PDF opens with the password that the parent chose (R-DELIVERY)."""

import io
import secrets
import smtplib
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr

import pikepdf
import structlog

from journal import clock
from journal.config import Settings
from journal.database import Database
from journal.extracts.handing import Parcel, claim_parcel, list_due_parcels, note_failed, note_sent
from journal.notices.mailer import connect, is_final, name_trouble

logger = structlog.get_logger()

SUBJECT = "Выписка из электронного журнала"
BODY = (
    "Здравствуйте!\n\n"
    "По Вашему заявлению школа направляет выписку из электронного журнала. Файл открывается паролем, "
    "который Вы выбрали в заявлении; в письме его нет. Если пароль забыт, обратитесь к классному "
    "руководителю.\n\n"
    "На это письмо отвечать не нужно: оно отправлено программой.\n"
)


def make_parcel_errand(settings: Settings) -> Callable[[Database], int]:
    """The work of the scheduler's every tick: sending what is due. Without a mail server it does nothing."""

    def send(database: Database) -> int:
        return send_parcels(database, settings) if settings.mail_host else 0

    return send


def send_parcels(database: Database, settings: Settings) -> int:
    """Send every extract that is due; return how many went. What fails is tried again, or shown."""
    with database.reading() as session:
        due = list_due_parcels(session, now=clock.now())
    if not due:
        return 0
    sent = 0
    try:
        with connect(settings) as server:
            for extract_id in due:
                sent += send_parcel(database, settings, server, extract_id)
    except (OSError, smtplib.SMTPException) as error:
        # Only the kind of error: a server's words may hold an address.
        logger.warning("mail_server_unreachable", error=type(error).__name__)
        put_off(database, due, name_trouble(error))
    logger.info("extracts_sent", sent=sent, due=len(due))
    return sent


def send_parcel(database: Database, settings: Settings, server: smtplib.SMTP, extract_id: int) -> bool:
    """Send one extract: claim it, hand it over, note it. Raises where the server has gone away."""
    with database.writing() as session:
        parcel = claim_parcel(session, extract_id, now=clock.now())
    if parcel is None:
        return False
    try:
        server.send_message(compose_message(parcel, settings))
    except smtplib.SMTPServerDisconnected as error:
        note(database, extract_id, name_trouble(error), is_final=False)
        raise
    except smtplib.SMTPException as error:
        note(database, extract_id, name_trouble(error), is_final=is_final(error))
        return False
    with database.writing() as session:
        note_sent(session, extract_id)
    return True


def put_off(database: Database, extract_ids: list[int], trouble: str) -> None:
    """Count an attempt of all that are still due: the server couldn't be reached."""
    for extract_id in extract_ids:
        with database.writing() as session:
            if claim_parcel(session, extract_id, now=clock.now()) is not None:
                note_failed(session, extract_id, trouble, is_final=False)


def note(database: Database, extract_id: int, trouble: str, *, is_final: bool) -> None:
    """Note a failed attempt in a transaction of its own."""
    with database.writing() as session:
        note_failed(session, extract_id, trouble, is_final=is_final)


def compose_message(parcel: Parcel, settings: Settings) -> EmailMessage:
    """The letter with its protected file; its subject names nobody."""
    message = EmailMessage()
    message["Subject"] = SUBJECT
    message["From"] = settings.mail_sender
    message["To"] = parcel.address
    message["Date"] = formatdate(clock.now().timestamp())
    message["Message-ID"] = make_msgid(domain=parseaddr(settings.mail_sender)[1].partition("@")[2] or None)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(BODY)
    content = protect_pdf(parcel.content, parcel.protection)
    message.add_attachment(content, maintype="application", subtype="pdf", filename=parcel.name)
    return message


def protect_pdf(content: bytes, password: str) -> bytes:
    """The same PDF, encrypted with AES of 256 bits (revision 6): *password* opens it."""
    protected = io.BytesIO()
    owner = secrets.token_urlsafe(24)
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(protected, encryption=pikepdf.Encryption(user=password, owner=owner, R=6))
    return protected.getvalue()
