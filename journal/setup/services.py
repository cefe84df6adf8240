"""Changing the settings of a year; every change is an amendment of the school's chain (R-SETUP, R-AMEND).

Whatever is moved here, a recorded closing of a lesson or of final marks stays (R-LOCK14, R-LOCK7).
"""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.record import Place, record_value, summarise
from journal.errors import BadSettings, Frozen, NotFound
from journal.locks.windows import run_windows
from journal.models import AcademicYear, Bell, Holiday, Period, WorkType
from journal.permissions.actions import SCHOOL_SETUP
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.school import get_year, school_today, school_zone
from journal.setup import queries
from journal.setup.rules import (
    LIMITS,
    THRESHOLDS,
    BellRow,
    HolidayRow,
    PeriodRow,
    WorkTypeRow,
    are_limits_open,
    find_bell_troubles,
    find_holiday_troubles,
    find_limit_troubles,
    find_period_troubles,
    find_threshold_troubles,
    find_work_type_troubles,
)


def open_year(session: Session, *, actor: Actor, year_id: int) -> AcademicYear:
    """A year whose settings the actor may change; raise `Forbidden` or `NotFound`."""
    permit(actor, SCHOOL_SETUP)
    return get_year(session, year_id)


def save_periods(session: Session, *, actor: Actor, year_id: int, rows: Sequence[PeriodRow]) -> None:
    """Move the periods of a year. Raises `BadSettings`, and `NotFound` for a foreign period.

    What has closed by now is recorded first: no final mark reopens because its period is moved (R-LOCK7).
    """
    year = open_year(session, actor=actor, year_id=year_id)
    _refuse(find_period_troubles(rows, year))
    run_windows(session, now=clock.now(), zone=school_zone(session))
    periods = {period.id: period for period in queries.list_periods(session, year_id)}
    for row in rows:
        period = periods.get(row.id)
        if period is None:
            raise NotFound()
        before = describe_period(period)
        period.starts_on, period.ends_on = row.starts_on, row.ends_on
        _record(session, actor, year, "period", before, describe_period(period), period_id=period.id)
    session.flush()


def save_holidays(session: Session, *, actor: Actor, year_id: int, rows: Sequence[HolidayRow]) -> None:
    """Put the given holidays in place of the year's. Lessons stay: each is a row of its own."""
    year = open_year(session, actor=actor, year_id=year_id)
    _refuse(find_holiday_troubles(rows, year))
    known = {holiday.id: holiday for holiday in queries.list_holidays(session, year_id)}
    _remove(session, actor, year, "holiday", known, keep={row.id for row in rows})
    for row in rows:
        values = {
            "name": row.name,
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "parallel": row.parallel,
        }
        _put(session, actor, year, "holiday", known.get(row.id or 0), Holiday, values)


def save_bells(session: Session, *, actor: Actor, year_id: int, rows: Sequence[BellRow]) -> None:
    """Put the given bells in place of the year's."""
    year = open_year(session, actor=actor, year_id=year_id)
    _refuse(find_bell_troubles(rows))
    known = {bell.number: bell for bell in queries.list_bells(session, year_id)}
    _remove(session, actor, year, "bell", known, keep={row.number for row in rows})
    for row in rows:
        values = {"number": row.number, "starts_at": row.starts_at, "ends_at": row.ends_at}
        _put(session, actor, year, "bell", known.get(row.number), Bell, values)


def save_work_types(session: Session, *, actor: Actor, year_id: int, rows: Sequence[WorkTypeRow]) -> None:
    """Put the given kinds of work in place of the year's, in their order; a used one keeps its weight."""
    year = open_year(session, actor=actor, year_id=year_id)
    known = {kind.id: kind for kind in queries.list_work_types(session, year_id)}
    weights = {kind.id: kind.weight for kind in known.values()}
    _refuse(find_work_type_troubles(rows, weights, queries.list_used_work_types(session, year_id)))
    _remove(session, actor, year, "work-type", known, keep={row.id for row in rows})
    for position, row in enumerate(rows, start=1):
        values = {
            "name": row.name,
            "short_name": row.short_name,
            "weight": row.weight,
            "position": position,
        }
        _put(session, actor, year, "work-type", known.get(row.id or 0), WorkType, values)


def save_limits(session: Session, *, actor: Actor, year_id: int, limits: Mapping[str, int]) -> None:
    """Set the limits of a year that has not begun; raise `Frozen` later, and `BadSettings`."""
    year = open_year(session, actor=actor, year_id=year_id)
    if not are_limits_open(year.starts_on, school_today(session)):
        raise Frozen()
    _refuse(find_limit_troubles(limits))
    for name in LIMITS:
        before = getattr(year, name)
        setattr(year, name, limits[name])
        _record(session, actor, year, "limit", f"{name} · {before}", f"{name} · {limits[name]}")
    session.flush()


def save_thresholds(
    session: Session, *, actor: Actor, year_id: int, thresholds: Mapping[str, Decimal]
) -> None:
    """Set from which mean on a mark is proposed, at any time: no mark that stands is changed by it.

    Raises `BadSettings`.
    """
    year = open_year(session, actor=actor, year_id=year_id)
    _refuse(find_threshold_troubles(thresholds))
    for name in THRESHOLDS:
        before = getattr(year, name)
        setattr(year, name, thresholds[name])
        _record(session, actor, year, "threshold", f"{name} · {before:f}", f"{name} · {thresholds[name]:f}")
    session.flush()


def describe_period(period: Period) -> str:
    """A period's days as the history keeps them."""
    return f"{period.starts_on:%d.%m.%Y}–{period.ends_on:%d.%m.%Y}"


def describe_row(row: Holiday | Bell | WorkType) -> str:
    """A row of the settings as the history keeps it."""
    if isinstance(row, Holiday):
        days = f"{row.starts_on:%d.%m.%Y}–{row.ends_on:%d.%m.%Y}"
        return summarise((row.name, days, str(row.parallel or "")))
    if isinstance(row, Bell):
        return f"{row.number} · {row.starts_at:%H:%M}–{row.ends_at:%H:%M}"
    return summarise((row.name, row.short_name, f"{row.weight.normalize():f}"))


def _refuse(troubles: Mapping[Any, str]) -> None:
    if troubles:
        raise BadSettings(trouble=next(iter(troubles.values())))


def _put(
    session: Session,
    actor: Actor,
    year: AcademicYear,
    kind: str,
    row: Holiday | Bell | WorkType | None,
    model: type[Holiday] | type[Bell] | type[WorkType],
    values: dict[str, Any],
) -> None:
    """Change a row, or add one where there is none."""
    before = describe_row(row) if row else ""
    if row is None:
        row = model(year_id=year.id, **values)
        session.add(row)
    for name, value in values.items():
        setattr(row, name, value)
    session.flush()
    _record(session, actor, year, kind, before, describe_row(row))


def _remove(
    session: Session,
    actor: Actor,
    year: AcademicYear,
    kind: str,
    known: Mapping[int, Holiday | Bell | WorkType],
    *,
    keep: Collection[int | None],
) -> None:
    """Remove the known rows that aren't to be kept, before others may take their names."""
    for key, row in known.items():
        if key not in keep:
            session.delete(row)
            _record(session, actor, year, kind, describe_row(row), "")
    session.flush()


def _record(
    session: Session,
    actor: Actor,
    year: AcademicYear,
    kind: str,
    before: str,
    after: str,
    *,
    period_id: int | None = None,
) -> None:
    if before != after:
        place = Place(year_id=year.id, period_id=period_id)
        record_value(session, actor=actor, kind=kind, place=place, before=before, after=after)
