"""An application's page: what became of it, and every step that can be taken now."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journal.blueprints.attendance.refusals import Refusal, find_refusal
from journal.blueprints.extracts import blueprint
from journal.blueprints.extracts.forms import public_url, read_day, read_identity
from journal.blueprints.extracts.labels import explain_failure
from journal.blueprints.extracts.lists import WORDS
from journal.database import current_session
from journal.diary.queries import get_child
from journal.extracts import rules
from journal.extracts.handing import hand_extract
from journal.extracts.making import make_extract
from journal.extracts.places import find_class_ids
from journal.extracts.queries import get_application, list_extracts, list_steps
from journal.extracts.sentences import GROUNDS, IDENTITY_KINDS, WAYS
from journal.extracts.services import (
    receive_application,
    refuse_application,
    take_in_work,
    withdraw_application,
    withdraw_consent,
)
from journal.models import ExtractApplication, Person, SchoolClass
from journal.permissions import actions
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.policy import is_permitted, permit
from journal.permissions.targets import application_target
from journal.school import school_today

Answer = Response | tuple[str, int]


@blueprint.get("/extracts/<int:application_id>")
@reads(actions.EXTRACT_VIEW, application_target, "application_id")
def show_application(application_id: int) -> str:
    """The application with its steps, its papers and what can be done now."""
    return render_template("extracts/application.html", **build_page(application_id))


@blueprint.post("/extracts/<int:application_id>/receive")
@writes(actions.EXTRACT_RECEIVE)
def receive(application_id: int) -> Answer:
    """Take the signed application in; the one working day begins."""

    def step() -> None:
        receive_application(
            current_session(),
            actor=current_actor(),
            application_id=application_id,
            identity=read_identity(),
            signed_on=read_day("signed_on"),
        )

    done = gettext(
        "The application is received. The extract has to be ready by the end of the next working day."
    )
    return answer(application_id, actions.EXTRACT_RECEIVE, step, done)


@blueprint.post("/extracts/<int:application_id>/work")
@writes(actions.EXTRACT_MAKE)
def work(application_id: int) -> Answer:
    """Say that the extract is being prepared."""

    def step() -> None:
        take_in_work(current_session(), actor=current_actor(), application_id=application_id)

    return answer(application_id, actions.EXTRACT_MAKE, step, gettext("The application is in work."))


@blueprint.post("/extracts/<int:application_id>/make")
@writes(actions.EXTRACT_MAKE)
def make(application_id: int) -> Answer:
    """Make the next extract."""

    def step() -> None:
        make_extract(
            current_session(), actor=current_actor(), application_id=application_id, public_url=public_url()
        )

    done = gettext("The extract is made. Print it, sign it and hand it out.")
    return answer(application_id, actions.EXTRACT_MAKE, step, done)


@blueprint.post("/extracts/<int:application_id>/papers/<int:extract_id>/hand")
@writes(actions.EXTRACT_HAND)
def hand(application_id: int, extract_id: int) -> Answer:
    """Say how an extract was handed over, or send it by e-mail."""
    way, note = request.form.get("way", ""), request.form.get("note", "")

    def step() -> None:
        hand_extract(
            current_session(),
            actor=current_actor(),
            application_id=application_id,
            extract_id=extract_id,
            way=way,
            note=note,
        )

    posted = gettext("The extract is put into the outbox; it goes within a minute.")
    done = posted if way == "email" else gettext("It is noted how the extract was handed over.")
    return answer(application_id, actions.EXTRACT_HAND, step, done)


@blueprint.post("/extracts/<int:application_id>/refuse")
@writes(actions.EXTRACT_REFUSE)
def refuse(application_id: int) -> Answer:
    """Refuse with a lawful ground."""

    def step() -> None:
        refuse_application(
            current_session(),
            actor=current_actor(),
            application_id=application_id,
            ground=request.form.get("ground", ""),
            text=request.form.get("text", ""),
        )

    done = gettext("The application is refused. Print the notice and give it to the applicant.")
    return answer(application_id, actions.EXTRACT_REFUSE, step, done)


@blueprint.post("/extracts/<int:application_id>/withdraw")
@writes(actions.EXTRACT_APPLY)
def withdraw(application_id: int) -> Answer:
    """End an application at the applicant's wish."""

    def step() -> None:
        withdraw_application(current_session(), actor=current_actor(), application_id=application_id)

    done = gettext("The application is withdrawn: no more extracts are made.")
    return answer(application_id, actions.EXTRACT_APPLY, step, done)


@blueprint.post("/extracts/<int:application_id>/consent")
@writes(actions.EXTRACT_APPLY)
def take_consent_back(application_id: int) -> Answer:
    """Take the consent to the processing of personal data back."""

    def step() -> None:
        withdraw_consent(current_session(), actor=current_actor(), application_id=application_id)

    done = gettext("The consent is withdrawn. Nothing more is made or sent; the address is forgotten.")
    return answer(application_id, actions.EXTRACT_APPLY, step, done)


def answer(application_id: int, action: str, step: Callable[[], None], done: str) -> Answer:
    """Take a step and go back to the page; where it was refused, with the sentence and what was typed."""
    permit(current_actor(), action, application_target(current_session(), application_id))
    if refusal := find_refusal(step):
        return render_template("extracts/application.html", **build_page(application_id, refusal)), 422
    flash(done, "success")
    return redirect(url_for("extracts.show_application", application_id=application_id))


def build_page(application_id: int, refusal: Refusal | None = None) -> dict[str, Any]:
    """Everything that the page shows."""
    session = current_session()
    one = get_application(session, application_id)
    class_ids = find_class_ids(session, one.pupil_id)
    seen_by = session.get(Person, one.identity_seen_by) if one.identity_seen_by else None
    return {
        "one": one,
        "child": get_child(session, one.pupil_id),
        "class_name": session.get_one(SchoolClass, class_ids[0]).name if class_ids else "",
        "seen_by": seen_by,
        "steps": list_steps(session, application_id),
        "extracts": list_extracts(session, application_id=application_id),
        "may": list_possible(one),
        "is_applicant": one.applicant_id == current_actor().person_id,
        "today": school_today(session),
        "way_names": WAYS,
        "identity_names": IDENTITY_KINDS,
        "ground_names": GROUNDS,
        "explain_failure": explain_failure,
        "typed": refusal.typed if refusal else {},
        "sentence": refusal.sentence if refusal else "",
        **WORDS,
    }


def list_possible(one: ExtractApplication) -> dict[str, bool]:
    """Which steps this person can take with the application as it stands."""
    actor, target = current_actor(), application_target(current_session(), one.id)
    later, has_consent = rules.STEPS[one.state], one.consent_withdrawn_on is None
    has_right = {
        name: is_permitted(actor, action, target)
        for name, action in (
            ("receive", actions.EXTRACT_RECEIVE),
            ("make", actions.EXTRACT_MAKE),
            ("hand", actions.EXTRACT_HAND),
            ("refuse", actions.EXTRACT_REFUSE),
            ("withdraw", actions.EXTRACT_APPLY),
        )
    }
    return {
        "receive": has_right["receive"] and rules.RECEIVED in later,
        "work": has_right["make"] and rules.WORKING in later,
        "make": has_right["make"] and rules.READY in later and has_consent,
        "hand": has_right["hand"] and has_consent,
        "refuse": has_right["refuse"] and rules.REFUSED in later,
        "withdraw": has_right["withdraw"] and rules.WITHDRAWN in later,
        "consent": has_right["withdraw"] and one.consent_on is not None and has_consent,
    }
