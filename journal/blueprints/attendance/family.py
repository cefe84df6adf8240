"""A family announces that a child stays away, and sees what became of it (R-REASON)."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journal.attendance.announcements import (
    announce_absence,
    list_of_pupil,
    withdraw_announcement,
)
from journal.attendance.sentences import name_kind
from journal.blueprints.attendance import blueprint
from journal.blueprints.attendance.forms import read_spell
from journal.blueprints.attendance.refusals import Refusal, find_refusal
from journal.blueprints.diary.views import find_family
from journal.database import current_session
from journal.permissions.actions import ABSENCE_ANNOUNCE, DIARY_VIEW
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.policy import is_permitted
from journal.permissions.targets import pupil_target
from journal.school import school_today


@blueprint.get("/diary/<int:pupil_id>/absences")
@reads(DIARY_VIEW, pupil_target, "pupil_id")
def view_announcements(pupil_id: int) -> str:
    """What was announced of a pupil; a parent finds the form above it."""
    return render_template("attendance/family.html", **build_family(pupil_id))


@blueprint.post("/diary/<int:pupil_id>/absences")
@writes(ABSENCE_ANNOUNCE)
def announce(pupil_id: int) -> Response | tuple[str, int]:
    """Announce that a child stays away."""
    spell, form = read_spell(), request.form

    def save() -> None:
        announce_absence(
            current_session(),
            actor=current_actor(),
            pupil_id=pupil_id,
            kind=form.get("kind", ""),
            spell=spell,
            note=form.get("note", ""),
        )
        flash(
            gettext("The class tutor sees your announcement. The answer will stand on this page."), "success"
        )

    return answer(pupil_id, find_refusal(save))


@blueprint.post("/diary/<int:pupil_id>/absences/<int:announcement_id>/withdraw")
@writes(ABSENCE_ANNOUNCE)
def withdraw(pupil_id: int, announcement_id: int) -> Response | tuple[str, int]:
    """Take an announcement back."""

    def save() -> None:
        withdraw_announcement(
            current_session(), actor=current_actor(), pupil_id=pupil_id, announcement_id=announcement_id
        )
        flash(gettext("The announcement is withdrawn; the class tutor sees that too."), "success")

    return answer(pupil_id, find_refusal(save))


def answer(pupil_id: int, refusal: Refusal | None) -> Response | tuple[str, int]:
    """Show the list again, or the form as it was typed."""
    if refusal is None:
        return redirect(url_for("attendance.view_announcements", pupil_id=pupil_id))
    return render_template("attendance/family.html", **build_family(pupil_id, refusal)), 422


def build_family(pupil_id: int, refusal: Refusal | None = None) -> dict[str, Any]:
    """Everything that the family's page of absences shows."""
    session = current_session()
    children, child = find_family(pupil_id)
    return {
        "child": child,
        "children": children,
        "today": school_today(session),
        "announcements": list_of_pupil(session, pupil_id),
        "may_announce": is_permitted(current_actor(), ABSENCE_ANNOUNCE, pupil_target(session, pupil_id)),
        "name_kind": name_kind,
        "refusal": refusal or Refusal(),
    }
