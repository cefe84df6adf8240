"""Reading the settings of a year."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.errors import NotFound
from journal.models import AcademicYear, Bell, Holiday, LessonColumn, Period, SchoolClass, WorkType


def list_years(session: Session) -> list[AcademicYear]:
    """All academic years, the newest first."""
    return list(session.scalars(select(AcademicYear).order_by(AcademicYear.starts_on.desc())))


def list_periods(session: Session, year_id: int) -> list[Period]:
    """The periods of a year: quarters, trimesters, half-years, the year itself."""
    query = select(Period).where(Period.year_id == year_id)
    order = ("quarter", "trimester", "half", "year")
    return sorted(session.scalars(query), key=lambda period: (order.index(period.kind), period.number))


def list_classes(session: Session, year_id: int) -> list[SchoolClass]:
    """The classes of a year, in their order."""
    query = select(SchoolClass).where(SchoolClass.year_id == year_id)
    return list(session.scalars(query.order_by(SchoolClass.parallel, SchoolClass.letter)))


def get_period(session: Session, period_id: int) -> Period:
    """A period by its id, or `NotFound`."""
    period = session.get(Period, period_id)
    if period is None:
        raise NotFound()
    return period


def list_holidays(session: Session, year_id: int) -> list[Holiday]:
    """The holidays of a year, by date."""
    query = select(Holiday).where(Holiday.year_id == year_id)
    return list(session.scalars(query.order_by(Holiday.starts_on, Holiday.id)))


def list_bells(session: Session, year_id: int) -> list[Bell]:
    """The bells of a year, by the number of the lesson."""
    return list(session.scalars(select(Bell).where(Bell.year_id == year_id).order_by(Bell.number)))


def list_work_types(session: Session, year_id: int) -> list[WorkType]:
    """The kinds of work of a year, in their order."""
    query = select(WorkType).where(WorkType.year_id == year_id)
    return list(session.scalars(query.order_by(WorkType.position, WorkType.id)))


def list_used_work_types(session: Session, year_id: int) -> set[int]:
    """The kinds of work that columns bear already: their weights are frozen."""
    used = select(LessonColumn.id).where(LessonColumn.work_type_id == WorkType.id).exists()
    return set(session.scalars(select(WorkType.id).where(WorkType.year_id == year_id, used)))
