"""The papers of an application: extracts, the form to be signed, the notice of refusal, the envelope."""

import io
from typing import Any

from flask import redirect, render_template, send_file, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from journal.blueprints.extracts import blueprint
from journal.database import current_session
from journal.extracts.places import find_class_ids
from journal.extracts.queries import get_application, get_paper
from journal.extracts.words import DELIVERY_LINES, GROUND_WORDS, IDENTITY_WORDS, write_days
from journal.models import Person, SchoolClass, StaffMember, StaffRole
from journal.permissions.actions import ACCOUNT_OWN, EXTRACT_HAND, EXTRACT_VIEW
from journal.permissions.guard import reads
from journal.permissions.targets import application_target
from journal.school import get_school


@blueprint.get("/extracts/<int:application_id>/papers/<int:extract_id>")
@reads(EXTRACT_VIEW, application_target, "application_id")
def download_paper(application_id: int, extract_id: int) -> Response:
    """An extract as PDF."""
    return send_paper(*get_paper(current_session(), extract_id, application_id=application_id))


@blueprint.get("/extracts/<int:application_id>/print")
@reads(EXTRACT_VIEW, application_target, "application_id")
def print_application(application_id: int) -> str:
    """The application and the separate consent, filled in, to be signed."""
    return render_template("extracts/form.html", **build_sheet(application_id))


@blueprint.get("/extracts/blank")
@reads(ACCOUNT_OWN)
def print_blank() -> str:
    """The same two sheets, empty, to be filled in by hand."""
    return render_template("extracts/form.html", **build_school(current_session()), one=None, pupil=None)


@blueprint.get("/extracts/<int:application_id>/refusal")
@reads(EXTRACT_VIEW, application_target, "application_id")
def print_refusal(application_id: int) -> Response | str:
    """The notice of a refusal; where nothing was refused, back to the application."""
    sheet = build_sheet(application_id)
    if not sheet["one"].refusal_ground:
        return redirect(url_for("extracts.show_application", application_id=application_id))
    return render_template("extracts/refusal.html", **sheet)


@blueprint.get("/extracts/<int:application_id>/envelope")
@reads(EXTRACT_HAND, application_target, "application_id")
def print_envelope(application_id: int) -> str:
    """The address of an extract that goes by post."""
    return render_template("extracts/envelope.html", **build_sheet(application_id))


def build_sheet(application_id: int) -> dict[str, Any]:
    """What the printed sheets of an application show."""
    session = current_session()
    one = get_application(session, application_id)
    class_ids = find_class_ids(session, one.pupil_id)
    return {
        **build_school(session),
        "one": one,
        "pupil": session.get_one(Person, one.pupil_id),
        "class_name": session.get_one(SchoolClass, class_ids[0]).name if class_ids else "",
    }


def build_school(session: Session) -> dict[str, Any]:
    """What stands on every sheet: the school, its head, and the words of the form."""
    director = session.scalar(
        select(Person)
        .join(StaffRole, StaffRole.person_id == Person.id)
        .join(StaffMember, StaffMember.person_id == Person.id)
        .where(StaffRole.role == "director", StaffMember.dismissed_on.is_(None))
        .order_by(Person.id)
        .limit(1)
    )
    return {
        "school": get_school(session),
        "director": director,
        "delivery_lines": DELIVERY_LINES,
        "identity_words": IDENTITY_WORDS,
        "ground_words": GROUND_WORDS,
        "write_days": write_days,
    }


def send_paper(name: str, content: bytes) -> Response:
    """A PDF as a download."""
    return send_file(io.BytesIO(content), "application/pdf", as_attachment=True, download_name=name)
