"""The courses of a class in an interval: their lessons, columns, teachers and pupils of the class."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from journal.archive.spans import intersect, touches
from journal.models import (
    Attendance,
    Course,
    CourseMember,
    CoursePart,
    CourseTeacher,
    Enrolment,
    Homework,
    Lesson,
    LessonColumn,
    Mark,
    Person,
    Subject,
    WorkType,
)
from journal.names import short_name
from journal.sheets.records import CourseRecord, LessonRecord, MarkColumn, PupilRecord, Stay, Teaching


def list_course_records(
    session: Session, class_id: int, span: Stay, pupils: Sequence[PupilRecord]
) -> list[CourseRecord]:
    """The courses of a class in these days, in the order of the curriculum; subgroups are courses."""
    parts: dict[int, list[Any]] = defaultdict(list)
    for row in session.execute(_select_parts(class_id, span)):
        parts[row.id].append(row)
    by_name = [course_id for course_id, rows in parts.items() if any(row.by_name for row in rows)]
    named = list_named_stays(session, by_name)
    teachings = list_teachings(session, parts)
    lessons = list_lesson_records(session, parts, span)
    return [
        CourseRecord(
            id=course_id,
            subject_id=rows[0].subject_id,
            subject=rows[0].name,
            subgroup=rows[0].subgroup,
            marking=rows[0].marking,
            teachings=teachings[course_id],
            lessons=lessons[course_id],
            members=find_members(rows, pupils, named[course_id], span),
        )
        for course_id, rows in parts.items()
    ]


def _select_parts(class_id: int, span: Stay) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Course.id,
            Course.subject_id,
            Course.marking,
            Subject.name,
            CoursePart.subgroup,
            CoursePart.by_name,
            CoursePart.starts_on,
            CoursePart.ends_on,
        )
        .join(CoursePart, CoursePart.course_id == Course.id)
        .join(Subject, Subject.id == Course.subject_id)
        .where(CoursePart.class_id == class_id, touches(CoursePart.starts_on, CoursePart.ends_on, span))
        .order_by(Subject.position, Subject.name, CoursePart.subgroup, Course.id, CoursePart.starts_on)
    )


def list_named_stays(
    session: Session, course_ids: Collection[int]
) -> Mapping[int, Mapping[int, Sequence[Stay]]]:
    """The named pupils of these courses with their times, by course and pupil."""
    found: dict[int, dict[int, list[Stay]]] = defaultdict(lambda: defaultdict(list))
    rows = session.execute(
        select(
            CourseMember.course_id, CourseMember.pupil_id, CourseMember.starts_on, CourseMember.ends_on
        ).where(CourseMember.course_id.in_(course_ids))
    )
    for row in rows:
        found[row.course_id][row.pupil_id].append(Stay(row.starts_on, row.ends_on))
    return found


def find_members(
    parts: Sequence[Any],
    pupils: Sequence[PupilRecord],
    named: Mapping[int, Sequence[Stay]],
    span: Stay,
) -> dict[int, list[Stay]]:
    """The pupils of the class who were on a course in these days, each with the times on it."""
    found: dict[int, list[Stay]] = defaultdict(list)
    for part in parts:
        held = Stay(part.starts_on, part.ends_on)
        for pupil in pupils:
            times = named.get(pupil.id, ()) if part.by_name else (held,)
            for stay in pupil.stays:
                for time in times:
                    common = intersect((held, stay, time))
                    if common and common.touches(span):
                        found[pupil.id].append(common)
    return dict(found)


def list_teachings(session: Session, course_ids: Collection[int]) -> Mapping[int, Sequence[Teaching]]:
    """Who taught these courses and when, by course and in order of time."""
    found: dict[int, list[Teaching]] = defaultdict(list)
    for course_id, starts_on, ends_on, *names in session.execute(
        select(
            CourseTeacher.course_id,
            CourseTeacher.starts_on,
            CourseTeacher.ends_on,
            Person.last_name,
            Person.first_name,
            Person.middle_name,
        )
        .join(Person, Person.id == CourseTeacher.person_id)
        .where(CourseTeacher.course_id.in_(course_ids))
        .order_by(CourseTeacher.starts_on, CourseTeacher.id)
    ):
        found[course_id].append(Teaching(short_name(*names), Stay(starts_on, ends_on)))
    return found


def list_lesson_records(
    session: Session, course_ids: Collection[int], span: Stay
) -> Mapping[int, Sequence[LessonRecord]]:
    """The lessons of these days that took place, by course; their places count from the year's first."""
    rows = session.execute(
        select(
            Lesson.course_id,
            Lesson.id,
            Lesson.held_on,
            Lesson.number,
            Lesson.hours,
            Lesson.topic,
            Homework.text,
        )
        .outerjoin(Homework, Homework.lesson_id == Lesson.id)
        .where(
            Lesson.course_id.in_(course_ids), Lesson.held_on <= span.ends_on, Lesson.cancelled_at.is_(None)
        )
        .order_by(Lesson.course_id, Lesson.held_on, Lesson.number, Lesson.id)
    )
    columns = list_columns(session, course_ids, span)
    found: dict[int, list[LessonRecord]] = defaultdict(list)
    places: dict[int, int] = defaultdict(int)
    for course_id, lesson_id, held_on, number, hours, topic, homework in rows:
        places[course_id] += 1
        if held_on >= span.starts_on:
            found[course_id].append(
                LessonRecord(
                    id=lesson_id,
                    place=places[course_id],
                    held_on=held_on,
                    number=number,
                    hours=write_hours(hours),
                    topic=topic,
                    homework=homework or "",
                    columns=columns[lesson_id],
                )
            )
    return found


