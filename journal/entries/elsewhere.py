"""What a pupil has in other courses of the same subject, and from other organisations.

Sums are the subject's, not the page's: a pupil who changed the subgroup, the class or the school in
mid-period keeps the marks and absences from before.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import bindparam, literal, select, union_all
from sqlalchemy.orm import Session

from journal.models import Attendance, Course, CoursePart, Enrolment, Lesson, LessonColumn, Mark
from journal.outside_marks.queries import OutsideGiven, list_given


@dataclass(frozen=True)
class Elsewhere:
    """A pupil's marks with their weights, and attendance codes, in other courses of the subject.

    *outside* are the marks of other organisations (R-NEWCOMER); they are among the marks too.
    """

    marks: list[tuple[int, Decimal]] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    outside: list[OutsideGiven] = field(default_factory=list)


NOTHING = Elsewhere()

# Only a course that shares a class with one of the pupils can hold anything of theirs; most pages have none.
OTHER_COURSES = (
    select(Course.id)
    .join(CoursePart, CoursePart.course_id == Course.id)
    .join(Enrolment, Enrolment.class_id == CoursePart.class_id)
    .where(
        Course.subject_id == bindparam("subject_id"),
        Course.year_id == bindparam("year_id"),
        Course.id != bindparam("course_id"),
        Enrolment.pupil_id.in_(bindparam("pupil_ids", expanding=True)),
    )
    .distinct()
)
OF_COURSES = (
    Lesson.course_id.in_(bindparam("course_ids", expanding=True)),
    Lesson.held_on.between(bindparam("starts_on"), bindparam("ends_on")),
    Lesson.cancelled_at.is_(None),
)
ENTRIES = union_all(
    select(Mark.pupil_id, Mark.value, LessonColumn.weight, literal("").label("code"))
    .join(LessonColumn, LessonColumn.id == Mark.column_id)
    .join(Lesson, Lesson.id == LessonColumn.lesson_id)
    .where(*OF_COURSES),
    select(Attendance.pupil_id, literal(0), literal(Decimal(0), LessonColumn.weight.type), Attendance.code)
    .join(Lesson, Lesson.id == Attendance.lesson_id)
    .where(*OF_COURSES),
)


def list_elsewhere(
    session: Session, *, course: Course, starts_on: date, ends_on: date, pupil_ids: Collection[int]
) -> Mapping[int, Elsewhere]:
    """Return what these pupils have in the subject beside the course, by pupil; most have nothing."""
    found: dict[int, Elsewhere] = defaultdict(Elsewhere)
    days = {"starts_on": starts_on, "ends_on": ends_on}
    for given in list_given(session, pupil_ids=pupil_ids, **days):
        if given.subject_id == course.subject_id:
            found[given.pupil_id].outside.append(given)
            found[given.pupil_id].marks.append((given.value, given.weight))
    about = {"subject_id": course.subject_id, "year_id": course.year_id, "course_id": course.id}
    course_ids = session.scalars(OTHER_COURSES, {**about, "pupil_ids": list(pupil_ids)}).all()
    if not course_ids:
        return found
    for pupil_id, value, weight, code in session.execute(ENTRIES, {**days, "course_ids": course_ids}):
        if pupil_id not in pupil_ids:
            continue
        if code:
            found[pupil_id].codes.append(code)
        else:
            found[pupil_id].marks.append((value, weight))
    return found
