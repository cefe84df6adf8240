"""Who was in time, by month and against last year, and the register of what went by post."""

from datetime import date, timedelta

from flask import render_template, request
from flask_babel import gettext

from journal.blueprints.extracts import blueprint
from journal.database import current_session
from journal.extracts.chart import build_chart
from journal.extracts.watching import list_months, list_sendings, shift_month
from journal.permissions.actions import EXTRACTS_WATCH
from journal.permissions.guard import reads
from journal.request_values import read_date
from journal.school import find_year, get_school, school_today

CHART_HEIGHT = 160


@blueprint.get("/extracts/timeliness")
@reads(EXTRACTS_WATCH)
def show_timeliness() -> str:
    """In time and late by month, beside last year's, as a table and a chart."""
    session = current_session()
    today = school_today(session)
    year = find_year(session, today)
    months = list_months(session, year, today) if year else []
    chart = build_chart([(one.first, one.present, one.former) for one in months], height=CHART_HEIGHT)
    return render_template("extracts/timeliness.html", year=year, months=months, chart=chart)


@blueprint.get("/extracts/sendings")
@reads(EXTRACTS_WATCH)
def list_posted() -> str:
    """The register of sendings of a day or of a month; without a day this month's."""
    session = current_session()
    today = school_today(session)
    day = read_date(request.args.get("day", ""))
    first = day or (read_date(request.args.get("month", "")) or today).replace(day=1)
    last = day or find_last_day(first)
    sendings = list_sendings(session, first, last)
    return render_template(
        "extracts/sendings.html",
        sendings=sendings,
        day=day,
        first=first,
        last=last,
        today=today,
        school=get_school(session),
        before=find_month(first, -1),
        after=find_month(first, 1),
        title=gettext("Register of sendings"),
    )


def find_last_day(first: date) -> date:
    """The last day of the month that begins on a day."""
    return find_month(first, 1) - timedelta(days=1)


def find_month(day: date, by: int) -> date:
    """The first day of the month *by* months away; at the ends of the calendar the own month."""
    first = day.replace(day=1)
    return shift_month(first, by) if 2 <= first.year < date.max.year else first
