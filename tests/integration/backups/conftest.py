"""A school with marks, texts and files, on the engine under test, and an empty database on either engine."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
import time_machine

from journal.amendments.record import Place, record_text, record_value
from journal.database import Database
from journal.models import (
    Attachment,
    AttachmentContent,
    Attendance,
    Homework,
    HomeworkFile,
    ImportDraft,
)
from tests.factories import FRIDAY, SmallSchool, actor_of, make_school

EmptyDatabase = Callable[[str], Database]


@pytest.fixture
def school(database: Database) -> SmallSchool:
    with time_machine.travel(FRIDAY, tick=False), database.writing() as session:
        school = make_school(session)
        lesson, pupil = school.lesson_on(school.today), school.pupils_a[0]
        content = bytes(range(256)) * 40
        session.add_all(
            (
                Attendance(lesson_id=lesson.id, pupil_id=pupil.id, code="ОТ"),
                Homework(lesson_id=lesson.id, text='§ 1 «Дроби» \u2028 \\ "', due_on=None, saved_at=FRIDAY),
                AttachmentContent(sha256="a" * 64, content=content),
                ImportDraft(created_by=pupil.id, created_at=FRIDAY, answers={"имя": [1, None, "ё"]}),
            )
        )
        session.flush()
        attachment = Attachment(
            name="карта.pdf",
            media_type="application/pdf",
            size=len(content),
            sha256="a" * 64,
            uploaded_by=school.teacher_a.id,
            uploaded_at=FRIDAY,
        )
        session.add(attachment)
        session.flush()
        session.add(HomeworkFile(lesson_id=lesson.id, attachment_id=attachment.id))
        actor = actor_of(session, school.teacher_a)
        place = Place(class_ids=(school.class_a.id,), lesson_id=lesson.id, pupil_id=pupil.id)
        record_value(session, actor=actor, kind="attendance", place=place, before="", after="ОТ")
        record_text(session, actor=actor, kind="homework", place=place, before="", after="§ 1 «Дроби»")
        return school


@pytest.fixture
def make_empty(request: pytest.FixtureRequest) -> Iterator[EmptyDatabase]:
    """Lend empty databases on a named engine."""
    with ExitStack() as stack:

        def make(engine: str) -> Database:
            url = stack.enter_context(request.getfixturevalue(f"{engine}_databases").lend())
            database = Database(url)
            stack.callback(database.dispose)
            return database

        yield make
