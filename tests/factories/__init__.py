"""Small schools for tests: `make_school` builds one, `sign_in` opens it to a person.

Dates stand around the day of the test; freeze it with `time_machine.travel(FRIDAY)` where it matters.
"""

from tests.factories.courses import make_course, make_lesson
from tests.factories.people import (
    enrol,
    make_account,
    make_class,
    make_parent,
    make_person,
    make_pupil,
    make_staff,
    make_tutor,
)
from tests.factories.school import make_year
from tests.factories.signing import sign_in
from tests.factories.small_school import FRIDAY, SmallSchool, actor_of, make_school

__all__ = [
    "FRIDAY",
    "SmallSchool",
    "actor_of",
    "enrol",
    "make_account",
    "make_class",
    "make_course",
    "make_lesson",
    "make_parent",
    "make_person",
    "make_pupil",
    "make_school",
    "make_staff",
    "make_tutor",
    "make_year",
    "sign_in",
]
