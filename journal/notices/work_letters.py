"""What a letter says of the reader's own work beside its line: the day's changes, the heads of the chains."""

from collections.abc import Iterable
from datetime import datetime, tzinfo

from flask_babel import gettext, ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.amendments.heads import Head, dump_heads
from journal.models import Chain, SchoolClass
from journal.notices.own_changes import CourseCount, count_own_changes
from journal.notices.queries import NoticeView
from journal.notices.work import read_heads

Attachment = tuple[str, str]


def list_details(session: Session, person_id: int, notice: NoticeView, zone: tzinfo) -> list[str]:
    """The lines below the line of a notice of work; none where it says everything."""
    if notice.kind == "own" and notice.on_day is not None:
        counts = count_own_changes(session, person_id, notice.on_day, zone=zone)
        return [describe_count(one, zone) for one in counts]
    if notice.kind == "heads":
        names = name_chains(session)
        heads = read_heads(session, notice.amendment_id)
        return [describe_head(head, names.get(head.chain_id, str(head.chain_id))) for head in heads]
    return []


def list_attachments(session: Session, notices: Iterable[NoticeView]) -> list[Attachment]:
    """The heads of every day told, each as a file for `journal verify --head`: name and content."""
    return [
        (f"heads-{notice.on_day}.json", dump_heads(heads))
        for notice in notices
        if notice.kind == "heads" and (heads := read_heads(session, notice.amendment_id))
    ]


def describe_count(one: CourseCount, zone: tzinfo) -> str:
    """«Алгебра 7А: 12 изменений, с 08:31 до 13:05»."""
    changes = ngettext("%(num)s change", "%(num)s changes", one.count)
    return gettext(
        "%(course)s: %(changes)s, from %(first)s to %(last)s",
        course=one.course or gettext("Elsewhere"),
        changes=changes,
        first=format_clock(one.first_at, zone),
        last=format_clock(one.last_at, zone),
    )


def describe_head(head: Head, name: str) -> str:
    """«7А: № 1234, 3f2c…»; a chain without links has no head yet."""
    if not head.number:
        return gettext("%(chain)s: nothing yet", chain=name)
    return gettext("%(chain)s: no. %(number)s, %(hash)s", chain=name, number=head.number, hash=head.hash)


def name_chains(session: Session) -> dict[int, str]:
    """What the chains are called: by their classes, the school's and the daily one."""
    rows = session.execute(
        select(Chain.id, Chain.kind, SchoolClass.parallel, SchoolClass.letter).outerjoin(
            SchoolClass, SchoolClass.id == Chain.class_id
        )
    )
    others = {"school": gettext("the school"), "daily": gettext("the daily chain")}
    return {chain_id: others.get(kind, f"{parallel}{letter}") for chain_id, kind, parallel, letter in rows}


def format_clock(moment: datetime, zone: tzinfo) -> str:
    """The time of day in the school."""
    return f"{moment.astimezone(zone):%H:%M}"
