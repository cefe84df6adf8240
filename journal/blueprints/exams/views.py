"""The list of examinations and the sheet of one: its teacher or a deputy types the results."""

from dataclasses import replace
from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from journal.amendments.changes import list_exam_changes
from journal.blueprints.exams import blueprint
from journal.blueprints.exams.forms import DaysForm, ExamForm, ResultsForm, fill_days
from journal.blueprints.exams.labels import describe_result, name_exam_kind, name_result_change
from journal.blueprints.grades.texts import build_grid_texts
from journal.blueprints.history.labels import name_source
from journal.database import current_session
from journal.error_messages import explain
from journal.errors import BadExam, Locked, NotFound
from journal.exams.queries import (
    exam_target,
    get_exam,
    list_certificate_proposals,
    list_classes,
    list_exam_pupils,
    list_exams,
    list_marks,
    list_subjects,
)
from journal.exams.rules import STATE_KINDS, list_symbols
from journal.exams.services import ResultWrite, change_days, create_exam, delete_exam, save_result
from journal.locks.rules import ExamCell
from journal.locks.services import make_attempt
from journal.models import AcademicYear, Exam, SchoolClass
from journal.permissions.actions import EXAM_EDIT, EXAM_SETUP, EXAM_VIEW, FINALS_OWED
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.policy import is_permitted, permit
from journal.request_values import read_dict, read_text
from journal.school import find_year, school_today

Answer = Response | str | tuple[str, int]


@blueprint.get("/exams")
@reads(FINALS_OWED)
def list_all() -> str:
    """The examinations of the year that the person may see; the heads name new ones here."""
    form = offer_form() if is_permitted(current_actor(), EXAM_SETUP) else None
    return show_list(form)


@blueprint.post("/exams")
@writes(EXAM_SETUP)
def add() -> Answer:
    """Name an examination."""
    session, actor = current_session(), current_actor()
    permit(actor, EXAM_SETUP)
    year, form = find_year(session, school_today(session)), offer_form()
    if year is None or not form.validate():
        return show_list(form), 422
    try:
        exam = create_exam(session, actor=actor, year=year, value=form.value())
    except BadExam as error:
        beside = {"order": form.opens_on, "outside": form.held_on}.get(error.trouble, form.taker)
        beside.errors = [explain(error)]
        return show_list(form), 422
    return redirect(url_for("exams.show", exam_id=exam.id))


@blueprint.get("/exams/<int:exam_id>")
@reads(EXAM_VIEW, exam_target, "exam_id")
def show(exam_id: int) -> str:
    """The sheet of an examination."""
    return show_exam(exam_id, None, ResultsForm())


@blueprint.post("/exams/<int:exam_id>/days")
@writes(EXAM_SETUP)
def move(exam_id: int) -> Answer:
    """Name other days."""
    session, actor, form = current_session(), current_actor(), DaysForm()
    permit(actor, EXAM_SETUP)
    if not form.validate():
        return show_exam(exam_id, form, ResultsForm()), 422
    assert form.held_on.data
    assert form.opens_on.data
    assert form.closes_on.data
    days = {"held_on": form.held_on.data, "opens_on": form.opens_on.data, "closes_on": form.closes_on.data}
    try:
        change_days(session, actor=actor, exam_id=exam_id, **days)
    except (BadExam, Locked) as error:
        is_order = isinstance(error, BadExam) and error.trouble == "order"
        beside = form.opens_on if is_order else form.held_on
        beside.errors = [explain(error)]
        return show_exam(exam_id, form, ResultsForm()), 422
    flash(gettext("The days were changed."), "success")
    return redirect(url_for("exams.show", exam_id=exam_id))


@blueprint.post("/exams/<int:exam_id>/delete")
@writes(EXAM_SETUP)
def remove(exam_id: int) -> Response:
    """Take away an examination that was named by mistake; one with results stays, and the list says why."""
    permit(current_actor(), EXAM_SETUP)
    try:
        delete_exam(current_session(), actor=current_actor(), exam_id=exam_id)
    except BadExam as error:
        flash(explain(error), "warning")
        return redirect(url_for("exams.show", exam_id=exam_id))
    flash(gettext("The examination was deleted."), "success")
    return redirect(url_for("exams.list_all"))


