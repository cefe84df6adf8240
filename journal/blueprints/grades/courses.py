"""What a teacher opens first: today's lessons, own courses with their gaps, and those one may read."""

from datetime import date
from itertools import groupby

from flask import render_template, request

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
from journal.request_values import find_key
from journal.school import choose_day, find_year, list_years, school_today


@blueprint.get("/courses")
@reads(ACCOUNT_OWN)
def list_courses() -> str:
    """The person's courses, of a past year where one is chosen; heads and administrator see every class's."""
    session, actor = current_session(), current_actor()
    day = choose_day(session, find_key(request.args.get("year", "")))
    person_id = actor.person_id or 0
    return render_template(
        "grades/courses.html",
        today=school_today(session),
        day=day,
        year=find_year(session, day),
        years=list_years(session),
        lessons=list_day_lessons(session, person_id, day),
        courses=list_taught_courses(session, person_id, day),
        classes=list_readable_classes(day),
        sees_all=is_permitted(actor, COURSE_VIEW),
    )


def list_readable_classes(day: date) -> list[tuple[str, list[ClassCourse]]]:
    """The classes of the day's year whose journals the person may read, each with its courses."""
    session, actor = current_session(), current_actor()
    year = find_year(session, day)
    if year is None:
        return []
    class_ids = None
    if not is_permitted(actor, COURSE_VIEW):
        class_ids = list_tutored_classes(session, actor.person_id or 0, school_today(session))
    rows = list_class_courses(session, year, class_ids)
    return [
        (f"{parallel}{letter}", list(group))
        for (_id, parallel, letter), group in groupby(
            rows, key=lambda row: (row.class_id, row.parallel, row.letter)
        )
    ]
