"""The pages of marks of other organisations."""

from decimal import Decimal, InvalidOperation
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journal.blueprints.attendance.refusals import Refusal, find_refusal
from journal.blueprints.outside_marks import blueprint
from journal.blueprints.outside_marks.sentences import name_report
from journal.database import current_session
from journal.errors import BadRequest, NotFound
from journal.models import AcademicYear, Person
from journal.outside_marks.queries import (
    find_class_stay,
    get_pupil_of_mark,
    list_class_pupils,
    list_marked_subjects,
    list_pupils_with_reports,
    list_reports,
)
from journal.outside_marks.rules import count_days_late, parse_marks
from journal.outside_marks.services import MarkValue, ReportValue, add_report, remove_mark
from journal.permissions.actions import OUTSIDE_EDIT, OUTSIDE_VIEW
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.policy import is_permitted, permit
from journal.request_values import read_date, read_key
from journal.school import find_year, school_today, school_zone
from journal.school_calendar.names import name_period
from journal.school_calendar.queries import list_class_periods
from journal.school_calendar.rules import find_current_period
from journal.setup.queries import list_classes

Answer = Response | tuple[str, int]


@blueprint.get("/outside-marks")
@reads(OUTSIDE_VIEW)
def list_pupils() -> str:
    """The pupils who have such marks this year, and the way to anybody else."""
    session = current_session()
    today, class_id = school_today(session), request.args.get("class_id", "")
    year = find_year(session, today)
    return render_template(
        "outside_marks/list.html",
        pupils=list_pupils_with_reports(session, year.id) if year else [],
        classes=list_classes(session, year.id) if year else [],
        class_id=read_key(class_id) if class_id else None,
        class_pupils=list_class_pupils(session, read_key(class_id), today) if class_id else [],
        may_edit=is_permitted(current_actor(), OUTSIDE_EDIT),
    )


@blueprint.get("/pupils/<int:pupil_id>/outside-marks")
@reads(OUTSIDE_VIEW)
def show_pupil(pupil_id: int) -> str:
    """A pupil's reports, and the form for a new one."""
    return render_template("outside_marks/pupil.html", **build_page(pupil_id))


@blueprint.post("/pupils/<int:pupil_id>/outside-marks")
@writes(OUTSIDE_EDIT)
def add(pupil_id: int) -> Answer:
    """Enter a report with its marks."""
    permit(current_actor(), OUTSIDE_EDIT)
    find_person(pupil_id)

    def save() -> None:
        add_report(
            current_session(), actor=current_actor(), pupil_id=pupil_id, year=get_year(), value=read_report()
        )
        flash(gettext("The marks are saved. They count in the mean of their period."), "success")

    return answer(pupil_id, find_refusal(save))


@blueprint.post("/outside-marks/<int:mark_id>/remove")
@writes(OUTSIDE_EDIT)
def remove(mark_id: int) -> Answer:
    """Take back a mark that was entered by mistake."""
    permit(current_actor(), OUTSIDE_EDIT)
    pupil_id = get_pupil_of_mark(current_session(), mark_id)

    def save() -> None:
        reason = request.form.get("reason", "")
        remove_mark(current_session(), actor=current_actor(), mark_id=mark_id, reason=reason)
        flash(gettext("The mark is taken back; the history keeps it."), "success")

    return answer(pupil_id, find_refusal(save))


def answer(pupil_id: int, refusal: Refusal | None) -> Answer:
    """Show the page again, or the form as it was typed."""
    if refusal is None:
        return redirect(url_for("outside_marks.show_pupil", pupil_id=pupil_id))
    return render_template("outside_marks/pupil.html", **build_page(pupil_id, refusal)), 422


def build_page(pupil_id: int, refusal: Refusal | None = None) -> dict[str, Any]:
    """What the page of a pupil shows."""
    session, year = current_session(), get_year()
    person, today = find_person(pupil_id), school_today(session)
    stay, zone = find_class_stay(session, pupil_id, year.id), school_zone(session)
    school_class = stay.school_class if stay else None
    periods = list_class_periods(session, school_class) if school_class else []
    parts = [one for one in periods if one.kind != "year"]
    kind = parts[0].kind if parts else ""
    reports = [
        (report, marks, count_days_late(stay.enrolled_on, report.entered_at.astimezone(zone).date()))
        for report, marks in list_reports(session, pupil_id)
        if stay and report.year_id == year.id
    ]
    return {
        "person": person,
        "stay": stay,
        "reports": reports,
        "subjects": list_marked_subjects(session, school_class.id) if school_class else [],
        "periods": parts,
        "present": find_current_period(today, parts, kind),
        "names": {one.id: name_period(one.kind, one.number) for one in parts},
        "name_report": name_report,
        "may_edit": is_permitted(current_actor(), OUTSIDE_EDIT),
        "refusal": refusal or Refusal(),
    }


def find_person(pupil_id: int) -> Person:
    """A pupil who is at the school this year, or `NotFound`."""
    session = current_session()
    person = session.get(Person, pupil_id)
    if person is None or find_class_stay(session, pupil_id, get_year().id) is None:
        raise NotFound()
    return person


def get_year() -> AcademicYear:
    """The present school year, or `NotFound`."""
    session = current_session()
    year = find_year(session, school_today(session))
    if year is None:
        raise NotFound()
    return year


def read_report() -> ReportValue:
    """The report that the form means: a line of marks for each subject."""
    form = request.form
    period_id, weight = read_key(form.get("period_id", "")), read_weight(form.get("weight", ""))
    marks = [
        MarkValue(read_key(name.removeprefix("marks-")), period_id, value, weight)
        for name, text in form.items()
        if name.startswith("marks-")
        for value in parse_marks(text)
    ]
    dated_on = read_date(form.get("dated_on", "")) or school_today(current_session())
    return ReportValue(
        form.get("kind", ""), form.get("organisation", ""), form.get("number", ""), dated_on, marks
    )


def read_weight(text: str) -> Decimal:
    """A weight as people type it, 1 for none; raises `BadRequest` for what is no number."""
    try:
        return Decimal(text.replace(",", ".") or "1")
    except InvalidOperation:
        raise BadRequest() from None
