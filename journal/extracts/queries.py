"""Reading applications and extracts: lists, one application's page, what is due, what was posted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, or_, select
from sqlalchemy.orm import Session, aliased

from journal.courses.roster import holds_on
from journal.errors import NotFound
from journal.extracts import rules
from journal.extracts.handing import FAILED
from journal.models import (
    ApplicationStep,
    Attachment,
    AttachmentContent,
    Enrolment,
    Extract,
    ExtractApplication,
    Person,
    SchoolClass,
)
from journal.names import fold

MOST_LINES = 200
ALL, OPEN, LATE = "all", "open", "late"
VIEWS = (OPEN, LATE, ALL, *rules.STEPS)

TO_MAKE = or_(
    ExtractApplication.state.in_((rules.RECEIVED, rules.WORKING)),
    and_(
        ExtractApplication.state.in_((rules.READY, rules.DELIVERED)),
        ExtractApplication.ends_on.is_(None),
    ),
)
HAS_FAILED = exists().where(Extract.application_id == ExtractApplication.id, Extract.mailing == FAILED)
IS_OPEN = or_(
    ExtractApplication.state.in_((rules.PREPARED, rules.RECEIVED, rules.WORKING, rules.READY)), TO_MAKE
)


@dataclass(frozen=True)
class Filter:
    """Which applications: one of `VIEWS`, of these classes (None: all), of pupils whose name holds a word."""

    view: str = OPEN
    class_ids: Collection[int] | None = None
    name: str = ""


@dataclass(frozen=True)
class ApplicationLine:
    """An application in a list: whose marks, in which class today, and what is wrong with it."""

    application: ExtractApplication
    pupil: Person
    class_name: str
    is_late: bool
    has_failed: bool


@dataclass(frozen=True)
class Step:
    """What became of an application, when and by whom (nobody: the program)."""

    state: str
    made_at: datetime
    note: str
    by: Person | None


@dataclass(frozen=True)
class ExtractLine:
    """An extract that was made, with who made and who handed it."""

    extract: Extract
    made_by: Person
    handed_by: Person | None


def is_late_on(today: date) -> ColumnElement[bool]:
    """The condition that an extract isn't made though its day has passed (R-ONEDAY)."""
    return and_(TO_MAKE, ExtractApplication.due_on < today)


def list_applications(session: Session, wanted: Filter, today: date) -> list[ApplicationLine]:
    """The applications that are wanted, the late ones first, then by their day."""
    late = is_late_on(today)
    rank = case(
        (late, 0), (HAS_FAILED, 1), (TO_MAKE, 2), (ExtractApplication.state == rules.READY, 3), else_=4
    )
    query = _select_lines(today).add_columns(late, HAS_FAILED).where(_is_wanted(wanted, today))
    query = query.order_by(rank, case((TO_MAKE, ExtractApplication.due_on)), ExtractApplication.id.desc())
    return [ApplicationLine(*row) for row in map(_name_class, session.execute(query.limit(MOST_LINES)))]


def list_due(
    session: Session,
    *,
    today: date,
    until: date,
    class_ids: Collection[int] | None = None,
    with_failed: bool = False,
) -> list[ApplicationLine]:
    """The applications whose extract must be made by a day, the late ones first (R-ONEDAY, R-RHYTHM).

    *with_failed*: also those of which an extract could not be sent by e-mail.
    """
    is_due = and_(TO_MAKE, ExtractApplication.due_on <= until)
    condition = and_(or_(is_due, HAS_FAILED) if with_failed else is_due, _is_of_classes(class_ids))
    query = _select_lines(today).add_columns(is_late_on(today), HAS_FAILED).where(condition)
    rows = session.execute(query.order_by(ExtractApplication.due_on, Person.sort_key, ExtractApplication.id))
    return [ApplicationLine(*row) for row in map(_name_class, rows)]


def list_failed(
    session: Session, *, today: date, class_ids: Collection[int] | None = None
) -> list[ApplicationLine]:
    """The applications of which an extract could not be sent by e-mail."""
    condition = and_(HAS_FAILED, _is_of_classes(class_ids))
    query = _select_lines(today).add_columns(is_late_on(today), HAS_FAILED).where(condition)
    return [ApplicationLine(*row) for row in map(_name_class, session.execute(query))]


def _select_lines(today: date) -> Any:
    """Applications with their pupils and the classes of today."""
    return (
        select(ExtractApplication, Person, SchoolClass.parallel, SchoolClass.letter)
        .join(Person, Person.id == ExtractApplication.pupil_id)
        .outerjoin(
            Enrolment,
            and_(
                Enrolment.pupil_id == ExtractApplication.pupil_id,
                holds_on(Enrolment.starts_on, Enrolment.ends_on, today),
            ),
        )
        .outerjoin(SchoolClass, SchoolClass.id == Enrolment.class_id)
    )


