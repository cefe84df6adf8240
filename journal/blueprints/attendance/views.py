"""The absences of a class: for its tutor every week, for the deputy every month (R-REASON, R-WEEKLY)."""

from flask import render_template, request

from journal.attendance.queries import list_absences
from journal.blueprints.attendance import blueprint
from journal.database import current_session
from journal.models import SchoolClass
from journal.permissions.actions import CLASS_VIEW
from journal.permissions.guard import reads
from journal.permissions.targets import class_target
from journal.school import school_today
from journal.school_calendar.names import name_period
from journal.school_calendar.queries import list_class_periods


@blueprint.get("/classes/<int:class_id>/attendance")
@reads(CLASS_VIEW, class_target, "class_id")
def view_attendance(class_id: int) -> str:
    """Missed days and lessons by reason, up to today, with every «ОТ» that still waits for its reason."""
    session = current_session()
    school_class = session.get_one(SchoolClass, class_id)
    today = school_today(session)
    periods = list_class_periods(session, school_class)
    begun = [period for period in periods if period.kind != "year" and period.starts_on <= today]
    chosen = request.args.get("period", type=int)
    period = next((one for one in periods if one.id == chosen), (begun or periods)[-1])
    return render_template(
        "attendance/class.html",
        school_class=school_class,
        period=period,
        periods=periods,
        name_period=name_period,
        pupils=list_absences(session, class_id, period.starts_on, min(period.ends_on, today)),
    )
