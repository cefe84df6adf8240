"""The forecast that a family reads: every subject of the period with what is needed for the next mark."""

from flask import render_template

from journal.blueprints.diary.views import find_family
from journal.blueprints.forecast import blueprint
from journal.blueprints.forecast.words import describe_ways
from journal.database import current_session
from journal.diary.marks import list_periods
from journal.finals.proposals import get_thresholds
from journal.forecast.chart import build_chart
from journal.forecast.queries import list_pupil_marks, list_work_kinds
from journal.forecast.rules import build_forecast, list_means
from journal.permissions.actions import DIARY_VIEW
from journal.permissions.guard import reads
from journal.permissions.targets import pupil_target
from journal.school import get_year, school_today
from journal.school_calendar.names import name_period

WIDTH, HEIGHT = 280, 72


@blueprint.get("/diary/<int:pupil_id>/forecast")
@reads(DIARY_VIEW, pupil_target, "pupil_id")
def view_pupil_forecast(pupil_id: int) -> str:
    """What every period mark becomes, the mean over time, and what is needed for the next mark."""
    session = current_session()
    children, child = find_family(pupil_id)
    today = school_today(session)
    periods = list_periods(session, pupil_id, today)
    begun = [one for one in periods if one.kind != "year" and one.starts_on <= today]
    subjects = []
    if begun:
        period = begun[-1]
        year = get_year(session, period.year_id)
        by_subject = list_pupil_marks(session, pupil_id, period)
        kinds = list_work_kinds(session, year.id, [subject.id for subject in by_subject])
        for subject, marks in by_subject.items():
            forecast = build_forecast(marks, kinds[subject.id], get_thresholds(year))
            means = list_means(marks)
            chart = build_chart(means, period.starts_on, period.ends_on, width=WIDTH, height=HEIGHT)
            subjects.append((subject, forecast, describe_ways(forecast), means, chart))
    return render_template(
        "forecast/pupil.html",
        child=child,
        children=children,
        period_name=name_period(begun[-1].kind, begun[-1].number) if begun else "",
        subjects=subjects,
    )