def _name_class(row: Any) -> tuple[Any, ...]:
    """A row with the name of the class in one piece."""
    application, pupil, parallel, letter, *flags = row
    return application, pupil, f"{parallel}{letter}" if parallel else "", *flags


def _is_wanted(wanted: Filter, today: date) -> ColumnElement[bool]:
    conditions = [_is_of_classes(wanted.class_ids)]
    if wanted.view == LATE:
        conditions.append(is_late_on(today))
    elif wanted.view == OPEN:
        conditions.append(or_(IS_OPEN, HAS_FAILED))
    elif wanted.view != ALL:
        conditions.append(ExtractApplication.state == wanted.view)
    if wanted.name:
        conditions.append(Person.sort_key.contains(fold(wanted.name), autoescape=True))
    return and_(*conditions)


def _is_of_classes(class_ids: Collection[int] | None) -> ColumnElement[bool]:
    """The condition that the pupil is in one of these classes; None stands for every class."""
    return SchoolClass.id.in_(class_ids) if class_ids is not None else ExtractApplication.id.is_not(None)


def list_of_pupil(
    session: Session, pupil_id: int, *, applicant_id: int | None = None
) -> Sequence[ExtractApplication]:
    """A pupil's applications, the newest first; of one applicant only where *applicant_id* says so."""
    query = select(ExtractApplication).where(ExtractApplication.pupil_id == pupil_id)
    if applicant_id is not None:
        query = query.where(ExtractApplication.applicant_id == applicant_id)
    return session.scalars(query.order_by(ExtractApplication.id.desc())).all()


def get_application(session: Session, application_id: int) -> ExtractApplication:
    """An application by its key; raises `NotFound`."""
    application = session.get(ExtractApplication, application_id)
    if application is None:
        raise NotFound()
    return application


def list_steps(session: Session, application_id: int) -> list[Step]:
    """The steps of an application in their order."""
    rows = session.execute(
        select(ApplicationStep.state, ApplicationStep.made_at, ApplicationStep.note, Person)
        .outerjoin(Person, Person.id == ApplicationStep.person_id)
        .where(ApplicationStep.application_id == application_id)
        .order_by(ApplicationStep.id)
    )
    return [Step(*row) for row in rows]


def list_extracts(
    session: Session, *, application_id: int | None = None, course_id: int | None = None
) -> list[ExtractLine]:
    """The extracts of an application or of a course, the newest first."""
    maker, handler = aliased(Person), aliased(Person)
    query = (
        select(Extract, maker, handler)
        .join(maker, maker.id == Extract.made_by)
        .outerjoin(handler, handler.id == Extract.handed_by)
        .where(
            Extract.application_id == application_id
            if application_id is not None
            else Extract.course_id == course_id
        )
    )
    rows = session.execute(query.order_by(Extract.id.desc()).limit(MOST_LINES))
    return [ExtractLine(*row) for row in rows]


def get_paper(
    session: Session, extract_id: int, *, application_id: int | None = None, course_id: int | None = None
) -> tuple[str, bytes]:
    """The name and the bytes of an extract of an application or of a course; raises `NotFound`."""
    row = session.execute(
        select(Attachment.name, AttachmentContent.content)
        .join(AttachmentContent, AttachmentContent.sha256 == Attachment.sha256)
        .join(Extract, Extract.paper_id == Attachment.id)
        .where(
            Extract.id == extract_id,
            Extract.application_id == application_id
            if application_id is not None
            else Extract.course_id == course_id,
        )
    ).one_or_none()
    if row is None:
        raise NotFound()
    return row.name, row.content


def find_pupils(
    session: Session, name: str, today: date, class_ids: Collection[int] | None = None
) -> list[tuple[Person, str]]:
    """The pupils of today whose name holds these letters, with their classes, by name."""
    query = (
        select(Person, SchoolClass.parallel, SchoolClass.letter)
        .join(Enrolment, Enrolment.pupil_id == Person.id)
        .join(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .where(
            holds_on(Enrolment.starts_on, Enrolment.ends_on, today),
            Person.sort_key.contains(fold(name), autoescape=True),
        )
        .order_by(Person.sort_key, Person.id)
    )
    if class_ids is not None:
        query = query.where(SchoolClass.id.in_(class_ids))
    rows = session.execute(query.limit(MOST_LINES))
    return [(person, f"{parallel}{letter}") for person, parallel, letter in rows]
