"""Files of a homework: attached, taken off, and sent as downloads only."""

from io import BytesIO

from flask import flash, jsonify, redirect, request, send_file, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journal.blueprints.homework import blueprint
from journal.blueprints.homework.uploads import read_uploads
from journal.blueprints.homework.views import describe
from journal.database import current_session
from journal.error_pages import wants_json
from journal.errors import BadRequest
from journal.homework.queries import get_file_content
from journal.homework.services import HomeworkWrite, save_homework
from journal.permissions.actions import HOMEWORK_EDIT, HOMEWORK_VIEW
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.targets import homework_target


@blueprint.get("/files/<int:file_id>")
@reads(HOMEWORK_VIEW, homework_target, "lesson_id")
def download_file(lesson_id: int, file_id: int) -> Response:
    """A file under its own name, as a download: the browser never shows it as a page of the journal."""
    file = get_file_content(current_session(), lesson_id=lesson_id, file_id=file_id)
    return send_file(
        BytesIO(file.content), mimetype=file.media_type, as_attachment=True, download_name=file.name
    )


@blueprint.post("/files")
@writes(HOMEWORK_EDIT)
def attach_files(lesson_id: int) -> Response:
    """Attach files to the homework of a lesson."""
    uploads = read_uploads(request.files)
    if not uploads:
        raise BadRequest()
    write = HomeworkWrite(added=uploads, reason=request.form.get("reason", ""))
    return answer(lesson_id, write, gettext("The file is attached."))


@blueprint.post("/files/<int:file_id>/delete")
@writes(HOMEWORK_EDIT)
def detach_file(lesson_id: int, file_id: int) -> Response:
    """Take a file off the homework."""
    write = HomeworkWrite(removed=frozenset({file_id}), reason=request.form.get("reason", ""))
    return answer(lesson_id, write, gettext("The file was taken off."))


def answer(lesson_id: int, write: HomeworkWrite, done: str) -> Response:
    """Write, and answer a script with what stands, a browser with the lesson screen."""
    state = save_homework(current_session(), actor=current_actor(), lesson_id=lesson_id, write=write)
    if wants_json():
        return jsonify(describe(lesson_id, state))
    flash(done, "success")
    return redirect(url_for("lessons.view_lesson", lesson_id=lesson_id))
