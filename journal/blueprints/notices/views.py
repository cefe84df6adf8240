"""«Уведомления»: what is new, child by child, in the own work, and day by day (R-INFORM)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, tzinfo
from itertools import groupby

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from journal.blueprints.notices import blueprint
from journal.database import current_session
from journal.diary.week import find_monday, name_week
from journal.errors import BadRequest
from journal.notices.queries import NoticeView
from journal.notices.queries import list_notices as find_notices
from journal.notices.sentences import describe_change, describe_place
from journal.notices.services import mark_read as note_read
from journal.permissions.actions import ACCOUNT_OWN
from journal.permissions.guard import reads, writes
from journal.school import school_zone

ON_A_PAGE = 100
LAST_PAGE = 100


@dataclass(frozen=True)
class Line:
    """A notice as the page shows it: where, what, and the page that shows the thing itself."""

    notice: NoticeView
    place: str
    change: str
    url: str


@dataclass(frozen=True)
class Day:
    """The notices of one day."""

    day: date
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Group:
    """What is new about one pupil, or about the reader's own work, the newest day first."""

    name: str
    days: tuple[Day, ...]


@blueprint.get("/")
@reads(ACCOUNT_OWN)
def list_notices() -> str:
    """Show what is unread, or with `all` what was read as well."""
    session = current_session()
    show_all = "all" in request.args
    page = min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)
    found = find_notices(
        session,
        current_user.actor.person_id,
        only_unread=not show_all,
        limit=ON_A_PAGE + 1,
        offset=ON_A_PAGE * (page - 1),
    )
    shown = found[:ON_A_PAGE]
    return render_template(
        "notices/list.html",
        groups=group_notices(shown, school_zone(session)),
        seen=max((notice.amendment_id for notice in shown), default=0),
        has_unread=any(notice.read_at is None for notice in shown),
        show_all=show_all,
        is_family=current_user.actor.has_role("parent", "pupil"),
        page=page,
        has_more=len(found) > ON_A_PAGE,
    )


@blueprint.post("/read")
@writes(ACCOUNT_OWN)
def mark_read() -> Response:
    """Note that one notice was read, or all that the page has shown; what changed since stays new."""
    seen, notice = request.form.get("seen", type=int), request.form.get("notice", type=int)
    if seen is None or not 0 <= seen < 2**63 or (notice is not None and not 0 <= notice < 2**63):
        raise BadRequest()
    note_read(current_session(), actor_id=current_user.actor.person_id, seen=seen, notice_id=notice)
    return redirect(url_for("notices.list_notices"))


def group_notices(notices: Iterable[NoticeView], zone: tzinfo) -> list[Group]:
    """The notices by child, the own work apart, and each group's by the day on which they came."""
    by_child: dict[int | None, list[NoticeView]] = {}
    for notice in notices:
        by_child.setdefault(notice.pupil_id, []).append(notice)
    return [
        Group(own[0].pupil_name or gettext("My work"), tuple(_list_days(own, zone)))
        for own in by_child.values()
    ]


def _list_days(notices: Iterable[NoticeView], zone: tzinfo) -> Iterable[Day]:
    for day, lines in groupby(notices, key=lambda notice: notice.happened_at.astimezone(zone).date()):
        yield Day(day, tuple(_show(notice, day) for notice in lines))


def _show(notice: NoticeView, told_on: date) -> Line:
    """A line that leads to what it tells of.

    The lesson's day is named where it isn't the day under whose heading the line stands.
    """
    is_of_the_day = notice.subject is not None and notice.held_on == told_on
    place = notice.subject if is_of_the_day and notice.subject else describe_place(notice)
    return Line(notice, place, describe_change(notice), find_page(notice))


def find_page(notice: NoticeView) -> str:
    """The page that shows the thing itself: the diary's week, marks by subject, the lesson, the changes."""
    if notice.kind == "own" and notice.on_day is not None:
        return url_for("notices.list_own_changes", day=notice.on_day.isoformat())
    if notice.kind == "heads":
        return url_for("health.show_details")
    if notice.kind == "closing":
        return url_for("lessons.view_lesson", lesson_id=notice.lesson_id)
    if notice.kind == "request":
        return url_for("unlocks.show_request", request_id=int(notice.after.partition(" ")[0]))
    if notice.kind == "answer":
        return url_for("attendance.view_announcements", pupil_id=notice.pupil_id)
    if notice.held_on is not None:
        week = name_week(find_monday(notice.held_on))
        return url_for("diary.show_week", pupil_id=notice.pupil_id, week=week)
    return url_for(
        "diary.show_marks", pupil_id=notice.pupil_id, _anchor="exams" if notice.kind == "exam" else None
    )
