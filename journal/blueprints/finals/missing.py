"""Who still owes which final marks: a teacher sees the own courses, a tutor the class, a head the school."""

from collections.abc import Collection

from flask import render_template, url_for

from journal.blueprints.finals import blueprint
from journal.courses.overview import list_tutored_classes
from journal.database import current_session
from journal.errors import NotFound
from journal.finals.missing import (
    choose_due_period,
    list_owed,
    list_taught_classes,
    list_used_periods,
)
from journal.finals.states import list_own_states
from journal.models import Period
from journal.permissions.actions import FINALS_OWED, FINALS_WATCH
from journal.permissions.guard import current_actor, reads
from journal.permissions.policy import is_permitted
from journal.school import find_year, school_today
from journal.school_calendar.names import name_period


@blueprint.get("/finals")
@blueprint.get("/finals/<int:period_id>")
@reads(FINALS_OWED)
def show_missing(period_id: int | None = None) -> str:
    """The final marks that are still owed in a period; without one the last that is open."""
    session, actor = current_session(), current_actor()
    today = school_today(session)
    person_id = actor.person_id or 0
    watches = is_permitted(actor, FINALS_WATCH)
    tutored = list_tutored_classes(session, person_id, today)
    class_ids = None if watches else {*tutored, *list_taught_classes(session, person_id, today)}
    periods, period = find_periods(period_id, class_ids or None)
    sees = None if watches else tutored
    owed = list_owed(session, period, today=today, class_ids=sees) if period and (watches or tutored) else []
    return render_template(
        "finals/missing.html",
        period=period,
        period_name=name_period(period.kind, period.number) if period else "",
        periods=link_periods("finals.show_missing", periods, period),
        own=list_own_states(session, period, person_id=person_id, today=today) if period else [],
        of_class=[one for one in owed if one.school_class.id in tutored],
        of_school=owed if watches else None,
        tutored=tutored,
    )


def find_periods(
    period_id: int | None, class_ids: Collection[int] | None = None
) -> tuple[list[Period], Period | None]:
    """The periods of this year (of these classes) and the one to show; `NotFound` for another's number."""
    session = current_session()
    today = school_today(session)
    year = find_year(session, today)
    periods = list_used_periods(session, year.id, class_ids) if year else []
    period = choose_due_period(periods, period_id, today)
    if period is None and period_id is not None:
        raise NotFound()
    return periods, period


def link_periods(endpoint: str, periods: list[Period], shown: Period | None) -> list[tuple[str, str, bool]]:
    """Links to the periods of the year."""
    return [
        (url_for(endpoint, period_id=one.id), name_period(one.kind, one.number), one == shown)
        for one in periods
    ]
