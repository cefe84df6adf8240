"""R-INFORM: who is told of what, once, and as it was left."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from journal import clock
from journal.entries.symbols import Code
from journal.finals.services import FinalWrite, set_final
from journal.homework.services import HomeworkValue, HomeworkWrite, save_homework
from journal.models import Account, Amendment, Notice, NoticeDesk, Parenthood, Period
from journal.notices.jobs import sweep_notices, tell_people
from journal.notices.services import mark_read, notify_of_changes
from tests.factories import FRIDAY, SmallSchool, actor_of
from tests.integration.notices.conftest import Write, list_told


def read_all(session: Session, person_id: int) -> None:
    newest = session.scalar(select(func.max(Amendment.id))) or 0
    mark_read(session, actor_id=person_id, seen=newest)
    session.expire_all()


def test_parents_and_the_pupil_are_told_of_a_mark(
    session: Session, school: SmallSchool, write: Write, look: Callable[[], int]
) -> None:
    write("5")
    assert look() == 3
    for person in (school.parent_a, school.father_a, school.pupils_a[0]):
        assert list_told(session, person) == [("mark", "", "5")]
    assert list_told(session, school.parent_b) == []
    assert list_told(session, school.pupils_a[1]) == []
    assert list_told(session, school.teacher_a) == []


def test_whoever_cannot_sign_in_is_not_told(
    session: Session, school: SmallSchool, write: Write, look: Callable[[], int]
) -> None:
    session.execute(update(Account).where(Account.person_id == school.father_a.id).values(password_hash=None))
    write("5")
    assert look() == 2
    assert list_told(session, school.father_a) == []


def test_nothing_is_told_before_it_has_settled(
    session: Session, school: SmallSchool, write: Write, look: Callable[[], int]
) -> None:
    write("5")
    assert tell_people(session) == 0
    assert look() == 3


def test_a_corrected_mark_is_told_once_as_it_was_left(
    session: Session,
    school: SmallSchool,
    write: Write,
    look: Callable[[], int],
    moment: time_machine.Traveller,
) -> None:
    write("3")
    moment.move_to(clock.now() + timedelta(minutes=4))
    write("4", "3")
    look()
    assert look() == 0
    assert list_told(session, school.parent_a) == [("mark", "", "4")]


def test_a_mark_taken_back_at_once_is_never_told(
    session: Session,
    school: SmallSchool,
    write: Write,
    look: Callable[[], int],
    moment: time_machine.Traveller,
) -> None:
    """Also where the look falls between the mark and its removal's own five minutes."""
    write("3")
    moment.move_to(clock.now() + timedelta(minutes=4))
    write("", "3")
    moment.move_to(clock.now() + timedelta(minutes=2))
    assert tell_people(session) == 0
    assert look() == 0
    assert list_told(session, school.parent_a) == []


def test_a_correction_after_reading_says_both(
    session: Session, school: SmallSchool, write: Write, look: Callable[[], int]
) -> None:
    write("3")
    look()
    read_all(session, school.parent_a.id)
    write("4", "3")
    look()
    assert list_told(session, school.parent_a) == [("mark", "3", "4")]
    assert list_told(session, school.father_a) == [("mark", "", "4")]
    assert session.scalar(select(func.count(Notice.id))) == 3


def test_an_absence_is_told_until_a_mark_replaces_it(
    session: Session, school: SmallSchool, write: Write, look: Callable[[], int]
) -> None:
    write("ОТ")
    look()
    assert list_told(session, school.parent_a) == [("absence", "", Code.ABSENT)]
    write("5", "ОТ")
    look()
    assert list_told(session, school.parent_a) == [("mark", "", "5")]
    read_all(session, school.parent_a.id)
    write("Б", "5")
    look()
    assert list_told(session, school.parent_a) == [("absence", "", Code.ILL), ("mark", "5", "")]


