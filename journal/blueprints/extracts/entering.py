"""Preparing an application: by a parent at home, or by the secretary or the tutor at a visit (R-APPLY)."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journal.blueprints.attendance.refusals import Refusal, find_refusal
from journal.blueprints.extracts import blueprint
from journal.blueprints.extracts.forms import read_applicant, read_wish
from journal.database import current_session
from journal.diary.queries import get_child
from journal.extracts.sentences import DELIVERIES
from journal.extracts.services import prepare_application
from journal.models import ExtractApplication, Person
from journal.permissions.actions import EXTRACT_APPLY
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.policy import permit
from journal.permissions.targets import pupil_target
from journal.school import find_year, school_today

Answer = Response | tuple[str, int]


@blueprint.get("/pupils/<int:pupil_id>/extracts/new")
@reads(EXTRACT_APPLY, pupil_target, "pupil_id")
def show_form(pupil_id: int) -> str:
    """The form of an application."""
    return render_template("extracts/new.html", **build_form(pupil_id))


@blueprint.post("/pupils/<int:pupil_id>/extracts/new")
@writes(EXTRACT_APPLY)
def prepare(pupil_id: int) -> Answer:
    """Keep an application that is still to be signed on paper."""
    session, actor = current_session(), current_actor()
    permit(actor, EXTRACT_APPLY, pupil_target(session, pupil_id))
    made: list[ExtractApplication] = []

    def save() -> None:
        made.append(
            prepare_application(
                current_session(),
                actor=actor,
                pupil_id=pupil_id,
                wish=read_wish(),
                applicant_id=read_applicant(),
            )
        )

    if refusal := find_refusal(save):
        return render_template("extracts/new.html", **build_form(pupil_id, refusal)), 422
    flash(gettext("The application is prepared. Now it has to be printed and signed."), "success")
    return redirect(url_for("extracts.show_application", application_id=made[0].id))


def build_form(pupil_id: int, refusal: Refusal | None = None) -> dict[str, Any]:
    """What the form shows; where it was refused, as it was typed."""
    session, actor = current_session(), current_actor()
    target, today = pupil_target(session, pupil_id), school_today(session)
    year = find_year(session, today)
    parents = [session.get_one(Person, key) for key in sorted(target.parent_ids)]
    own = session.get(Person, actor.person_id) if actor.person_id in target.parent_ids else None
    typed = refusal.typed if refusal else {}
    return {
        "child": get_child(session, pupil_id),
        "parents": parents,
        "own": own,
        "today": today,
        "first": year.starts_on if year else today,
        "deliveries": DELIVERIES,
        "typed": typed,
        "sentence": refusal.sentence if refusal else "",
    }
