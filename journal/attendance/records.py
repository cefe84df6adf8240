"""Reading a class's facts with their papers."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.attendance.services import is_in_class
from journal.courses.roster import holds_on
from journal.errors import NotFound
from journal.models import (
    AbsencePaper,
    Attachment,
    AttachmentContent,
    Course,
    CoursePart,
    Enrolment,
    HealthFact,
    Person,
    Subject,
)
from journal.names import pupil_name


@dataclass(frozen=True)
class FactView:
    """A fact as the list shows it; *papers* are (id, name)."""

    id: int
    pupil: str
    kind: str
    subject: str
    starts_on: date
    ends_on: date
    papers: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class DayPaper:
    """A paper that explains one day, as the list shows it."""

    id: int
    pupil: str
    held_on: date
    name: str


@dataclass(frozen=True)
class Paper:
    """A paper's file."""

    name: str
    media_type: str
    content: bytes


def list_class_facts(session: Session, class_id: int, today: date) -> list[FactView]:
    """The facts of everybody who is in a class today, the newest first."""
    rows = session.execute(
        select(HealthFact, Person.last_name, Person.first_name, Subject.name)
        .join(Person, Person.id == HealthFact.pupil_id)
        .join(Enrolment, Enrolment.pupil_id == HealthFact.pupil_id)
        .outerjoin(Subject, Subject.id == HealthFact.subject_id)
        .where(Enrolment.class_id == class_id, holds_on(Enrolment.starts_on, Enrolment.ends_on, today))
        .where(HealthFact.ends_on >= Enrolment.starts_on)
        .order_by(HealthFact.ends_on.desc(), HealthFact.id.desc())
    ).all()
    papers = _list_papers(session, [fact.id for fact, *_names in rows])
    return [
        FactView(
            id=fact.id,
            pupil=pupil_name(last, first),
            kind=fact.kind,
            subject=subject or "",
            starts_on=fact.starts_on,
            ends_on=fact.ends_on,
            papers=tuple(papers.get(fact.id, ())),
        )
        for fact, last, first, subject in rows
    ]


def _list_papers(session: Session, fact_ids: list[int]) -> dict[int | None, list[tuple[int, str]]]:
    found: dict[int | None, list[tuple[int, str]]] = defaultdict(list)
    rows = session.execute(
        select(AbsencePaper.fact_id, AbsencePaper.id, Attachment.name)
        .join(Attachment, Attachment.id == AbsencePaper.attachment_id)
        .where(AbsencePaper.fact_id.in_(fact_ids))
        .order_by(AbsencePaper.id)
    )
    for fact_id, paper_id, name in rows:
        found[fact_id].append((paper_id, name))
    return found


def list_day_papers(session: Session, class_id: int) -> list[DayPaper]:
    """The papers of single days of a class's pupils, while they were in it, the newest first."""
    rows = session.execute(
        select(AbsencePaper.id, Person.last_name, Person.first_name, AbsencePaper.held_on, Attachment.name)
        .join(Person, Person.id == AbsencePaper.pupil_id)
        .join(Attachment, Attachment.id == AbsencePaper.attachment_id)
        .join(Enrolment, Enrolment.pupil_id == AbsencePaper.pupil_id)
        .where(Enrolment.class_id == class_id, AbsencePaper.fact_id.is_(None))
        .where(holds_on(Enrolment.starts_on, Enrolment.ends_on, AbsencePaper.held_on))
        .order_by(AbsencePaper.held_on.desc(), AbsencePaper.id.desc())
    )
    return [DayPaper(key, pupil_name(last, first), day, name) for key, last, first, day, name in rows]


def list_class_pupils(session: Session, class_id: int, today: date) -> list[tuple[int, str]]:
    """Who is in a class today: (id, name)."""
    rows = session.execute(
        select(Person.id, Person.last_name, Person.first_name)
        .join(Enrolment, Enrolment.pupil_id == Person.id)
        .where(Enrolment.class_id == class_id, holds_on(Enrolment.starts_on, Enrolment.ends_on, today))
        .order_by(Person.sort_key, Person.id)
    )
    return [(row.id, pupil_name(row.last_name, row.first_name)) for row in rows]


def list_subjects(session: Session, class_id: int) -> list[tuple[int, str]]:
    """The subjects that a class is taught: (id, name)."""
    rows = session.execute(
        select(Subject.id, Subject.name)
        .join(Course, Course.subject_id == Subject.id)
        .join(CoursePart, CoursePart.course_id == Course.id)
        .where(CoursePart.class_id == class_id)
        .distinct()
        .order_by(Subject.name)
    )
    return [(row.id, row.name) for row in rows]


def get_paper(session: Session, *, class_id: int, paper_id: int) -> Paper:
    """A paper of a pupil of the class, or `NotFound`."""
    row = session.execute(
        select(AbsencePaper, Attachment, AttachmentContent.content)
        .join(Attachment, Attachment.id == AbsencePaper.attachment_id)
        .join(AttachmentContent, AttachmentContent.sha256 == Attachment.sha256)
        .where(AbsencePaper.id == paper_id)
    ).first()
    if row is None or not is_in_class(session, class_id, row[0].pupil_id, row[0].held_on):
        raise NotFound()
    return Paper(row[1].name, row[1].media_type, row[2])
