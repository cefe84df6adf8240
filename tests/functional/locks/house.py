"""A school with one lesson for each situation in which nobody may write into it, and one that is open."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.amendments.chain import link_amendments
from journal.attachments.store import Upload
from journal.database.database import Transaction
from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, set_cell
from journal.homework.services import HomeworkValue, HomeworkWrite, save_homework
from journal.lessons.services import TopicValue, TopicWrite, save_topic
from journal.models import (
    Attendance,
    Course,
    Homework,
    HomeworkFile,
    Lesson,
    LessonClosing,
    LessonColumn,
    LessonTopic,
    Mark,
    Person,
    WorkType,
)
from tests.factories import FRIDAY, SmallSchool, actor_of, make_school, sign_in
from tests.factories.furniture import PNG, Furniture, furnish
from tests.factories.locked_lesson import LESSON_DAY, LockedLesson, make_columns

OPEN, TODAY = "open", "today"
SITUATIONS = ("locked", "closed", "cancelled", "future", "foreign")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class House:
    """The application, its school, and the lesson of each situation with the file attached to it."""

    app: Flask
    school: SmallSchool
    furniture: Furniture
    lessons: dict[str, LockedLesson]
    files: dict[str, int]

    def browser(self, person: Person) -> FlaskClient:
        """A browser in which the person is signed in."""
        client = self.app.test_client()
        sign_in(client, person)
        return client

    def changes(self, situation: str, send: Callable[[], object]) -> bool:
        """Whether a request would change anything in the situation's lesson; it is rolled back."""
        lesson_id = self.lessons[situation].lesson_id
        with self.app.extensions["database"].reading() as session:
            before = photograph_lesson(session, lesson_id)
        pictures: list[Any] = []

        def pretend(transaction: Transaction) -> None:
            try:
                link_amendments(transaction.session)
                pictures.append(photograph_lesson(transaction.session, lesson_id))
            finally:
                transaction.close()

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Transaction, "commit", pretend)
            send()
        return any(picture != before for picture in pictures)


def photograph_lesson(session: Session, lesson_id: int) -> list[Any]:
    """Everything in a lesson that the locks protect, as plain values."""
    session.flush()
    columns = select(LessonColumn.id).where(LessonColumn.lesson_id == lesson_id)
    conditions = {
        Lesson: Lesson.id == lesson_id,
        LessonTopic: LessonTopic.lesson_id == lesson_id,
        LessonColumn: LessonColumn.lesson_id == lesson_id,
        Mark: Mark.column_id.in_(columns),
        Attendance: Attendance.lesson_id == lesson_id,
        Homework: Homework.lesson_id == lesson_id,
        HomeworkFile: HomeworkFile.lesson_id == lesson_id,
    }
    return [
        (model.__tablename__, *row)
        for model, condition in conditions.items()
        for row in session.execute(
            select(*model.__table__.columns).where(condition).order_by(*model.__table__.primary_key)
        )
    ]


def build_house(app: Flask) -> House:
    """Fill the database of *app*; each lesson holds a mark «4», an «ОТ», «Дроби», «§ 1», a file."""
    with app.extensions["database"].writing() as session:
        school = make_school(session, FRIDAY.date())
        today = school.today
        foreign = replace(school, course_a=school.course_b, class_a=school.class_b, pupils_a=school.pupils_b)
        of_5b = next(lesson for lesson in school.lessons_b if lesson.held_on == today - ONE_DAY)
        # the one to come first: the history's last moment may not lie ahead
        entered = {
            "future": enter(session, school, school.lessons_a[-1], school.teacher_a),
            "locked": enter(session, school, school.lesson_on(LESSON_DAY.date()), school.teacher_a),
            "closed": enter(session, school, school.lesson_on(today - 3 * ONE_DAY), school.teacher_a),
            "cancelled": enter(session, school, school.lesson_on(today - 4 * ONE_DAY), school.teacher_a),
            "foreign": enter(session, foreign, of_5b, school.teacher_b),
            OPEN: enter(session, school, school.lesson_on(today - 7 * ONE_DAY), school.teacher_a),
        }
        session.add(LessonClosing(lesson_id=entered["closed"][0].lesson_id, closed_at=FRIDAY - ONE_DAY))
        session.get_one(Lesson, entered["cancelled"][0].lesson_id).cancelled_at = FRIDAY - ONE_DAY
        with time_machine.travel(FRIDAY, tick=False):
            furniture = furnish(session, school)
    of_today = replace(
        entered[OPEN][0],
        lesson_id=school.lesson_on(today).id,
        columns=(furniture.column_id, furniture.column_id, furniture.column_id),
    )
    entered[TODAY] = of_today, furniture.file_id
    lessons = {situation: it for situation, (it, _) in entered.items()}
    return House(app, school, furniture, lessons, {name: file for name, (_, file) in entered.items()})


def enter(session: Session, school: SmallSchool, lesson: Lesson, teacher: Person) -> tuple[LockedLesson, int]:
    """Enter a lesson on its own day through the services; return it and its file."""
    actor, course = actor_of(session, teacher), session.get_one(Course, lesson.course_id)
    work_type_id = session.scalars(
        select(WorkType.id).where(WorkType.year_id == course.year_id, WorkType.position == 1)
    ).one()
    moment = FRIDAY + (lesson.held_on - FRIDAY.date())
    with time_machine.travel(moment, tick=False):
        columns = make_columns(session, actor, lesson.id, work_type_id)
        for pupil, symbol in zip(school.pupils_a, ("4", "ОТ"), strict=False):
            set_cell(
                session,
                actor=actor,
                lesson_id=lesson.id,
                column_id=columns[0],
                write=CellWrite(pupil.id, symbol, saw=CellValue()),
            )
        save_topic(session, actor=actor, lesson_id=lesson.id, write=TopicWrite(TopicValue("Дроби"), saw=""))
        homework = HomeworkWrite(HomeworkValue("§ 1"), added=(Upload("чертёж.png", PNG),))
        (file,) = save_homework(session, actor=actor, lesson_id=lesson.id, write=homework).files
    it = LockedLesson(school, lesson.id, columns, school.pupils_a[0].id, school.quarter.id, work_type_id)
    return it, file.id
