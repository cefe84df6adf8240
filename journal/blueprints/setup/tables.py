"""The four tables of settings: how each is filled from the database, checked and saved."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from journal.blueprints.setup.forms import BellsForm, HolidaysForm, PeriodsForm, TableForm, WorkTypesForm
from journal.i18n import _l
from journal.models import AcademicYear
from journal.school_calendar.names import name_period
from journal.setup import queries, services
from journal.setup.rules import (
    Troubles,
    find_bell_troubles,
    find_holiday_troubles,
    find_period_troubles,
    find_work_type_troubles,
)

Lines = list[dict[str, Any]]


@dataclass(frozen=True)
class Table:
    """A table of settings; *blank* is how many empty lines wait for new rows."""

    title: str
    hint: str
    form: type[TableForm[Any]]
    lines: Callable[[Session, int], Lines]
    check: Callable[[Session, AcademicYear, list[Any]], Troubles]
    save: Callable[..., None]
    names: Callable[[Session, int], list[str]] | None = None
    blank: int = 0


def list_period_lines(session: Session, year_id: int) -> Lines:
    """The periods as the form's lines."""
    return [
        _pick(row, "id", "kind", "starts_on", "ends_on") for row in queries.list_periods(session, year_id)
    ]


def list_period_names(session: Session, year_id: int) -> list[str]:
    """What stands before each period's line."""
    return [name_period(row.kind, row.number) for row in queries.list_periods(session, year_id)]


def list_holiday_lines(session: Session, year_id: int) -> Lines:
    """The holidays as the form's lines."""
    rows = queries.list_holidays(session, year_id)
    return [_pick(row, "id", "name", "starts_on", "ends_on", "parallel") for row in rows]


def list_bell_lines(session: Session, year_id: int) -> Lines:
    """The bells as the form's lines."""
    return [_pick(row, "number", "starts_at", "ends_at") for row in queries.list_bells(session, year_id)]


def list_work_type_lines(session: Session, year_id: int) -> Lines:
    """The kinds of work as the form's lines."""
    rows = queries.list_work_types(session, year_id)
    return [
        _pick(row, "id", "name", "short_name") | {"weight": f"{row.weight.normalize():f}"} for row in rows
    ]


def check_work_types(session: Session, year: AcademicYear, rows: list[Any]) -> Troubles:
    """What the rules say of the kinds of work."""
    weights = {kind.id: kind.weight for kind in queries.list_work_types(session, year.id)}
    return find_work_type_troubles(rows, weights, queries.list_used_work_types(session, year.id))


def _pick(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


PERIODS = Table(
    title=_l("Periods"),
    hint=_l("Moving a period never opens final marks that have closed. Lessons stay on their days."),
    form=PeriodsForm,
    lines=list_period_lines,
    check=lambda _session, year, rows: find_period_troubles(rows, year),
    save=services.save_periods,
    names=list_period_names,
)
HOLIDAYS = Table(
    title=_l("Holidays"),
    hint=_l(
        "Days without lessons. A number in the last column makes them holidays of that year of study only. "
        "Empty a line to remove it. Lessons that stand on these days stay."
    ),
    form=HolidaysForm,
    lines=list_holiday_lines,
    check=lambda _session, year, rows: find_holiday_troubles(rows, year),
    save=services.save_holidays,
    blank=2,
)
BELLS = Table(
    title=_l("Bells"),
    hint=_l("When each lesson begins and ends. Empty a line to remove it."),
    form=BellsForm,
    lines=list_bell_lines,
    check=lambda _session, _year, rows: find_bell_troubles(rows),
    save=services.save_bells,
    blank=1,
)
WORK_TYPES = Table(
    title=_l("Kinds of work"),
    hint=_l(
        "The weight tells how much a mark counts in the mean. It stays once a column bears this kind of "
        "work. Empty a line to remove it."
    ),
    form=WorkTypesForm,
    lines=list_work_type_lines,
    check=check_work_types,
    save=services.save_work_types,
    blank=2,
)