def list_columns(
    session: Session, course_ids: Collection[int], span: Stay
) -> Mapping[int, Sequence[MarkColumn]]:
    """The columns of the lessons of these days, by lesson."""
    found: dict[int, list[MarkColumn]] = defaultdict(list)
    for lesson_id, column_id, position, kind, short in session.execute(
        select(
            LessonColumn.lesson_id,
            LessonColumn.id,
            LessonColumn.position,
            WorkType.position,
            WorkType.short_name,
        )
        .join(Lesson, Lesson.id == LessonColumn.lesson_id)
        .join(WorkType, WorkType.id == LessonColumn.work_type_id)
        .where(Lesson.course_id.in_(course_ids), Lesson.held_on.between(span.starts_on, span.ends_on))
        .order_by(LessonColumn.lesson_id, LessonColumn.position)
    ):
        found[lesson_id].append(MarkColumn(column_id, "" if (position, kind) == (1, 1) else short))
    return found


def list_entries(
    session: Session, class_id: int, span: Stay
) -> tuple[dict[tuple[int, int], str], dict[tuple[int, int], str]]:
    """What stands in the cells of the class's pupils: marks by (column, pupil), codes by (lesson, pupil)."""
    pupils = select(Enrolment.pupil_id).where(Enrolment.class_id == class_id)
    courses = select(CoursePart.course_id).where(CoursePart.class_id == class_id)
    of_days = (
        Lesson.course_id.in_(courses),
        Lesson.held_on.between(span.starts_on, span.ends_on),
        Lesson.cancelled_at.is_(None),
    )
    marks = session.execute(
        select(Mark.column_id, Mark.pupil_id, Mark.value)
        .join(LessonColumn, LessonColumn.id == Mark.column_id)
        .join(Lesson, Lesson.id == LessonColumn.lesson_id)
        .where(*of_days, Mark.pupil_id.in_(pupils))
    )
    codes = session.execute(
        select(Attendance.lesson_id, Attendance.pupil_id, Attendance.code)
        .join(Lesson, Lesson.id == Attendance.lesson_id)
        .where(*of_days, Attendance.pupil_id.in_(pupils))
    )
    return (
        {(column_id, pupil_id): str(value) for column_id, pupil_id, value in marks},
        {(lesson_id, pupil_id): code for lesson_id, pupil_id, code in codes},
    )


def write_hours(hours: Decimal) -> str:
    """«1», «0,5»."""
    return f"{hours.normalize():f}".replace(".", ",")
