"""The supplementary sheet of a later version: what was changed since the one before (R-CLOSED)."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.amendments.closed import FREE_KINDS
from journal.models import (
    AcademicYear,
    Amendment,
    AmendmentText,
    ArchiveVersion,
    Chain,
    ChainLink,
    Course,
    Lesson,
    Person,
    SchoolClass,
    Subject,
)
from journal.paper.pdf import compile_pdf, view_sheet
from journal.school import get_school, school_zone
from journal.sheets.sheet import Column, Heading, Sheet
from journal.sheets.words import write_day

SUPPLEMENT = "supplement.pdf"
TITLE = "Изменения записей по разрешениям"
KINDS = {
    "mark": "отметка",
    "attendance": "посещаемость",
    "final": "итоговая отметка",
    "exam": "результат экзамена",
    "topic": "тема урока",
    "homework": "домашнее задание",
    "column": "колонка",
    "outside-mark": "отметка другой организации",
    "decision": "решение педагогического совета",
}
NOTHING, ERASED = "—", "стёрто по приказу"


@dataclass(frozen=True)
class SheetChange:
    """A line of the sheet."""

    number: int
    made_at: datetime
    kind: str
    held_on: date | None
    subject: str
    pupil: str
    before: str
    after: str
    reason: str
    grant_id: int | None
    who: str


def write_supplement(
    session: Session,
    school_class: SchoolClass,
    year: AcademicYear,
    last: ArchiveVersion,
    version: ArchiveVersion,
) -> bytes:
    """Return the PDF of what was changed between two versions, with the moment of the later one's papers."""
    zone = school_zone(session)
    changes = list_changes(session, school_class.id, last.head_number, version.head_number)
    data = {
        "title": f"Дополнительный лист к журналу {school_class.name}, {year.title} учебный год",
        "school": get_school(session).name,
        "about": [
            ("Версия", f"{version.number} (вместо версии {last.number} от {show(last.certified_at, zone)})"),
            ("История изменений", f"{version.head_number}:{version.head_hash}"),
        ],
        "sheet": view_sheet(build_sheet(changes, zone)),
    }
    return compile_pdf("supplement.typ", data, version.made_at)


def build_sheet(changes: list[SheetChange], zone: tzinfo) -> Sheet:
    """The changes as a table, in their order. Pure."""
    names = ("№", "Когда", "Что", "Урок", "Предмет", "Ученик", "Было", "Стало", "Причина", "Разр. №", "Кто")
    widths = (10, 22, 22, 18, 26, 30, 18, 18, 30, 12, 28)
    shares = (0, 0, 0, 0, 1, 1, 1, 1, 2, 0, 1)
    return Sheet(
        title=TITLE,
        columns=[Column("text", width, share) for width, share in zip(widths, shares, strict=True)],
        headings=[[Heading(name) for name in names]],
        rows=[
            (
                str(one.number),
                show(one.made_at, zone),
                KINDS.get(one.kind, one.kind),
                write_day(one.held_on),
                one.subject,
                one.pupil,
                one.before or NOTHING,
                one.after or NOTHING,
                one.reason,
                str(one.grant_id or ""),
                one.who,
            )
            for one in changes
        ],
        is_wide=True,
    )


def list_changes(session: Session, class_id: int, after: int, until: int) -> list[SheetChange]:
    """The changes of the class's records between two numbers of its chain."""
    rows = session.execute(
        select(ChainLink.number, Amendment, Lesson.held_on, Subject.name, Person)
        .join(Chain, Chain.id == ChainLink.chain_id)
        .join(Amendment, Amendment.id == ChainLink.amendment_id)
        .outerjoin(Lesson, Lesson.id == Amendment.lesson_id)
        .outerjoin(Course, Course.id == Amendment.course_id)
        .outerjoin(Subject, Subject.id == func.coalesce(Course.subject_id, Amendment.subject_id))
        .outerjoin(Person, Person.id == Amendment.pupil_id)
        .where(
            Chain.class_id == class_id,
            ChainLink.number > after,
            ChainLink.number <= until,
            Amendment.kind.not_in(FREE_KINDS),
        )
        .order_by(ChainLink.number)
    ).all()
    texts = _read_texts(session, [row.Amendment for row in rows])
    return [
        SheetChange(
            number=row.number,
            made_at=row.Amendment.made_at,
            kind=row.Amendment.kind,
            held_on=row.held_on,
            subject=row.name or "",
            pupil=row.Person.full_name if row.Person else "",
            before=texts.get(row.Amendment.before, row.Amendment.before),
            after=texts.get(row.Amendment.after, row.Amendment.after),
            reason=texts.get(row.Amendment.reason, row.Amendment.reason),
            grant_id=row.Amendment.grant_id,
            who=row.Amendment.actor_name,
        )
        for row in rows
    ]


def _read_texts(session: Session, amendments: list[Amendment]) -> dict[str, str]:
    """The free texts of these changes by digest."""
    digests = {text for one in amendments for text in (one.before, one.after, one.reason) if text}
    rows = session.execute(
        select(AmendmentText.digest, AmendmentText.content).where(AmendmentText.digest.in_(digests))
    )
    return {row.digest: row.content if row.content is not None else ERASED for row in rows}


def show(moment: datetime, zone: tzinfo) -> str:
    """«28.05.2027 10:15» by the school's clock."""
    return f"{moment.astimezone(zone):%d.%m.%Y %H:%M}"
