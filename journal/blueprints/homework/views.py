"""The homework of a lesson: written by its teacher, opened by whom it concerns."""

from typing import Any

from flask import jsonify, render_template, request, url_for
from werkzeug.wrappers import Response

from journal.blueprints.homework import blueprint
from journal.database import current_session
from journal.homework.queries import list_lesson_dates
from journal.homework.rules import compute_due
from journal.homework.services import (
    HomeworkState,
    HomeworkValue,
    HomeworkWrite,
    get_homework_state,
    save_homework,
)
from journal.lessons.place import get_lesson_place
from journal.permissions.actions import HOMEWORK_EDIT, HOMEWORK_VIEW
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.targets import homework_target
from journal.request_values import read_date, read_dict, read_text


@blueprint.get("")
@reads(HOMEWORK_VIEW, homework_target, "lesson_id")
def show_homework(lesson_id: int) -> str:
    """The homework of a lesson with its files."""
    session = current_session()
    lesson = get_lesson_place(session, lesson_id).lesson
    state = get_homework_state(session, lesson_id)
    dates = list_lesson_dates(session, lesson.course_id)
    due_on = compute_due(lesson.held_on, dates, state.value.due_on)
    return render_template("homework/homework.html", lesson=lesson, homework=state, due_on=due_on)


@blueprint.put("")
@writes(HOMEWORK_EDIT)
def edit_homework(lesson_id: int) -> Response:
    """Write text and day; answer what stands now."""
    body = read_dict(request.get_json())
    write = HomeworkWrite(
        wanted=read_value(body),
        saw=read_value(read_dict(body.get("saw"))),
        reason=read_text(body, "reason", ""),
    )
    state = save_homework(current_session(), actor=current_actor(), lesson_id=lesson_id, write=write)
    return jsonify(describe(lesson_id, state))


def read_value(body: dict[str, Any]) -> HomeworkValue:
    """Text and day from JSON; raise BadRequest for another shape."""
    return HomeworkValue(read_text(body, "text"), read_date(read_text(body, "due_on")))


def describe(lesson_id: int, state: HomeworkState) -> dict[str, Any]:
    """What stands, as scripts know it."""
    files = [
        {
            "id": file.id,
            "name": file.name,
            "url": url_for("homework.download_file", lesson_id=lesson_id, file_id=file.id),
        }
        for file in state.files
    ]
    return {**state.value.as_json(), "files": files}
