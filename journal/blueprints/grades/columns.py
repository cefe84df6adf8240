"""The form of a new column: a page of its own, which the journal page shows in a dialog."""

from flask import render_template

from journal.blueprints.grades import blueprint
from journal.blueprints.lessons.forms import COURSE, make_column_form
from journal.database import current_session
from journal.lessons.place import get_lesson_place
from journal.permissions.actions import COURSE_VIEW
from journal.permissions.guard import reads
from journal.permissions.targets import lesson_target


@blueprint.get("/lessons/<int:lesson_id>/columns/new")
@reads(COURSE_VIEW, lesson_target, "lesson_id")
def new_column(lesson_id: int) -> str:
    """Ask for the kind of work, the weight and the title of a new column."""
    session = current_session()
    place = get_lesson_place(session, lesson_id)
    form = make_column_form(session, place.year.id)
    form.back.data = COURSE
    return render_template("grades/column.html", lesson=place.lesson, form=form)