@blueprint.put("/exams/<int:exam_id>/marks/<int:pupil_id>")
@writes(EXAM_EDIT)
def edit_mark(exam_id: int, pupil_id: int) -> Response:
    """Write one mark; answer what stands now."""
    body = read_dict(request.get_json())
    write = ResultWrite(
        pupil_id, read_text(body, "symbol"), read_text(body, "saw"), reason=read_text(body, "reason", "")
    )
    symbol = save_result(current_session(), actor=current_actor(), exam_id=exam_id, write=write)
    return jsonify({"symbol": symbol})


@blueprint.get("/exams/<int:exam_id>/marks/<int:pupil_id>/history")
@reads(EXAM_VIEW, exam_target, "exam_id")
def show_history(exam_id: int, pupil_id: int) -> str:
    """The changes of a pupil's results in the subject, the newest first."""
    session = current_session()
    exam = get_exam(session, exam_id)
    pupil = next((one for one in list_exam_pupils(session, exam) if one.pupil_id == pupil_id), None)
    if pupil is None:
        raise NotFound()
    changes = list_exam_changes(session, subject_id=exam.subject_id, year_id=exam.year_id, pupil_id=pupil_id)
    return render_template(
        "exams/history.html",
        exam=exam,
        pupil=pupil,
        changes=[
            replace(one, before=describe_result(one.before), after=describe_result(one.after))
            for one in changes
        ],
        name_kind=name_result_change,
        name_source=name_source,
    )


def offer_form() -> ExamForm:
    """An empty form with this year's subjects and classes."""
    session, form = current_session(), ExamForm()
    year = find_year(session, school_today(session))
    query = select(SchoolClass).where(
        SchoolClass.parallel > 1, SchoolClass.year_id == (year.id if year else 0)
    )
    classes = list(session.scalars(query.order_by(SchoolClass.parallel, SchoolClass.letter)))
    form.offer(list_subjects(session, year.id) if year else [], classes)
    return form


def show_list(form: ExamForm | None) -> str:
    """The list of those examinations that the person may see."""
    session, actor = current_session(), current_actor()
    year = find_year(session, school_today(session))
    sees_all = is_permitted(actor, EXAM_VIEW)
    exams = [
        exam
        for exam in (list_exams(session, year) if year else [])
        if sees_all or is_permitted(actor, EXAM_VIEW, exam_target(session, exam.id))
    ]
    takers = {exam.id: name_takers(list_classes(session, exam)) for exam in exams}
    return render_template(
        "exams/list.html", exams=exams, takers=takers, form=form, name_exam_kind=name_exam_kind
    )


def name_takers(classes: list[SchoolClass]) -> str:
    """«9А, 9Б»."""
    return ", ".join(one.name for one in classes)


def show_exam(exam_id: int, days: DaysForm | None, upload: ResultsForm) -> str:
    """The page of an examination with its forms."""
    session, actor = current_session(), current_actor()
    exam = get_exam(session, exam_id)
    target, today = exam_target(session, exam_id), school_today(session)
    can_setup = is_permitted(actor, EXAM_SETUP)
    is_open = exam.closed_at is None and exam.opens_on <= today <= exam.closes_on
    granted = list_granted(exam_id)
    return render_template(
        "exams/exam.html",
        **describe_exam(exam),
        can_edit=is_permitted(actor, EXAM_EDIT, target) and (is_open or bool(granted)),
        granted=granted,
        can_setup=can_setup,
        days=days or fill_days(DaysForm(), exam),
        upload=upload,
        is_open=is_open,
        is_closed=exam.closed_at is not None or today > exam.closes_on,
        account=actor.person_id,
        today=today,
        texts=build_grid_texts(),
    )


def list_granted(exam_id: int) -> frozenset[int]:
    """The pupils whose closed result a grant of the person opens (R-UNLOCK)."""
    attempt = make_attempt(current_session(), current_actor())
    cells = (cell for grant in attempt.grants for cell in grant.cells)
    return frozenset(one.pupil_id for one in cells if isinstance(one, ExamCell) and one.exam_id == exam_id)


def describe_exam(exam: Exam) -> dict[str, Any]:
    """What the sheet shows of an examination."""
    session = current_session()
    classes, pupils = list_classes(session, exam), list_exam_pupils(session, exam)
    return {
        "exam": exam,
        "kind": name_exam_kind(exam.kind),
        "takers": name_takers(classes),
        "pupils": pupils,
        "marks": list_marks(session, exam),
        "is_state": exam.kind in STATE_KINDS,
        "symbols": list_symbols(exam.marking),
        "proposals": list_certificate_proposals(session, exam, classes, [one.pupil_id for one in pupils]),
        "year": session.get_one(AcademicYear, exam.year_id),
    }
