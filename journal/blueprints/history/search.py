"""«Что изменялось»: the search over all changes that a person may see. It only reads."""

from typing import Any

from flask import render_template, request

from journal import clock
from journal.amendments.rules import count_days_late, is_out_of_hours
from journal.amendments.search import Found, list_found
from journal.blueprints.history.filters import Search, read_search
from journal.blueprints.history.kinds import GROUPS, name_group
from journal.blueprints.history.labels import name_source
from journal.blueprints.history.views import blueprint
from journal.blueprints.history.wording import show_value, tell_change, tell_place
from journal.database import current_session
from journal.permissions.actions import CHANGES_VIEW, TEXT_ERASE
from journal.permissions.guard import current_actor, reads
from journal.permissions.policy import is_permitted
from journal.request_values import read_key

ERASABLE = frozenset({"topic", "homework"})


@blueprint.get("/changes")
@reads(CHANGES_VIEW)
def search_changes() -> str:
    """A page of the changes that are looked for, the newest first."""
    session, actor = current_session(), current_actor()
    search = read_search(session, actor, request.args)
    before = request.args.get("before", "")
    found, older = list_found(
        session, search.scope, search.filters, search.times, before=read_key(before) if before else None
    )
    return render_template(
        "history/search.html",
        search=search,
        rows=[view_row(one, search) for one in found],
        older=older,
        is_first=not before,
        groups=[(group, name_group(group)) for group in GROUPS],
        may_erase=is_permitted(actor, TEXT_ERASE),
        is_erasing="erase" in request.args,
        now=clock.now(),
    )


def view_row(found: Found, search: Search) -> dict[str, Any]:
    """A change as a row of the page."""
    change, zone = found.change, search.times.zone
    return {
        "id": found.id,
        "change": change,
        "what": tell_change(change, zone),
        "where": tell_place(found),
        "reason": show_value(change.reason),
        "source": name_source(change.source),
        "lesson_id": found.lesson_id,
        "days_late": count_days_late(found.held_on, change.made_at, zone) if found.held_on else 0,
        "is_out_of_hours": found.actor_id is not None
        and is_out_of_hours(change.made_at, zone, school_week=search.times.school_week),
        "has_text": bool(change.reason) or change.kind in ERASABLE,
    }
