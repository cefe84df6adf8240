"""R-CLOSED: a closed year is only read, whichever service is called, whatever the lesson's own lock says."""

from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.errors import RecordClosed
from journal.database import Database
from journal.models import AcademicYear, YearClosing
from tests.factories import SmallSchool, actor_of
from tests.factories.locked_lesson import LAST_WEEK, LESSON_DAY, LockedLesson, make_locked_lesson, photograph
from tests.integration.locks.test_no_bypass import WHY, WRITES


@pytest.fixture
def lesson(database: Database) -> LockedLesson:
    """A lesson of a year that the director has closed; the lesson itself is open."""
    with database.writing() as session:
        lesson = make_locked_lesson(session)
    with database.writing() as session:
        close(session, lesson.school)
    return lesson


@pytest.fixture
def moment(lesson: LockedLesson) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(LESSON_DAY, tick=False) as moment:
        yield moment


def close(session: Session, school: SmallSchool) -> None:
    year_id = session.scalars(select(AcademicYear.id)).one()
    session.add(YearClosing(year_id=year_id, closed_by=school.director.id, closed_at=clock.now()))


@pytest.mark.parametrize("name", WRITES)
def test_nothing_of_a_closed_year_changes(
    database: Database, lesson: LockedLesson, moment: time_machine.Traveller, name: str
) -> None:
    if name == "set_final":
        moment.move_to(LAST_WEEK)
    with database.reading() as session:
        before = photograph(session)
        teacher = actor_of(session, lesson.school.teacher_a)
    with pytest.raises(RecordClosed), database.writing() as session:
        WRITES[name](session, teacher, lesson, WHY)
    with database.reading() as session:
        assert photograph(session) == before