def test_what_has_changed_while_the_page_was_open_stays_new(
    session: Session, school: SmallSchool, write: Write, look: Callable[[], int]
) -> None:
    write("3")
    look()
    seen = session.scalar(select(func.max(Notice.amendment_id))) or 0
    write("4", "3")
    look()
    mark_read(session, actor_id=school.parent_a.id, seen=seen)
    session.expire_all()
    assert list_told(session, school.parent_a) == [("mark", "", "4")]


def test_nobody_is_told_of_the_own_act(
    session: Session, school: SmallSchool, write: Write, look: Callable[[], int]
) -> None:
    session.add(Parenthood(pupil_id=school.pupils_a[0].id, parent_id=school.teacher_a.id, kind="guardian"))
    session.flush()
    write("5")
    assert look() == 3
    assert list_told(session, school.teacher_a) == []


def test_looking_twice_repeats_nothing(
    session: Session, school: SmallSchool, write: Write, look: Callable[[], int]
) -> None:
    write("5")
    look()
    read_all(session, school.parent_a.id)
    session.execute(update(NoticeDesk).values(seen_amendment_id=0))
    session.expire_all()
    assert notify_of_changes(session, now=clock.now()) == 0
    assert list_told(session, school.parent_a) == []


def set_homework(session: Session, school: SmallSchool, text: str, saw: str = "") -> None:
    save_homework(
        session,
        actor=actor_of(session, school.teacher_a),
        lesson_id=school.lesson_on(school.today).id,
        write=HomeworkWrite(HomeworkValue(text), saw=HomeworkValue(saw)),
    )


def test_homework_is_told_only_when_it_changes(
    session: Session, school: SmallSchool, look: Callable[[], int]
) -> None:
    set_homework(session, school, "§ 12")
    assert look() == 0
    set_homework(session, school, "§ 13", "§ 12")
    assert look() == len(school.pupils_a) + 2
    ((kind, _, after),) = list_told(session, school.pupils_a[1])
    assert kind == "homework"
    assert "13" not in after or after.isdigit()
    set_homework(session, school, "", "§ 13")
    look()
    assert [told[2] for told in list_told(session, school.pupils_a[1])] == [""]


def test_homework_corrected_while_it_is_being_set_is_not_told(
    session: Session, school: SmallSchool, look: Callable[[], int], moment: time_machine.Traveller
) -> None:
    set_homework(session, school, "§ 12")
    moment.move_to(clock.now() + timedelta(minutes=3))
    set_homework(session, school, "§ 13", "§ 12")
    moment.move_to(clock.now() + timedelta(minutes=3))
    assert tell_people(session) == 0
    assert look() == 0


def test_a_final_mark_is_told(session: Session, school: SmallSchool, look: Callable[[], int]) -> None:
    period = session.scalars(select(Period).where(Period.kind == "quarter", Period.number == 1)).one()
    with time_machine.travel(FRIDAY - timedelta(days=31), tick=False):
        set_final(
            session,
            actor=actor_of(session, school.teacher_a),
            course_id=school.course_a.id,
            period_id=period.id,
            write=FinalWrite(school.pupils_a[0].id, "4", saw=""),
        )
    look()
    assert list_told(session, school.parent_a) == [("final", "", "4")]


def test_a_school_that_begins_to_tell_begins_with_the_present(
    session: Session, school: SmallSchool, write: Write, look: Callable[[], int]
) -> None:
    write("5")
    session.delete(session.scalars(select(NoticeDesk)).one())
    session.flush()
    assert look() == 0
    write("4", "5")
    assert look() == 3


@pytest.mark.parametrize(("days", "left"), [(364, 3), (366, 0)])
def test_old_notices_are_swept(
    session: Session,
    school: SmallSchool,
    write: Write,
    look: Callable[[], int],
    moment: time_machine.Traveller,
    days: int,
    left: int,
) -> None:
    write("5")
    look()
    moment.move_to(FRIDAY + timedelta(days=days))
    assert sweep_notices(session) == 3 - left
    assert session.scalar(select(func.count(Notice.id))) == left
