"""The lessons of a day with what can be done to them, and the list of what was done."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from journal.blueprints.attendance.refusals import Refusal, find_refusal
from journal.blueprints.lesson_changes import blueprint
from journal.blueprints.lesson_changes.sentences import name_change
from journal.database import current_session
from journal.error_messages import explain
from journal.lessons.change_queries import list_changes, list_day_lessons
from journal.lessons.changes import (
    Days,
    DaysOutcome,
    cancel_days,
    cancel_lesson,
    move_lesson,
    restore_days,
    restore_lesson,
)
from journal.lessons.moving import Hour
from journal.permissions.actions import LESSON_CANCEL, LESSON_CHANGES_VIEW, LESSON_MOVE
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.policy import is_permitted, permit
from journal.request_values import read_date, read_key
from journal.school import find_year, school_today
from journal.setup.queries import list_classes

PAGE = 50
Answer = Response | tuple[str, int]


@blueprint.get("/lesson-changes")
@reads(LESSON_CHANGES_VIEW)
def show_day() -> str:
    """The lessons of a class's day, or of the school's, and the year's changes."""
    return render_template("lesson_changes/day.html", **build_page())


@blueprint.post("/lesson-changes/days")
@writes(LESSON_CANCEL)
def change_days() -> Answer:
    """Cancel or restore every lesson of some days: of a class, or of the whole school."""
    permit(current_actor(), LESSON_CANCEL)
    first = read_date(request.form.get("first", "")) or school_today(current_session())
    days = Days(first, read_date(request.form.get("last", "")) or first, read_class(request.form))
    outcomes: list[DaysOutcome] = []

    def save() -> None:
        change = restore_days if "restore" in request.form else cancel_days
        reason = request.form.get("reason", "")
        outcomes.append(change(current_session(), actor=current_actor(), days=days, reason=reason))

    refusal = find_refusal(save)
    if refusal is None and outcomes[0].left:
        return render_template(
            "lesson_changes/left.html", outcome=outcomes[0], days=days, explain=explain
        ), 200
    if refusal is None:
        tell(outcomes[0].changed, is_restored="restore" in request.form)
    return answer(first, days.class_id, refusal)


@blueprint.post("/lessons/<int:lesson_id>/cancel")
@writes(LESSON_CANCEL)
def cancel(lesson_id: int) -> Answer:
    """Cancel a lesson, or put it back."""

    def save() -> None:
        change = restore_lesson if "restore" in request.form else cancel_lesson
        reason = request.form.get("reason", "")
        change(current_session(), actor=current_actor(), lesson_id=lesson_id, reason=reason)
        tell(1, is_restored="restore" in request.form)

    permit(current_actor(), LESSON_CANCEL)
    return answer(read_day("on"), read_class(request.form), find_refusal(save), lesson_id)


@blueprint.post("/lessons/<int:lesson_id>/move")
@writes(LESSON_MOVE)
def move(lesson_id: int) -> Answer:
    """Move a lesson to another day or number."""

    def save() -> None:
        target = Hour(read_day("held_on"), read_key(request.form.get("number", "")))
        reason = request.form.get("reason", "")
        move_lesson(
            current_session(), actor=current_actor(), lesson_id=lesson_id, target=target, reason=reason
        )
        flash(gettext("The lesson is moved."), "success")

    permit(current_actor(), LESSON_MOVE)
    return answer(read_day("on"), read_class(request.form), find_refusal(save), lesson_id)


def answer(on: date, class_id: int | None, refusal: Refusal | None, lesson_id: int | None = None) -> Answer:
    """Show the day again, or the form as it was typed."""
    if refusal is None:
        return redirect(url_for("lesson_changes.show_day", on=on.isoformat(), class_id=class_id))
    page = build_page(on, class_id, refusal, lesson_id)
    return render_template("lesson_changes/day.html", **page), 422


def build_page(
    on: date | None = None,
    class_id: int | None = None,
    refusal: Refusal | None = None,
    lesson_id: int | None = None,
) -> dict[str, Any]:
    """What the page shows: of the day in the address, without one of today."""
    session = current_session()
    today = school_today(session)
    on = on or read_date(request.args.get("on", "")) or today
    class_id = class_id or read_class(request.args)
    year, start = find_year(session, on), read_key(request.args.get("start", "0"))
    year_id = year.id if year else 0
    changes = list_changes(session, year_id=year_id, limit=PAGE + 1, offset=start)
    return {
        "on": on,
        "class_id": class_id,
        "classes": list_classes(session, year_id),
        "lessons": list_day_lessons(session, year_id=year_id, on=on, class_id=class_id),
        "changes": changes[:PAGE],
        "start": start,
        "earlier": start + PAGE if len(changes) > PAGE else None,
        "page": PAGE,
        "may_change": is_permitted(current_actor(), LESSON_CANCEL),
        "name_change": name_change,
        "refusal": refusal or Refusal(),
        "refused_id": lesson_id,
    }


def tell(count: int, *, is_restored: bool) -> None:
    """Say how many lessons were changed."""
    if is_restored:
        text = ngettext("%(num)s lesson is restored.", "%(num)s lessons are restored.", count)
    else:
        text = ngettext("%(num)s lesson is cancelled.", "%(num)s lessons are cancelled.", count)
    flash(text, "success")


def read_day(name: str) -> date:
    """A day of the form, without one today."""
    return read_date(request.form.get(name, "")) or school_today(current_session())


def read_class(values: Any) -> int | None:
    """The class that a form or an address names, None for the whole school."""
    text = values.get("class_id", "")
    return read_key(text) if text else None
