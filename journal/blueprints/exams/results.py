"""Results of an examination from a spreadsheet: a look first, then they are written one by one (R-GIA)."""

from typing import NamedTuple

from flask import flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from journal.blueprints.exams import blueprint
from journal.blueprints.exams.forms import ResultsForm
from journal.blueprints.exams.labels import explain_row
from journal.blueprints.exams.views import Answer, describe_exam, show_exam
from journal.database import current_session
from journal.error_pages import explain
from journal.errors import BadRequest, ExamClosed, JournalError, Locked, NoResults
from journal.exams.queries import get_exam, list_exam_pupils, list_marks
from journal.exams.results import Standing, compare_rows, read_results
from journal.exams.rules import parse_score
from journal.exams.services import ResultWrite, ScoreWrite, save_result
from journal.imports.errors import WorkbookRefused
from journal.locks.exam_windows import view_window
from journal.locks.rules import ExamCell, check_exam_open
from journal.locks.services import make_attempt
from journal.permissions.actions import EXAM_SETUP
from journal.permissions.guard import current_actor, writes
from journal.permissions.policy import permit

MOST_ROWS = 1000
NOBODY = 0  # a file needs an open window: a grant names single results, which are typed


class Refused(NamedTuple):
    """A result that was not written, and why."""

    name: str
    why: str


@blueprint.post("/exams/<int:exam_id>/results")
@writes(EXAM_SETUP)
def preview(exam_id: int) -> Answer:
    """Read a spreadsheet and show what would be written; nothing is."""
    session, form = current_session(), ResultsForm()
    permit(current_actor(), EXAM_SETUP)
    exam, attempt = get_exam(session, exam_id), make_attempt(session, current_actor())
    if not form.validate():
        return show_exam(exam_id, None, form), 422
    upload = form.upload()
    try:
        check_exam_open(view_window(exam), cell=ExamCell(exam_id, NOBODY), attempt=attempt)
        found = read_results(upload.name, upload.content, list_exam_pupils(session, exam), exam.marking)
    except (ExamClosed, Locked, NoResults, WorkbookRefused) as error:
        form.file.errors = [explain(error)]
        return show_exam(exam_id, None, form), 422
    standing = {key: Standing(mark.score, mark.value) for key, mark in list_marks(session, exam).items()}
    compared = compare_rows(found.rows, standing)
    changes = [one for one in compared if one.is_new]
    return render_template(
        "exams/preview.html",
        **describe_exam(exam),
        refused=found.refused,
        changes=changes,
        unchanged=len(compared) - len(changes),
        needs_reason=attempt.today > exam.held_on and any(one.replaces for one in changes),
        explain_row=explain_row,
    )


@blueprint.post("/exams/<int:exam_id>/results/save")
@writes(EXAM_SETUP)
def save(exam_id: int) -> str | Response:
    """Write the results that were looked at; each by the one way in, a refused one changes nothing."""
    session, actor = current_session(), current_actor()
    permit(actor, EXAM_SETUP)
    exam = get_exam(session, exam_id)
    names = {one.pupil_id: one.person.full_name for one in list_exam_pupils(session, exam)}
    refused, written = [], 0
    for pupil_id in read_pupils():
        try:
            save_result(session, actor=actor, exam_id=exam_id, write=read_result(pupil_id))
            written += 1
        except JournalError as error:
            refused.append(Refused(names.get(pupil_id, ""), explain(error)))
    if written:
        flash(ngettext("%(num)s result was written.", "%(num)s results were written.", written), "success")
    if refused:
        return render_template("exams/refused.html", **describe_exam(exam), refused=refused)
    return redirect(url_for("exams.show", exam_id=exam_id))


def read_pupils() -> list[int]:
    """The pupils of the form; raises `BadRequest` on another shape."""
    keys = request.form.getlist("pupil")
    if len(keys) > MOST_ROWS or not all(key.isascii() and key.isdigit() and len(key) < 18 for key in keys):
        raise BadRequest()
    return [int(key) for key in keys]


def read_result(pupil_id: int) -> ResultWrite:
    """One result of the form; the reason is given once for all."""
    return ResultWrite(
        pupil_id=pupil_id,
        symbol=request.form.get(f"mark-{pupil_id}", ""),
        saw=request.form.get(f"saw-{pupil_id}", ""),
        score=ScoreWrite(
            parse_score(request.form.get(f"score-{pupil_id}", "")),
            parse_score(request.form.get(f"saw-score-{pupil_id}", "")),
        ),
        reason=request.form.get("reason", ""),
        source="imported",
    )
