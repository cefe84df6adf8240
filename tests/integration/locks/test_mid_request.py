"""A moment that matters passes in the middle of a request: it is judged once, inside the write (R-UNLOCK)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy.orm import Session

from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, set_cells
from journal.errors import Locked
from tests.factories import FRIDAY, actor_of
from tests.factories.locked_lesson import LESSON_DAY, LockedLesson, give_grant, make_locked_lesson

SECOND = timedelta(seconds=1)
WHY = "ошибка при вводе"


@pytest.fixture
def locked(session: Session) -> LockedLesson:
    return make_locked_lesson(session)


def write_slowly(
    session: Session, it: LockedLesson, clock: time_machine.Traveller, pause: timedelta
) -> list[CellValue | Exception]:
    """Write «5» and then «3» into one cell; between the two the clock goes on."""

    def writes() -> Iterator[CellWrite]:
        yield CellWrite(it.pupil_id, "5", saw=CellValue(None, 4), reason=WHY)
        clock.shift(pause)
        yield CellWrite(it.pupil_id, "3", saw=CellValue(None, 5), reason=WHY)

    actor = actor_of(session, it.school.teacher_a)
    return set_cells(session, actor=actor, lesson_id=it.lesson_id, column_id=it.columns[0], writes=writes())


def test_a_grant_that_ends_meanwhile_still_covers_the_whole_request(
    session: Session, locked: LockedLesson
) -> None:
    give_grant(session, locked, FRIDAY + SECOND)
    with time_machine.travel(FRIDAY, tick=False) as clock:
        assert write_slowly(session, locked, clock, SECOND) == [CellValue(None, 5), CellValue(None, 3)]
        assert isinstance(write_slowly(session, locked, clock, SECOND)[0], Locked)


def test_a_midnight_that_passes_meanwhile_doesn_t_split_a_request(
    session: Session, locked: LockedLesson
) -> None:
    last_second = LESSON_DAY.replace(hour=18, minute=59, second=59) + timedelta(days=14)  # 23:59:59 at school
    with time_machine.travel(last_second, tick=False) as clock:
        assert write_slowly(session, locked, clock, SECOND) == [CellValue(None, 5), CellValue(None, 3)]
        assert isinstance(write_slowly(session, locked, clock, SECOND)[0], Locked)
