"""An extract of one subject, printed by its teacher or by the tutor for a parent who asks (R-ASK)."""

from typing import Any

from flask import render_template, request
from werkzeug.wrappers import Response

from journal.blueprints.attendance.refusals import Refusal, find_refusal
from journal.blueprints.extracts import blueprint
from journal.blueprints.extracts.forms import public_url, read_day
from journal.blueprints.extracts.papers import send_paper
from journal.courses.roster import list_stays
from journal.database import current_session
from journal.extracts.making import make_subject_extract
from journal.extracts.queries import get_paper, list_extracts
from journal.extracts.rules import Span
from journal.models import Course, Extract, Person
from journal.permissions.actions import EXTRACT_SUBJECT
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.policy import permit
from journal.permissions.targets import course_target
from journal.request_values import read_key
from journal.school import get_year, school_today

Answer = Response | tuple[str, int]


@blueprint.get("/courses/<int:course_id>/extracts")
@reads(EXTRACT_SUBJECT, course_target, "course_id")
def show_course(course_id: int) -> str:
    """The form for an extract of the subject, and those that were made."""
    return render_template("extracts/course.html", **build_page(course_id))


@blueprint.post("/courses/<int:course_id>/extracts")
@writes(EXTRACT_SUBJECT)
def make_for_course(course_id: int) -> Answer:
    """Make an extract of the subject and give it out as PDF."""
    permit(current_actor(), EXTRACT_SUBJECT, course_target(current_session(), course_id))
    made: list[Extract] = []

    def save() -> None:
        span = Span(read_day("starts_on"), read_day("ends_on"))
        pupil_id = read_key(request.form.get("pupil_id", ""))
        made.append(
            make_subject_extract(
                current_session(),
                actor=current_actor(),
                course_id=course_id,
                pupil_id=pupil_id,
                span=span,
                public_url=public_url(),
            )
        )

    if refusal := find_refusal(save):
        return render_template("extracts/course.html", **build_page(course_id, refusal)), 422
    return send_paper(*get_paper(current_session(), made[0].id, course_id=course_id))


@blueprint.get("/courses/<int:course_id>/extracts/<int:extract_id>")
@reads(EXTRACT_SUBJECT, course_target, "course_id")
def download_of_course(course_id: int, extract_id: int) -> Response:
    """An extract of the subject that was made before."""
    return send_paper(*get_paper(current_session(), extract_id, course_id=course_id))


def build_page(course_id: int, refusal: Refusal | None = None) -> dict[str, Any]:
    """What the page of a course shows."""
    session = current_session()
    course = session.get_one(Course, course_id)
    pupil_ids = {stay.pupil_id for stay in list_stays(session, course_id)}
    pupils = [session.get_one(Person, key) for key in pupil_ids]
    lines = list_extracts(session, course_id=course_id)
    return {
        "course": course,
        "pupils": sorted(pupils, key=lambda person: (person.sort_key, person.id)),
        "names": {person.id: person.full_name for person in pupils},
        "lines": lines,
        "first": get_year(session, course.year_id).starts_on,
        "today": school_today(session),
        "typed": refusal.typed if refusal else {},
        "sentence": refusal.sentence if refusal else "",
    }
