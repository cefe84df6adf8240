"""The lesson screen and its plain form."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journal.blueprints.homework.uploads import read_uploads
from journal.blueprints.lessons import blueprint
from journal.blueprints.lessons.screen import Draft, build_screen
from journal.blueprints.lessons.submission import Submission, submit_lesson
from journal.database import current_session
from journal.database.request import close_transaction
from journal.permissions.actions import COURSE_VIEW, MARK_EDIT
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.targets import lesson_target
from journal.request_values import read_key


@blueprint.get("/<int:lesson_id>")
@reads(COURSE_VIEW, lesson_target, "lesson_id")
def view_lesson(lesson_id: int) -> str:
    """A lesson on one screen: topic, attendance and marks, homework."""
    return render_template(
        "lessons/lesson.html", **build_screen(current_session(), current_actor(), lesson_id)
    )


@blueprint.post("/<int:lesson_id>")
@writes(MARK_EDIT)
def record_lesson(lesson_id: int) -> Response | tuple[str, int]:
    """Save the whole form or nothing of it; a refused one comes back as it was typed."""
    submission = Submission(
        lesson_id=lesson_id,
        values=request.form,
        uploads=read_uploads(request.files),
        removed=frozenset(map(read_key, request.form.getlist("remove_file"))),
    )
    actor = current_actor()
    errors = submit_lesson(current_session(), actor, submission)
    if not errors:
        flash(gettext("The lesson is saved."), "success")
        return redirect(url_for("lessons.view_lesson", lesson_id=lesson_id))
    close_transaction()
    draft = Draft(submission.list_typed(), errors)
    return render_template(
        "lessons/lesson.html", **build_screen(current_session(), actor, lesson_id, draft)
    ), 422
