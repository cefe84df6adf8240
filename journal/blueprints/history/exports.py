"""Taking found changes out as a spreadsheet. Asks the password again; each export is a change of its own."""

from collections.abc import Iterable, Iterator
from datetime import date
from zoneinfo import ZoneInfo

from flask import Response, request
from flask_babel import gettext

from journal.amendments.errors import TooManyRows
from journal.amendments.exports import record_export
from journal.amendments.search import Found, count_found, list_all_found
from journal.blueprints.accounts.password_again import check_password_again
from journal.blueprints.history.filters import Search, read_search
from journal.blueprints.history.kinds import GROUPS, name_changed
from journal.blueprints.history.labels import name_source
from journal.blueprints.history.views import blueprint
from journal.blueprints.history.wording import show_value, tell_change, tell_place
from journal.database import current_session
from journal.error_messages import show_day
from journal.errors import BadRequest
from journal.names import pupil_name
from journal.permissions.actions import CHANGES_VIEW
from journal.permissions.guard import current_actor, writes
from journal.permissions.policy import permit
from journal.reports.access import AccessRow, build_access_report
from journal.reports.report import Heading, Report
from journal.reports.xlsx import MIMETYPE, write_xlsx
from journal.school import school_today

MOST_ROWS = 20_000
CHANGES, ACCESS = "changes", "access"
IN_JOURNAL = frozenset(kind for group in ("marks", "finals", "exams", "lessons") for kind in GROUPS[group])


@blueprint.post("/changes/export")
@writes(CHANGES_VIEW)
def export_changes() -> Response:
    """The found changes, or those of class journals as the report of access, as an xlsx file."""
    actor = current_actor()
    permit(actor, CHANGES_VIEW)
    check_password_again(request.form.get("password", ""))
    session = current_session()
    search = read_search(session, actor, request.form)
    what = request.form.get("what", CHANGES)
    if what not in (CHANGES, ACCESS):
        raise BadRequest()
    count = count_found(session, search.scope, search.filters, search.times, limit=MOST_ROWS + 1)
    if count > MOST_ROWS:
        raise TooManyRows(limit=MOST_ROWS)
    found = list(list_all_found(session, search.scope, search.filters, search.times, limit=MOST_ROWS))
    if what == ACCESS:
        found = [one for one in found if one.change.kind in IN_JOURNAL]
    build = build_access if what == ACCESS else build_changes
    content = write_xlsx(build(found, search))
    record_export(session, actor=actor, what=what, rows=len(found))
    answer = Response(content, mimetype=MIMETYPE)
    name = f"{what}-{school_today(session).isoformat()}.xlsx"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def build_changes(found: Iterable[Found], search: Search) -> Report:
    """The changes as the page shows them."""
    headings = (
        Heading(gettext("When"), 18),
        Heading(gettext("Who"), 32),
        Heading(gettext("Position"), 24),
        Heading(gettext("Where"), 48),
        Heading(gettext("What was changed"), 60),
        Heading(gettext("Reason"), 36),
        Heading(gettext("Source"), 20),
        Heading(gettext("Permission no."), 14),
    )
    return Report(
        gettext("What was changed"), headings, list_rows(found, search.times.zone), [tell_span(search)]
    )


def list_rows(found: Iterable[Found], zone: ZoneInfo) -> Iterator[tuple[str | int | date | None, ...]]:
    """The rows of the changes, in the order of the headings."""
    for one in found:
        change = one.change
        yield (
            change.made_at.astimezone(zone),
            change.actor_name,
            change.actor_position,
            tell_place(one),
            tell_change(change, zone),
            show_value(change.reason),
            name_source(change.source),
            change.grant_id,
        )


def build_access(found: Iterable[Found], search: Search) -> Report:
    """The report of access to the class journal."""
    return build_access_report((view_access(one, search.times.zone) for one in found), [tell_span(search)])


def view_access(found: Found, zone: ZoneInfo) -> AccessRow:
    """A change as a row of the report of access."""
    change = found.change
    grant = gettext("by permission no. %(number)s", number=change.grant_id) if change.grant_id else ""
    return AccessRow(
        school_class=", ".join(found.classes),
        subject=found.subject or found.course,
        made_at=change.made_at.astimezone(zone),
        who=f"{change.actor_name}, {change.actor_position}",
        lesson_date=found.held_on,
        pupil=pupil_name(*found.pupil) if found.pupil else "",
        action=name_changed(change.kind),
        before=show_value(change.before),
        after=show_value(change.after),
        reason="; ".join(part for part in (show_value(change.reason), grant) if part),
    )


def tell_span(search: Search) -> str:
    """The days that were searched, for the line under the title."""
    days = {"since": show_day(search.filters.since), "until": show_day(search.filters.until)}
    return gettext("From %(since)s to %(until)s", **days)
