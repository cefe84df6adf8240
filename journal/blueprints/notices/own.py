"""What was changed on a day under the reader's own name: everybody sees only that."""

from flask import render_template, request
from flask_login import current_user

from journal.blueprints.history.labels import name_source
from journal.blueprints.notices import blueprint
from journal.database import current_session
from journal.notices.own_changes import list_own_changes as find_own_changes
from journal.notices.sentences import name_change
from journal.permissions.actions import ACCOUNT_OWN
from journal.permissions.guard import reads
from journal.request_values import read_date
from journal.school import school_today, school_zone

MOST = 500


@blueprint.get("/own-changes")
@reads(ACCOUNT_OWN)
def list_own_changes() -> str:
    """The changes of one day, today's by default, under the own name; raises `BadRequest`."""
    session = current_session()
    day = read_date(request.args.get("day", "")) or school_today(session)
    found = find_own_changes(
        session, current_user.actor.person_id, day, zone=school_zone(session), limit=MOST + 1
    )
    return render_template(
        "notices/own_changes.html",
        day=day,
        changes=found[:MOST],
        has_more=len(found) > MOST,
        most=MOST,
        name_change=name_change,
        name_source=name_source,
    )
