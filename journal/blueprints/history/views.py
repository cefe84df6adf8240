"""Pages of their own, whose tables the journal page shows in a dialog. They only read."""

from typing import Any

from flask import Blueprint, render_template

from journal.amendments.changes import list_cell_changes, list_final_changes, list_lesson_changes
from journal.blueprints.history.labels import name_kind, name_source
from journal.courses.roster import list_stays
from journal.database import current_session
from journal.entries.queries import get_column_place
from journal.errors import NotFound
from journal.finals.queries import get_class_period, list_class_courses
from journal.lessons.place import get_lesson_place
from journal.models import Course, Period, Person
from journal.names import pupil_name
from journal.permissions.actions import FINALS_VIEW, HISTORY_VIEW
from journal.permissions.guard import reads
from journal.permissions.targets import class_target, course_target, lesson_target
from journal.school_calendar.names import name_period

blueprint = Blueprint("history", __name__)


@blueprint.context_processor
def labels() -> dict[str, Any]:
    """The words of the templates for what the history keeps as codes."""
    return {"name_kind": name_kind, "name_source": name_source}


@blueprint.get("/lessons/<int:lesson_id>/columns/<int:column_id>/cells/<int:pupil_id>/history")
@reads(HISTORY_VIEW, lesson_target, "lesson_id")
def show_cell_history(lesson_id: int, column_id: int, pupil_id: int) -> str:
    """The changes of one cell, the newest first."""
    session = current_session()
    place = get_column_place(session, lesson_id=lesson_id, column_id=column_id)
    return render_template(
        "history/cell.html",
        changes=list_cell_changes(session, lesson_id=lesson_id, column_id=column_id, pupil_id=pupil_id),
        pupil=find_name(place.course_id, pupil_id),
        course=session.get_one(Course, place.course_id),
        held_on=place.held_on,
    )


@blueprint.get("/courses/<int:course_id>/finals/<int:period_id>/<int:pupil_id>/history")
@reads(HISTORY_VIEW, course_target, "course_id")
def show_final_history(course_id: int, period_id: int, pupil_id: int) -> str:
    """The changes of one final mark, the newest first."""
    session = current_session()
    course, period = session.get_one(Course, course_id), session.get(Period, period_id)
    if period is None or period.year_id != course.year_id:
        raise NotFound()
    return render_template(
        "history/cell.html",
        changes=list_final_changes(
            session, subject_id=course.subject_id, period_id=period_id, pupil_id=pupil_id
        ),
        pupil=find_name(course_id, pupil_id),
        course=course,
        period=name_period(period.kind, period.number),
    )


@blueprint.get("/classes/<int:class_id>/finals/<int:period_id>/<int:subject_id>/<int:pupil_id>/history")
@reads(FINALS_VIEW, class_target, "class_id")
def show_class_final_history(class_id: int, period_id: int, subject_id: int, pupil_id: int) -> str:
    """The changes of a final mark as the sheet of a class opens them."""
    session = current_session()
    get_class_period(session, class_id, period_id)
    for course in list_class_courses(session, class_id, subject_id):
        if any(stay.class_id == class_id for stay in list_stays(session, course.id, pupil_id=pupil_id)):
            return show_final_history(course_id=course.id, period_id=period_id, pupil_id=pupil_id)
    raise NotFound()


@blueprint.get("/lessons/<int:lesson_id>/history")
@reads(HISTORY_VIEW, lesson_target, "lesson_id")
def show_lesson_history(lesson_id: int) -> str:
    """The changes of a lesson's topic, homework and columns, the newest first."""
    session = current_session()
    lesson = get_lesson_place(session, lesson_id).lesson
    return render_template(
        "history/lesson.html", changes=list_lesson_changes(session, lesson_id=lesson_id), lesson=lesson
    )


def find_name(course_id: int, pupil_id: int) -> str:
    """A pupil of the course as the journal writes the name; `NotFound` for anybody else's number."""
    session = current_session()
    person = session.get(Person, pupil_id)
    if person is None or not list_stays(session, course_id, pupil_id=pupil_id):
        raise NotFound()
    return pupil_name(person.last_name, person.first_name)
