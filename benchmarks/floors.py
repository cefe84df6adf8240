"""The floors: the same rows written or read with nothing around them."""

import secrets
from hashlib import sha256

from flask import Flask, Response, request
from sqlalchemy import exists, insert, select, update
from sqlalchemy.orm import Session

from benchmarks.large_school import LAST_DAYS
from benchmarks.school import NOON, MeasuredSchool
from journal.database import current_session
from journal.models import (
    Amendment,
    Attendance,
    Chain,
    ChainLink,
    Course,
    Enrolment,
    FinalMark,
    FinalWindow,
    HealthFact,
    Homework,
    Lesson,
    LessonClosing,
    LessonColumn,
    Mark,
    Period,
    Person,
    Subject,
    WorkType,
)
from journal.permissions.guard import public


def add_bare_view(app: Flask, chain_id: int) -> None:
    """A view that inserts the rows of one saved cell: mark, amendment, link, and the chain's head moved."""

    @app.post("/bare/<int:column_id>/<int:pupil_id>")
    @public
    def write_bare(column_id: int, pupil_id: int) -> Response:
        session = current_session()
        value = str(request.get_json()["symbol"])
        session.execute(insert(Mark).values(column_id=column_id, pupil_id=pupil_id, value=int(value)))
        amendment_id = session.scalar(insert(Amendment).values(**_amendment(value)).returning(Amendment.id))
        number = secrets.randbits(48) + 1_000_000
        digest = sha256(value.encode()).hexdigest()
        session.execute(
            insert(ChainLink).values(
                chain_id=chain_id, number=number, amendment_id=amendment_id, previous=digest, hash=digest
            )
        )
        moved = {"head_number": Chain.head_number + 1, "head_hash": digest}
        session.execute(update(Chain).where(Chain.id == chain_id).values(moved))
        return Response("{}", mimetype="application/json")


def _amendment(value: str) -> dict[str, object]:
    texts = dict.fromkeys(("before", "reason"), "")
    actor = {"actor_id": 1, "actor_name": "Иванова Мария Петровна", "actor_position": "учитель"}
    return {"made_at": NOON, "kind": "mark", "after": value, "source": "typed", **texts, **actor}


def read_sheet(session: Session, measured: MeasuredSchool) -> str:
    """The rows of a journal page, joined as a plain string: all that it shows, but whom it is shown to."""
    course, pupil_ids = measured.course, [pupil.id for pupil in measured.pupils]
    lessons = Lesson.course_id == course.id
    queries = (
        select(Course.title, Subject.name).join(Subject).where(Course.id == course.id),
        select(Period.kind, Period.number, Period.starts_on, Period.ends_on, FinalWindow.closed_at)
        .outerjoin(FinalWindow, FinalWindow.period_id == Period.id)
        .where(Period.year_id == course.year_id),
        select(Person.id, Person.last_name, Person.first_name, Enrolment.starts_on, Enrolment.ends_on)
        .join(Enrolment, Enrolment.pupil_id == Person.id)
        .where(Person.id.in_(pupil_ids)),
        select(Lesson.id, Lesson.held_on, Lesson.topic, Homework.text, LessonClosing.closed_at)
        .join(Homework, Homework.lesson_id == Lesson.id)
        .outerjoin(LessonClosing, LessonClosing.lesson_id == Lesson.id)
        .where(lessons),
        select(LessonColumn.id, LessonColumn.lesson_id, LessonColumn.weight, WorkType.name)
        .join(Lesson, Lesson.id == LessonColumn.lesson_id)
        .join(WorkType, WorkType.id == LessonColumn.work_type_id)
        .where(lessons),
        select(Mark.column_id, Mark.pupil_id, Mark.value)
        .join(LessonColumn, LessonColumn.id == Mark.column_id)
        .join(Lesson, Lesson.id == LessonColumn.lesson_id)
        .where(lessons),
        select(Attendance.lesson_id, Attendance.pupil_id, Attendance.code)
        .join(Lesson, Lesson.id == Attendance.lesson_id)
        .where(lessons),
        select(HealthFact.pupil_id, HealthFact.kind, HealthFact.starts_on, HealthFact.ends_on).where(
            HealthFact.pupil_id.in_(pupil_ids)
        ),
        select(FinalMark.pupil_id, FinalMark.period_id, FinalMark.value).where(
            FinalMark.subject_id == course.subject_id, FinalMark.pupil_id.in_(pupil_ids)
        ),
    )
    return "\n".join(" ".join(map(str, row)) for query in queries for row in session.execute(query))


def read_week(session: Session, measured: MeasuredSchool, pupil_id: int) -> str:
    """The rows of a diary week (homework set in the weeks before included), joined as a plain string."""
    queries = (
        select(Lesson.id, Subject.name, Lesson.held_on, Lesson.number, Lesson.topic, Homework.text)
        .join(Course, Course.id == Lesson.course_id)
        .join(Subject, Subject.id == Course.subject_id)
        .join(Homework, Homework.lesson_id == Lesson.id)
        .where(Lesson.held_on <= NOON.date()),
        select(Mark.value, LessonColumn.lesson_id)
        .join(LessonColumn, LessonColumn.id == Mark.column_id)
        .where(Mark.pupil_id == pupil_id),
        select(Attendance.code, Attendance.lesson_id).where(Attendance.pupil_id == pupil_id),
    )
    return "\n".join(" ".join(map(str, row)) for query in queries for row in session.execute(query))


def read_day(session: Session) -> str:
    """The rows of a deputy head's day: the month's lessons with what they hold, and the open absences."""
    has_marks = exists().where(Mark.column_id == LessonColumn.id, LessonColumn.lesson_id == Lesson.id)
    has_codes = exists().where(Attendance.lesson_id == Lesson.id)
    queries = (
        select(Lesson.id, Course.title, Lesson.held_on, Lesson.topic, Homework.text, has_marks, has_codes)
        .join(Course, Course.id == Lesson.course_id)
        .outerjoin(Homework, Homework.lesson_id == Lesson.id)
        .where(Lesson.held_on.between(LAST_DAYS.date().replace(day=1), LAST_DAYS.date())),
        select(Attendance.lesson_id, Attendance.pupil_id).where(Attendance.code == "ОТ"),
    )
    return "\n".join(" ".join(map(str, row)) for query in queries for row in session.execute(query))
