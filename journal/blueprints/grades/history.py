"""«What was changed» in a cell: a page of its own, whose table the journal page shows in a dialog."""

from flask import render_template
from flask_babel import gettext

from journal.amendments.changes import list_cell_changes, list_final_changes
from journal.blueprints.grades import blueprint
from journal.database import current_session
from journal.entries.queries import get_column_place
from journal.errors import NotFound
from journal.models import Course, Person
from journal.names import pupil_name
from journal.permissions.actions import HISTORY_VIEW
from journal.permissions.guard import reads
from journal.permissions.targets import course_target, lesson_target


@blueprint.get("/lessons/<int:lesson_id>/columns/<int:column_id>/cells/<int:pupil_id>/history")
@reads(HISTORY_VIEW, lesson_target, "lesson_id")
def show_cell_history(lesson_id: int, column_id: int, pupil_id: int) -> str:
    """The changes of one cell, the newest first."""
    session = current_session()
    place = get_column_place(session, lesson_id=lesson_id, column_id=column_id)
    changes = list_cell_changes(session, lesson_id=lesson_id, column_id=column_id, pupil_id=pupil_id)
    return render_template(
        "grades/history.html",
        changes=changes,
        pupil=find_name(pupil_id) if changes else "",
        held_on=place.held_on,
        name_source=name_source,
        course_id=place.course_id,
    )


@blueprint.get("/courses/<int:course_id>/finals/<int:period_id>/<int:pupil_id>/history")
@reads(HISTORY_VIEW, course_target, "course_id")
def show_final_history(course_id: int, period_id: int, pupil_id: int) -> str:
    """The changes of one final mark, the newest first."""
    session = current_session()
    course = session.get_one(Course, course_id)
    changes = list_final_changes(
        session, subject_id=course.subject_id, period_id=period_id, pupil_id=pupil_id
    )
    return render_template(
        "grades/history.html",
        changes=changes,
        pupil=find_name(pupil_id) if changes else "",
        held_on=None,
        name_source=name_source,
        course_id=course_id,
    )


def find_name(pupil_id: int) -> str:
    """The pupil's name in the order of the journal; raises `NotFound`."""
    person = current_session().get(Person, pupil_id)
    if person is None:
        raise NotFound()
    return pupil_name(person.last_name, person.first_name)


def name_source(source: str) -> str:
    """Where a change came from, in words; empty for typing, which needs none."""
    return {
        "pasted": gettext("pasted from a table"),
        "prefilled": gettext("filled in beforehand"),
        "imported": gettext("imported"),
        "administrator": gettext("by the administrator"),
        "scheduler": gettext("by the schedule"),
        "demo": gettext("demo data"),
    }.get(source, "")
