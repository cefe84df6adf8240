"""The own requests, and one request: filled in, sent, withdrawn, printed, with its documents."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

from flask import flash, redirect, render_template, send_file, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journal import clock
from journal.amendments.heads import find_head
from journal.blueprints.attendance.refusals import Refusal, find_refusal
from journal.blueprints.unlocks import blueprint
from journal.blueprints.unlocks.forms import read_request
from journal.database import current_session
from journal.permissions.actions import UNLOCK_ASK, UNLOCK_DECIDE, UNLOCK_DELEGATE, UNLOCK_EDIT, UNLOCK_VIEW
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.policy import is_permitted
from journal.permissions.targets import list_decider_ids, unlock_target
from journal.school import get_school, school_today
from journal.unlocks.papers import get_paper
from journal.unlocks.places import list_classes
from journal.unlocks.queries import get_request, list_requests, list_sent
from journal.unlocks.rules import GROUNDS
from journal.unlocks.sentences import name_ground, name_state, name_step
from journal.unlocks.services import change_request, send_request, withdraw_request
from journal.unlocks.wording import GROUND_WORDS, word_place

Answer = Response | str | tuple[str, int]
USUAL_DAYS = timedelta(days=7)


@blueprint.get("/requests")
@reads(UNLOCK_ASK)
def list_all() -> str:
    """The own requests, and for whoever decides those of the others."""
    session, actor = current_session(), current_actor()
    person_id = actor.person_id or 0
    decides = person_id in list_decider_ids(session, school_today(session))
    return render_template(
        "unlocks/list.html",
        own=list_requests(session, asker_id=person_id),
        sent=list_sent(session, decider_id=person_id) if decides else [],
        decides=decides,
        delegates=is_permitted(actor, UNLOCK_DELEGATE),
        name_state=name_state,
    )


@blueprint.get("/requests/<int:request_id>")
@reads(UNLOCK_VIEW, unlock_target, "request_id")
def show_request(request_id: int) -> str:
    """A request: its asker fills it in, whoever decides sees cells, history and documents on one page."""
    return render_template("unlocks/request.html", **build_page(request_id))


def build_page(request_id: int, refusal: Refusal | None = None) -> dict[str, Any]:
    """Everything that the page of a request shows."""
    session, actor = current_session(), current_actor()
    target = unlock_target(session, request_id)
    today = school_today(session)
    return {
        "view": get_request(session, request_id),
        "may_edit": is_permitted(actor, UNLOCK_EDIT, target),
        "may_decide": is_permitted(actor, UNLOCK_DECIDE, target),
        "grounds": GROUNDS,
        "name_ground": name_ground,
        "name_state": name_state,
        "name_step": name_step,
        "word_place": word_place,
        "until": today + USUAL_DAYS,
        "today": today,
        "refusal": refusal,
    }


@blueprint.post("/requests/<int:request_id>")
@writes(UNLOCK_EDIT)
def save(request_id: int) -> Answer:
    """Save a draft as it was typed."""
    done = gettext("The request is saved. It is not sent yet.")
    return answer(
        request_id,
        lambda: change_request(
            current_session(), actor=current_actor(), request_id=request_id, write=read_request()
        ),
        done,
    )


@blueprint.post("/requests/<int:request_id>/send")
@writes(UNLOCK_EDIT)
def send(request_id: int) -> Answer:
    """Save a draft as it was typed, and send it to whoever decides."""

    def write() -> None:
        session, actor = current_session(), current_actor()
        change_request(session, actor=actor, request_id=request_id, write=read_request())
        send_request(session, actor=actor, request_id=request_id)

    return answer(request_id, write, gettext("The request is sent. You will be told of the decision."))


@blueprint.post("/requests/<int:request_id>/withdraw")
@writes(UNLOCK_EDIT)
def withdraw(request_id: int) -> Answer:
    """Take a request back before the decision."""
    return answer(
        request_id,
        lambda: withdraw_request(current_session(), actor=current_actor(), request_id=request_id),
        gettext("The request is withdrawn."),
    )


def answer(request_id: int, write: Callable[[], object], done: str) -> Answer:
    """Write and go back to the page; a refused form comes back as it was typed."""
    refusal = find_refusal(write)
    if refusal is not None:
        return render_template("unlocks/request.html", **build_page(request_id, refusal)), 422
    flash(done, "success")
    return redirect(url_for("unlocks.show_request", request_id=request_id))


@blueprint.get("/requests/<int:request_id>/papers/<int:document_id>")
@reads(UNLOCK_VIEW, unlock_target, "request_id")
def download_paper(request_id: int, document_id: int) -> Response:
    """A document of a request, as a download, for its asker and whoever decides."""
    paper = get_paper(current_session(), request_id=request_id, document_id=document_id)
    return send_file(
        BytesIO(paper.content), mimetype=paper.media_type, as_attachment=True, download_name=paper.name
    )


@blueprint.get("/requests/<int:request_id>/print")
@reads(UNLOCK_VIEW, unlock_target, "request_id")
def print_request(request_id: int) -> str:
    """Request and decision on one sheet, with the head of the history."""
    session = current_session()
    view = get_request(session, request_id)
    class_ids = list_classes(session, [place.cell for place in view.places])
    return render_template(
        "unlocks/print.html",
        view=view,
        school=get_school(session),
        ground=GROUND_WORDS[view.request.ground],
        word_place=word_place,
        head=find_head(session, class_ids[0] if class_ids else None),
        now=clock.now(),
    )
