"""What a teacher opens first: today's lessons, own courses with their gaps, and those one may read."""

from itertools import groupby

from flask import render_template

from journal.blueprints.grades import blueprint
from journal.courses.overview import (
    ClassCourse,
    list_class_courses,
    list_day_lessons,
    list_taught_courses,
    list_tutored_classes,
)
from journal.database import current_session
from journal.permissions.actions import ACCOUNT_OWN, COURSE_VIEW
from journal.permissions.guard import current_actor, reads
from journal.permissions.policy import is_permitted
from journal.school import find_year, school_today


@blueprint.get("/courses")
@reads(ACCOUNT_OWN)
def list_courses() -> str:
    """The person's courses; heads and the administrator see every class's."""
    session, actor = current_session(), current_actor()
    today = school_today(session)
    person_id = actor.person_id or 0
    return render_template(
        "grades/courses.html",
        today=today,
        lessons=list_day_lessons(session, person_id, today),
        courses=list_taught_courses(session, person_id, today),
        classes=list_readable_classes(),
        sees_all=is_permitted(actor, COURSE_VIEW),
    )


def list_readable_classes() -> list[tuple[str, list[ClassCourse]]]:
    """The classes whose journals the person may read, each with its courses."""
    session, actor = current_session(), current_actor()
    today = school_today(session)
    year = find_year(session, today)
    if year is None:
        return []
    class_ids = None
    if not is_permitted(actor, COURSE_VIEW):
        class_ids = list_tutored_classes(session, actor.person_id or 0, today)
    rows = list_class_courses(session, year, class_ids)
    return [
        (f"{parallel}{letter}", list(group))
        for (_id, parallel, letter), group in groupby(
            rows, key=lambda row: (row.class_id, row.parallel, row.letter)
        )
    ]
