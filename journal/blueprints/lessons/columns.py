"""Columns of a lesson as ordinary forms: the lesson screen and the journal page send them."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journal.blueprints.lessons import blueprint
from journal.blueprints.lessons.forms import COURSE, ColumnForm, make_column_form
from journal.database import current_session
from journal.errors import NotFound
from journal.lessons import columns
from journal.lessons.place import get_lesson_place, open_lesson
from journal.models import LessonColumn
from journal.permissions.actions import COLUMN_EDIT
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.targets import lesson_target

Answer = Response | tuple[str, int]
UNPROCESSABLE = 422


@blueprint.get("/<int:lesson_id>/columns/new")
@reads(COLUMN_EDIT, lesson_target, "lesson_id")
def show_column_form(lesson_id: int) -> str:
    """The form of a new column, for the journal page's dialog."""
    session = current_session()
    place = get_lesson_place(session, lesson_id)
    form = make_column_form(session, place.year.id)
    return render_template("lessons/column.html", lesson=place.lesson, column_form=form, back=COURSE)


@blueprint.post("/<int:lesson_id>/columns")
@writes(COLUMN_EDIT)
def add_column(lesson_id: int) -> Answer:
    """Add a column to a lesson; what can't be is said beside what was typed."""
    form = read_form(lesson_id)
    if not form.validate():
        return show_errors(lesson_id, form)
    columns.add_column(
        current_session(),
        actor=current_actor(),
        lesson_id=lesson_id,
        value=form.value,
        reason=form.reason.data or "",
    )
    flash(gettext("The column was added."), "success")
    return go_back(lesson_id)


@blueprint.post("/<int:lesson_id>/columns/<int:column_id>")
@writes(COLUMN_EDIT)
def change_column(lesson_id: int, column_id: int) -> Answer:
    """Change a column's kind of work, weight and title; what can't be is said beside what was typed."""
    form = read_form(lesson_id, column_id)
    if not form.validate():
        return show_errors(lesson_id, form, column_id)
    columns.change_column(
        current_session(),
        actor=current_actor(),
        lesson_id=lesson_id,
        column_id=column_id,
        value=form.value,
        reason=form.reason.data or "",
    )
    flash(gettext("The column was changed."), "success")
    return go_back(lesson_id)


@blueprint.post("/<int:lesson_id>/columns/<int:column_id>/delete")
@writes(COLUMN_EDIT)
def delete_column(lesson_id: int, column_id: int) -> Response:
    """Delete a column without marks."""
    columns.delete_column(
        current_session(),
        actor=current_actor(),
        lesson_id=lesson_id,
        column_id=column_id,
        reason=request.form.get("reason", ""),
    )
    flash(gettext("The column was removed."), "success")
    return go_back(lesson_id)


def read_form(lesson_id: int, column_id: int | None = None) -> ColumnForm:
    """The form that was sent; raises as `open_lesson` does."""
    session = current_session()
    place = open_lesson(session, actor=current_actor(), lesson_id=lesson_id, action=COLUMN_EDIT).place
    column = None
    if column_id is not None:
        column = session.get(LessonColumn, column_id)
        if column is None or column.lesson_id != lesson_id:
            raise NotFound()
    return make_column_form(session, place.year.id, column, sent=request.form)


def show_errors(lesson_id: int, form: ColumnForm, column_id: int | None = None) -> tuple[str, int]:
    """The form again, as it was typed, with what is wrong beside its fields."""
    lesson = get_lesson_place(current_session(), lesson_id).lesson
    back = request.form.get("back", "")
    page = render_template(
        "lessons/column.html", lesson=lesson, column_form=form, column_id=column_id, back=back
    )
    return page, UNPROCESSABLE


def go_back(lesson_id: int) -> Response:
    """The page that the form stood on."""
    if request.form.get("back") == COURSE:
        course_id = get_lesson_place(current_session(), lesson_id).lesson.course_id
        return redirect(url_for("grades.view_sheet", course_id=course_id))
    return redirect(url_for("lessons.view_lesson", lesson_id=lesson_id, _anchor="columns"))
