"""The page that everybody opens first, put together of the parts of the person's hats."""

from flask import redirect, render_template, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from journal.blueprints.day import blueprint
from journal.blueprints.day.parts import BUILDERS, WITHOUT_A_YEAR, Desk
from journal.blueprints.day.period_end import list_period_ends
from journal.day.rules import list_parts
from journal.errors import BadRequest
from journal.permissions.actions import ACCOUNT_OWN
from journal.permissions.guard import VIEW_KEY, current_actor, current_view, reads, writes
from journal.permissions.hats import FAMILY, VIEWS, wear

AT_SCHOOL = frozenset({"teacher", "tutor", "school"})


@blueprint.get("")
@reads(ACCOUNT_OWN)
def show_day() -> str:
    """The parts of the hats that the person looks as, in the order of the day's work."""
    view = current_view()
    actor = wear(current_actor(), view)
    desk = Desk.of_today(actor, current_user.account_id)
    is_tutor = current_user.is_tutor and view != FAMILY
    parts = [
        name
        for name in list_parts(actor.roles, is_tutor=is_tutor)
        if desk.year is not None or name in WITHOUT_A_YEAR
    ]
    shown = [(name, BUILDERS[name](desk)) for name in parts]
    if AT_SCHOOL.intersection(parts) and (ends := list_period_ends(desk, is_tutor=is_tutor)):
        shown.insert(0, ("period_end", {"ends": ends}))
    return render_template(
        "day/day.html" if parts else "accounts/nowhere.html",
        today=desk.today,
        is_family=parts == ["family"],
        parts=shown,
    )


@blueprint.post("/view")
@writes(ACCOUNT_OWN)
def choose_view() -> Response:
    """Look as one of the own hats, or as all of them; no right is given by it."""
    view = request.form.get("view", "")
    if view not in VIEWS:
        raise BadRequest()
    session[VIEW_KEY] = view
    return redirect(url_for("day.show_day"))
