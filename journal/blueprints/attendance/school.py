"""Who is absent today in the whole school: for the deputy and for the canteen."""

from flask import render_template, request

from journal.attendance.school_day import list_school_day
from journal.blueprints.attendance import blueprint
from journal.blueprints.attendance.forms import read_day_of
from journal.database import current_session
from journal.permissions.actions import ABSENT_VIEW
from journal.permissions.guard import reads
from journal.school import find_year, school_today


@blueprint.get("/absent")
@reads(ABSENT_VIEW)
def view_absent() -> str:
    """By class: how many are absent, who and why, and how many the canteen expects; printable."""
    session = current_session()
    asked = request.args.get("on", "")
    on = read_day_of(asked) if asked else school_today(session)
    year = find_year(session, on)
    return render_template(
        "attendance/school.html", on=on, classes=list_school_day(session, year.id, on) if year else []
    )
