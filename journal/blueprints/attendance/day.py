"""The class tutor's day: absences with their reasons, «ОТ» that waits, what families announced (R-REASON)."""

from datetime import date, timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journal.attendance.announcements import (
    confirm_announcement,
    decline_announcement,
    list_waiting,
    list_withdrawn,
)
from journal.attendance.day import get_class_day, list_waiting_days
from journal.attendance.sentences import describe_fact, name_kind
from journal.attendance.services import resolve_day, set_day
from journal.blueprints.attendance import blueprint
from journal.blueprints.attendance.forms import describe_outcome, read_day_of, read_day_write
from journal.blueprints.attendance.refusals import Refusal, find_refusal
from journal.database import current_session
from journal.models import SchoolClass
from journal.permissions.actions import ATTENDANCE_RESOLVE, CLASS_VIEW, FACT_EDIT
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.policy import is_permitted
from journal.permissions.targets import class_target
from journal.school import school_today

ONE_DAY = timedelta(days=1)


@blueprint.get("/classes/<int:class_id>/day")
@reads(CLASS_VIEW, class_target, "class_id")
def view_day(class_id: int) -> str:
    """A class × the lessons of a day, today's if none is named."""
    asked = request.args.get("on", "")
    on = read_day_of(asked) if asked else school_today(current_session())
    return render_template("attendance/day.html", **build_day(class_id, on))


@blueprint.post("/classes/<int:class_id>/pupils/<int:pupil_id>/day")
@writes(ATTENDANCE_RESOLVE)
def write_day(class_id: int, pupil_id: int) -> Response | tuple[str, int]:
    """Write a pupil's absence into the lessons of a day."""
    write = read_day_write(pupil_id)

    def save() -> None:
        outcome = set_day(current_session(), actor=current_actor(), class_id=class_id, write=write)
        for sentence, category in describe_outcome(outcome):
            flash(sentence, category)

    return answer(class_id, write.on, find_refusal(save))


@blueprint.post("/classes/<int:class_id>/pupils/<int:pupil_id>/reasons")
@writes(ATTENDANCE_RESOLVE)
def resolve_absence(class_id: int, pupil_id: int) -> Response | tuple[str, int]:
    """Give the «ОТ» of a pupil's day its reason."""
    write = read_day_write(pupil_id)

    def save() -> None:
        outcome = resolve_day(current_session(), actor=current_actor(), class_id=class_id, write=write)
        for sentence, category in describe_outcome(outcome):
            flash(sentence, category)

    return answer(class_id, school_today(current_session()), find_refusal(save))


@blueprint.post("/classes/<int:class_id>/announcements/<int:announcement_id>")
@writes(ATTENDANCE_RESOLVE)
def answer_announcement(class_id: int, announcement_id: int) -> Response | tuple[str, int]:
    """Confirm what a family announced, or decline it with a reason."""

    def save() -> None:
        ways: dict[str, Any] = {"class_id": class_id, "announcement_id": announcement_id}
        if "confirm" in request.form:
            confirm_announcement(current_session(), actor=current_actor(), **ways)
            flash(gettext("The absence is confirmed and shown in the journal."), "success")
        else:
            reason = request.form.get("reason", "")
            decline_announcement(current_session(), actor=current_actor(), **ways, reason=reason)
            flash(gettext("The announcement is declined; the family sees your reason."), "success")

    return answer(class_id, school_today(current_session()), find_refusal(save))


def answer(class_id: int, on: date, refusal: Refusal | None) -> Response | tuple[str, int]:
    """Show the day again: afresh when it was written, or with what was typed and why it was refused."""
    if refusal is None:
        return redirect(url_for("attendance.view_day", class_id=class_id, on=on))
    return render_template("attendance/day.html", **build_day(class_id, on, refusal)), 422


def build_day(class_id: int, on: date, refusal: Refusal | None = None) -> dict[str, Any]:
    """Everything that the page of a class's day shows."""
    session, actor = current_session(), current_actor()
    today, target = school_today(session), class_target(session, class_id)
    heads, rows = get_class_day(session, class_id, on)
    return {
        "school_class": session.get_one(SchoolClass, class_id),
        "on": on,
        "today": today,
        "earlier": on - ONE_DAY if on > date.min else None,
        "later": on + ONE_DAY if on < date.max else None,
        "heads": heads,
        "rows": rows,
        "waiting": list_waiting_days(session, class_id, today),
        "announcements": list_waiting(session, class_id, today),
        "withdrawn": list_withdrawn(session, class_id, on),
        "may_resolve": is_permitted(actor, ATTENDANCE_RESOLVE, target),
        "may_record": is_permitted(actor, FACT_EDIT, target),
        "describe_fact": describe_fact,
        "name_kind": name_kind,
        "refusal": refusal or Refusal(),
    }
