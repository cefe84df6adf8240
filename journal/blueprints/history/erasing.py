"""Erasing a text of the history by the director's order."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug import Response

import journal.amendments.sentences  # noqa: F401 - the sentences of what is refused here
from journal.amendments.changes import Shown, read_texts
from journal.amendments.erasure import Order, erase_texts, get_amendment
from journal.blueprints.attendance.refusals import Refusal, find_refusal
from journal.blueprints.history.kinds import name_changed
from journal.blueprints.history.views import blueprint
from journal.database import current_session
from journal.models import Amendment
from journal.permissions.actions import TEXT_ERASE
from journal.permissions.guard import current_actor, reads, writes
from journal.request_values import read_date


@blueprint.get("/changes/<int:amendment_id>/erasure")
@reads(TEXT_ERASE)
def show_erasure(amendment_id: int) -> str:
    """The texts of a change, and the form that asks for the order."""
    return show_form(amendment_id, Refusal())


@blueprint.post("/changes/<int:amendment_id>/erasure")
@writes(TEXT_ERASE)
def erase(amendment_id: int) -> Response | tuple[str, int]:
    """Erase the texts of a change."""
    refusal = find_refusal(lambda: _erase(amendment_id))
    if refusal:
        return show_form(amendment_id, refusal), 422
    flash(gettext("The text was erased. The history says by which order."), "success")
    return redirect(url_for("history.search_changes", kind="keeping"))


def _erase(amendment_id: int) -> None:
    order = Order(request.form.get("number", ""), read_date(request.form.get("ordered_on", "")))
    erase_texts(current_session(), actor=current_actor(), amendment_id=amendment_id, order=order)


def show_form(amendment_id: int, refusal: Refusal) -> str:
    """The form with what was typed and why it was not taken."""
    amendment = get_amendment(current_session(), amendment_id)
    return render_template(
        "history/erase.html",
        amendment=amendment,
        name=name_changed(amendment.kind),
        texts=list_texts(amendment),
        refusal=refusal,
    )


def list_texts(amendment: Amendment) -> list[tuple[str, Shown]]:
    """The free texts of a change, each with what it is."""
    names = {
        amendment.before: gettext("It was"),
        amendment.after: gettext("It became"),
        amendment.reason: gettext("Reason"),
    }
    texts = read_texts(current_session(), names)
    return [(names[digest], text) for digest, text in texts.items()]
