"""One result by hand: the heads type or correct a score and a mark; a correction has its reason (R-GIA)."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journal.blueprints.exams import blueprint
from journal.blueprints.exams.forms import ResultForm
from journal.blueprints.exams.labels import name_exam_kind
from journal.database import current_session
from journal.error_messages import explain
from journal.errors import BadScore, BadSymbol, Conflict, ExamClosed, Locked, NeedsReason, NotFound
from journal.exams.queries import ExamPupil, get_exam, list_exam_pupils, list_marks
from journal.exams.rules import list_symbols
from journal.exams.services import save_result
from journal.models import Exam
from journal.permissions.actions import EXAM_SETUP
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.policy import permit

Answer = Response | str | tuple[str, int]


@blueprint.get("/exams/<int:exam_id>/results/<int:pupil_id>")
@reads(EXAM_SETUP)
def open_result(exam_id: int, pupil_id: int) -> str:
    """The form of a pupil's result, with what stands now."""
    exam, pupil = find_result(exam_id, pupil_id)
    return show_form(exam, pupil, ResultForm(), is_new=True)


@blueprint.post("/exams/<int:exam_id>/results/<int:pupil_id>")
@writes(EXAM_SETUP)
def edit_result(exam_id: int, pupil_id: int) -> Answer:
    """Write the result; a refused form comes back as it was typed, beside what stands now."""
    permit(current_actor(), EXAM_SETUP)
    exam, pupil = find_result(exam_id, pupil_id)
    form = ResultForm()
    form.offer(list_symbols(exam.marking))
    if not form.validate():
        return show_form(exam, pupil, form), 422
    try:
        write = form.write(pupil_id)
        save_result(current_session(), actor=current_actor(), exam_id=exam_id, write=write)
    except (BadScore, BadSymbol, Conflict, ExamClosed, Locked, NeedsReason) as error:
        beside = {BadScore: form.score, NeedsReason: form.reason}.get(type(error), form.mark)
        beside.errors = [explain(error)]
        return show_form(exam, pupil, form), 422
    flash(gettext("The result was saved."), "success")
    return redirect(url_for("exams.show", exam_id=exam_id))


def find_result(exam_id: int, pupil_id: int) -> tuple[Exam, ExamPupil]:
    """The examination and the pupil who takes it; raises `NotFound`."""
    exam = get_exam(current_session(), exam_id)
    for pupil in list_exam_pupils(current_session(), exam):
        if pupil.pupil_id == pupil_id:
            return exam, pupil
    raise NotFound()


def show_form(exam: Exam, pupil: ExamPupil, form: ResultForm, *, is_new: bool = False) -> str:
    """The page; what was seen is always what stands now, so that a second save is a knowing one."""
    now = list_marks(current_session(), exam).get(pupil.pupil_id)
    form.offer(list_symbols(exam.marking))
    form.show(now, is_new=is_new)
    kind = name_exam_kind(exam.kind)
    return render_template("exams/correction.html", exam=exam, kind=kind, pupil=pupil, form=form, now=now)
