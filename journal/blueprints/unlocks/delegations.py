"""The director's orders that let a deputy decide on requests."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journal.blueprints.attendance.refusals import Refusal, find_refusal
from journal.blueprints.unlocks import blueprint
from journal.blueprints.unlocks.asking import Answer
from journal.blueprints.unlocks.forms import read_order
from journal.database import current_session
from journal.permissions.actions import UNLOCK_DELEGATE
from journal.permissions.guard import current_actor, reads, writes
from journal.school import school_today
from journal.unlocks.delegations import delegate_decisions, end_delegation, list_delegations, list_deputies


@blueprint.get("/requests/delegations")
@reads(UNLOCK_DELEGATE)
def show_delegations() -> str:
    """The orders, and a form for a new one."""
    return show_page()


def show_page(refusal: Refusal | None = None) -> str:
    """The page, as it was typed where an order was refused."""
    session = current_session()
    today = school_today(session)
    return render_template(
        "unlocks/delegations.html",
        orders=list_delegations(session, today),
        deputies=list_deputies(session),
        today=today,
        refusal=refusal,
    )


@blueprint.post("/requests/delegations")
@writes(UNLOCK_DELEGATE)
def delegate() -> Answer:
    """Enter an order."""
    refusal = find_refusal(
        lambda: delegate_decisions(current_session(), actor=current_actor(), order=read_order())
    )
    if refusal is not None:
        return show_page(refusal), 422
    flash(gettext("The order is entered."), "success")
    return redirect(url_for("unlocks.show_delegations"))


@blueprint.post("/requests/delegations/<int:delegation_id>/end")
@writes(UNLOCK_DELEGATE)
def end(delegation_id: int) -> Response:
    """End an order before its day."""
    end_delegation(current_session(), actor=current_actor(), delegation_id=delegation_id)
    flash(gettext("The order has ended."), "success")
    return redirect(url_for("unlocks.show_delegations"))
