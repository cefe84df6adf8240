"""What a letter says. Nothing personal stands in its subject: mailboxes show it to whoever looks on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from itertools import groupby

from flask_babel import gettext, ngettext
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock
from journal.console import speaking
from journal.models import Account, Letter, MailAddress
from journal.notices.queries import NoticeView, find_address, list_notices_of_letter
from journal.notices.sentences import describe_change, describe_place
from journal.notices.work_letters import Attachment, list_attachments, list_details
from journal.school import school_zone

LINES_AT_MOST, COUNTED_AT_MOST = 60, 1000


@dataclass(frozen=True)
class Text:
    """A letter before it is wrapped: an opening, lines under headings, links under their names, files."""

    subject: str
    opening: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    links: tuple[tuple[str, str], ...]
    attachments: tuple[Attachment, ...] = ()

    def as_plain(self) -> str:
        """The letter for a reader without pictures and styles."""
        parts = [self.opening]
        parts += ["\n".join((name, *(f"— {line}" for line in lines))) for name, lines in self.sections]
        parts += [f"{name}:\n{url}" for name, url in self.links]
        return "\n\n".join(parts) + "\n"

    def as_html(self, language: str) -> str:
        """The same with links that can be pressed."""
        body = [Markup("<p>{}</p>").format(self.opening)]
        for name, lines in self.sections:
            items = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
            body.append(
                Markup("<h2>{}</h2>").format(name) + (Markup("<ul>{}</ul>").format(items) if lines else "")
            )
        body += [Markup('<p><a href="{}">{}</a></p>').format(url, name) for name, url in self.links]
        page = Markup('<!doctype html><html lang="{}"><meta charset="utf-8"><body>{}</body></html>')
        return str(page.format(language, Markup("").join(body)))


def compose_letter(session: Session, letter: Letter, *, sender: str, public_url: str) -> EmailMessage | None:
    """The letter as it goes; None where there is nothing to say or nowhere to send it."""
    row = find_address(session, letter.person_id)
    language = session.scalar(select(Account.language).where(Account.person_id == letter.person_id)) or "ru"
    if row is None or (letter.kind == "notices" and row.confirmed_at is None):
        return None
    with speaking(language):
        if letter.kind == "confirmation":
            text = write_confirmation(public_url, letter.secret)
        else:
            notices = list_notices_of_letter(session, letter.id, limit=COUNTED_AT_MOST)
            if not notices:
                return None
            zone = school_zone(session)
            details = {one.id: list_details(session, row.person_id, one, zone) for one in notices}
            text = write_notices(
                public_url, row.stop_key, notices, details, attachments=list_attachments(session, notices)
            )
    return wrap(letter, row, text, language=language, sender=sender, public_url=public_url)


def wrap(
    letter: Letter, row: MailAddress, text: Text, *, language: str, sender: str, public_url: str
) -> EmailMessage:
    """A letter with its head, as plain text and as a page, and with its files."""
    message = EmailMessage()
    message["Subject"] = text.subject
    message["From"] = sender
    message["To"] = Address(addr_spec=row.address)
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    if letter.kind == "notices":
        message["List-Unsubscribe"] = f"<{make_stop_link(public_url, row.stop_key)}>"
    message.set_content(text.as_plain())
    message.add_alternative(text.as_html(language), subtype="html")
    for name, content in text.attachments:
        message.add_attachment(content.encode(), maintype="application", subtype="json", filename=name)
    return message


def write_confirmation(public_url: str, secret: str) -> Text:
    """The letter that asks whether the address is the person's own."""
    return Text(
        subject=gettext("Confirm your address"),
        opening=gettext(
            "Somebody has given this address for notices of the school's electronic journal. If it was you, "
            "open the link within two days. If it wasn't, there is nothing to do: nothing more will come."
        ),
        sections=(),
        links=((gettext("Yes, send my notices here"), f"{public_url}/notices/confirm?key={secret}"),),
    )


def write_notices(
    public_url: str,
    stop_key: str,
    notices: Sequence[NoticeView],
    details: Mapping[int, Sequence[str]],
    attachments: Sequence[Attachment] = (),
) -> Text:
    """The letter that tells what is new, child by child and in the own work; of very much only the newest.

    *details* are the lines below a notice's own line, by its number.
    """
    ordered = sorted(notices[:LINES_AT_MOST], key=_find_group)
    sections = tuple(
        (name or gettext("My work"), tuple(_list_lines(group, details)))
        for (name, _), group in groupby(ordered, key=_find_group)
    )
    if len(notices) > LINES_AT_MOST:
        sections += ((gettext("The rest stands on the page of notices."), ()),)
    is_family = all(notice.pupil_id is not None for notice in notices)
    return Text(
        subject=gettext("New in the diary") if is_family else gettext("New in the journal"),
        opening=_write_opening(len(notices), is_family=is_family),
        sections=sections,
        links=(
            (gettext("Open the notices"), f"{public_url}/notices/"),
            (gettext("Choose what comes and when"), f"{public_url}/notices/choices"),
            (gettext("Send me no more letters"), make_stop_link(public_url, stop_key)),
        ),
        attachments=tuple(attachments),
    )


def _write_opening(count: int, *, is_family: bool) -> str:
    if is_family:
        return ngettext(
            "There is %(num)s new entry in the electronic diary.",
            "There are %(num)s new entries in the electronic diary.",
            count,
        )
    return ngettext(
        "There is %(num)s new notice in the electronic journal.",
        "There are %(num)s new notices in the electronic journal.",
        count,
    )


def make_stop_link(public_url: str, stop_key: str) -> str:
    """The address of the page that ends all letters, without signing in."""
    return f"{public_url}/notices/stop?key={stop_key}"


def _find_group(notice: NoticeView) -> tuple[str, int]:
    """Under which heading a notice stands; the own work comes first."""
    return notice.pupil_name or "", notice.pupil_id or 0


def _list_lines(notices: Iterable[NoticeView], details: Mapping[int, Sequence[str]]) -> list[str]:
    lines = []
    for notice in notices:
        lines += [f"{describe_place(notice)}: {describe_change(notice)}", *details.get(notice.id, ())]
    return lines
