"""The forecast that a teacher reads: the group of a course at a glance."""

from flask import render_template

from journal.blueprints.forecast import blueprint
from journal.blueprints.forecast.words import describe_ways
from journal.courses.people import list_roster_names
from journal.database import current_session
from journal.entries.sums import compute_statistics
from journal.finals.proposals import get_thresholds
from journal.finals.queries import list_course_periods
from journal.forecast.chart import build_chart
from journal.forecast.queries import list_group_marks, list_work_kinds
from journal.forecast.rules import build_forecast, list_means
from journal.models import Course
from journal.permissions.actions import COURSE_VIEW
from journal.permissions.guard import reads
from journal.permissions.targets import course_target
from journal.school import get_year, school_today
from journal.school_calendar.names import name_period

WIDTH, HEIGHT = 120, 28


@blueprint.get("/courses/<int:course_id>/forecast")
@reads(COURSE_VIEW, course_target, "course_id")
def view_course_forecast(course_id: int) -> str:
    """Each pupil's mean over time, the mark that it leads to, and the shortest way to the next one."""
    session = current_session()
    course = session.get_one(Course, course_id)
    today = school_today(session)
    year = get_year(session, course.year_id)
    periods = [one for one in list_course_periods(session, course) if one.kind != "year"]
    period = ([one for one in periods if one.starts_on <= today] or periods)[-1]
    pupils = list_roster_names(session, course_id, min(today, period.ends_on))
    marks = list_group_marks(session, course.subject_id, [one.pupil_id for one in pupils], period)
    kinds = list_work_kinds(session, year.id, [course.subject_id])[course.subject_id]
    rows = []
    for one in pupils:
        forecast = build_forecast(marks[one.pupil_id], kinds, get_thresholds(year))
        means = list_means(marks[one.pupil_id])
        chart = build_chart(means, period.starts_on, period.ends_on, width=WIDTH, height=HEIGHT)
        rows.append((one, forecast, describe_ways(forecast)[:1], means, chart))
    becomes = [forecast.becomes for _, forecast, *_ in rows]
    return render_template(
        "forecast/course.html",
        course=course,
        period_name=name_period(period.kind, period.number),
        rows=rows,
        statistics=compute_statistics(str(mark) for mark in becomes if mark),
        without_marks=becomes.count(None),
    )
