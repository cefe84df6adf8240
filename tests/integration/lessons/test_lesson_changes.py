"""Lessons are cancelled, restored and moved by the administrator, with a reason (R-CANCEL, R-SAMEDAY)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.diary.queries import list_lessons
from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, set_cell
from journal.entries.sheet_rows import list_column_rows
from journal.errors import (
    Empty,
    Forbidden,
    JournalError,
    LessonCancelled,
    Locked,
    NotOnRoster,
    OutsideYear,
    TooFarAhead,
)
from journal.homework.services import HomeworkValue, HomeworkWrite, save_homework
from journal.lessons.change_queries import list_changes, list_day_lessons
from journal.lessons.changes import (
    Days,
    cancel_days,
    cancel_lesson,
    move_lesson,
    restore_days,
    restore_lesson,
)
from journal.lessons.errors import (
    BadDays,
    BadNumber,
    LessonHolds,
    LessonStands,
    NoLessons,
    NoSchoolDay,
    OtherPeriod,
    SharedLesson,
    SlotTaken,
)
from journal.lessons.moving import Hour
from journal.lessons.services import TopicValue, TopicWrite, save_topic
from journal.models import (
    Amendment,
    CoursePart,
    Enrolment,
    Grant,
    GrantCell,
    Lesson,
    LessonClosing,
    LessonColumn,
    PlanItem,
)
from journal.permissions.actor import Actor
from journal.plans.queries import list_plan_items, list_shares, list_taken
from journal.plans.rules import offer_topics
from tests.factories import FRIDAY, SmallSchool, actor_of
from tests.factories.courses import make_lesson

WHY = "мороз"
TODAY, MONDAY = FRIDAY.date(), FRIDAY.date() + timedelta(days=3)
LOCKED_DAY = date(2026, 11, 5)


@pytest.fixture
def administrator(session: Session, school: SmallSchool) -> Actor:
    return actor_of(session, school.administrator)


@pytest.fixture
def lesson(school: SmallSchool) -> Lesson:
    return school.lesson_on(TODAY)


@pytest.fixture
def move(session: Session, administrator: Actor, lesson: Lesson) -> Callable[..., Lesson]:
    """Move today's lesson, unless told otherwise."""

    def move_it(on: date, number: int = 1, lesson_id: int = 0) -> Lesson:
        return move_lesson(
            session,
            actor=administrator,
            lesson_id=lesson_id or lesson.id,
            target=Hour(on, number),
            reason=WHY,
        )

    return move_it


def enter_mark(session: Session, school: SmallSchool, lesson: Lesson) -> None:
    column_id = session.scalars(select(LessonColumn.id).where(LessonColumn.lesson_id == lesson.id)).one()
    set_cell(
        session,
        actor=actor_of(session, school.teacher_a),
        lesson_id=lesson.id,
        column_id=column_id,
        write=CellWrite(school.pupils_a[0].id, "4", saw=CellValue()),
    )


def give_lesson_grant(session: Session, school: SmallSchool, lesson: Lesson) -> int:
    grant = Grant(
        person_id=school.administrator.id,
        decided_by=school.director.id,
        reason="урок не состоялся",
        granted_at=FRIDAY,
        deadline=FRIDAY + timedelta(hours=1),
    )
    session.add(grant)
    session.flush()
    session.add(GrantCell(grant_id=grant.id, lesson_id=lesson.id))
    session.flush()
    return grant.id


def offered(session: Session, school: SmallSchool) -> list[int]:
    course_id = school.course_a.id
    shares = list_shares(list_taken(session, course_id))
    return [share.plan_item_id for share in offer_topics(list_plan_items(session, course_id), shares)]


def test_a_cancelled_lesson_stays_in_the_history_and_leaves_the_rest(
    session: Session, school: SmallSchool, administrator: Actor, lesson: Lesson
) -> None:
    pupil_id, monday = school.pupils_a[0].id, TODAY - timedelta(days=4)
    cancel_lesson(session, actor=administrator, lesson_id=lesson.id, reason=WHY)
    assert session.get(Lesson, lesson.id) is lesson
    assert lesson.cancelled_at == FRIDAY
    columns = list_column_rows(session, school.course_a.id, TODAY, TODAY)
    diary = [row for row in list_lessons(session, pupil_id, monday) if row.held_on == TODAY]
    assert (columns, diary) == ([], [])
    (change,) = list_changes(session, year_id=school.year.id, limit=10)
    assert (change.kind, change.before, change.after) == (
        "lesson-cancelled",
        "20.11.2026, 1 урок",
        "отменён",
    )
    assert (change.reason, change.actor_name) == (WHY, school.administrator.full_name)
    with pytest.raises(LessonCancelled):
        enter_mark(session, school, lesson)


def test_what_a_cancelled_lesson_took_is_offered_to_the_next(
    session: Session, school: SmallSchool, administrator: Actor, lesson: Lesson, items: list[PlanItem]
) -> None:
    """The plan's topics move on by one lesson, and back when it is restored."""
    teacher = actor_of(session, school.teacher_a)
    for one in (school.lesson_on(TODAY - timedelta(days=1)), lesson):
        write = TopicWrite(TopicValue("", (items[0].id,)), saw="")
        save_topic(session, actor=teacher, lesson_id=one.id, write=write)
    assert offered(session, school) == [items[1].id, items[2].id]
    cancel_lesson(session, actor=administrator, lesson_id=lesson.id, reason=WHY)
    assert offered(session, school) == [items[0].id]
    restore_lesson(session, actor=administrator, lesson_id=lesson.id, reason="ошибка")
    assert offered(session, school) == [items[1].id, items[2].id]
    assert lesson.topic == "Сложение дробей"


def test_a_lesson_with_entries_took_place(
    session: Session, school: SmallSchool, administrator: Actor, lesson: Lesson
) -> None:
    enter_mark(session, school, lesson)
    with pytest.raises(LessonHolds) as refused:
        cancel_lesson(session, actor=administrator, lesson_id=lesson.id, reason=WHY)
    assert refused.value.entries == 1
    assert lesson.cancelled_at is None


def test_a_locked_lesson_is_cancelled_under_a_grant_only(
    session: Session, school: SmallSchool, administrator: Actor
) -> None:
    lesson = school.lesson_on(LOCKED_DAY)
    for change in (cancel_lesson, restore_lesson):
        with pytest.raises(Locked):
            change(session, actor=administrator, lesson_id=lesson.id, reason=WHY)
        grant_id = give_lesson_grant(session, school, lesson)
        change(session, actor=administrator, lesson_id=lesson.id, reason=WHY)
        last = session.scalars(select(Amendment).order_by(Amendment.id.desc()).limit(1)).one()
        assert (last.lesson_id, last.grant_id) == (lesson.id, grant_id)
        session.get_one(Grant, grant_id).ended_at = FRIDAY
        session.flush()


def test_a_cancellation_wants_a_reason_and_the_right(
    session: Session, school: SmallSchool, administrator: Actor, lesson: Lesson
) -> None:
    with pytest.raises(Empty):
        cancel_lesson(session, actor=administrator, lesson_id=lesson.id, reason="  ")
    for person in (school.teacher_a, school.director, school.deputy, school.parent_a):
        with pytest.raises(Forbidden):
            cancel_lesson(session, actor=actor_of(session, person), lesson_id=lesson.id, reason=WHY)
    with pytest.raises(LessonStands):
        restore_lesson(session, actor=administrator, lesson_id=lesson.id, reason=WHY)


def test_a_restored_lesson_needs_its_hour(
    session: Session, school: SmallSchool, administrator: Actor, lesson: Lesson
) -> None:
    cancel_lesson(session, actor=administrator, lesson_id=lesson.id, reason=WHY)
    make_lesson(session, school.course_c, TODAY, lesson.number)
    with pytest.raises(SlotTaken):
        restore_lesson(session, actor=administrator, lesson_id=lesson.id, reason="ошибка")


def test_a_frosty_day_of_the_school_is_cancelled_at_once(
    session: Session, school: SmallSchool, administrator: Actor, lesson: Lesson
) -> None:
    enter_mark(session, school, lesson)
    outcome = cancel_days(session, actor=administrator, days=Days(TODAY, MONDAY), reason=WHY)
    assert outcome.changed == 3
    ((left, error),) = outcome.left
    assert (left, type(error)) == (lesson, LessonHolds)
    shown = list_day_lessons(session, year_id=school.year.id, on=MONDAY, class_id=None)
    assert all(row.lesson.cancelled_at for row in shown)
    assert restore_days(session, actor=administrator, days=Days(TODAY, MONDAY), reason=WHY).changed == 3


def test_a_class_in_quarantine_leaves_the_others(
    session: Session, school: SmallSchool, administrator: Actor
) -> None:
    part = CoursePart(
        course_id=school.course_c.id, class_id=school.class_b.id, starts_on=school.year.starts_on
    )
    session.add(part)
    make_lesson(session, school.course_c, MONDAY, 2)
    days = Days(MONDAY, MONDAY, school.class_a.id)
    outcome = cancel_days(session, actor=administrator, days=days, reason="карантин")
    assert outcome.changed == 1
    assert [type(error) for _lesson, error in outcome.left] == [SharedLesson]
    other = list_day_lessons(session, year_id=school.year.id, on=MONDAY, class_id=school.class_b.id)
    assert not any(row.lesson.cancelled_at for row in other)


@pytest.mark.parametrize(
    ("first", "last", "error"),
    [
        (MONDAY, TODAY, BadDays),
        (TODAY, TODAY + timedelta(days=31), BadDays),
        (date(2026, 11, 22), date(2026, 11, 22), NoLessons),
    ],
)
def test_impossible_days_are_refused(
    session: Session, administrator: Actor, first: date, last: date, error: type[JournalError]
) -> None:
    with pytest.raises(error):
        cancel_days(session, actor=administrator, days=Days(first, last), reason=WHY)


def test_a_moved_lesson_keeps_what_stands_in_it(
    session: Session, school: SmallSchool, lesson: Lesson, move: Callable[..., Lesson]
) -> None:
    enter_mark(session, school, lesson)
    move(date(2026, 11, 21), 3)  # a Saturday
    assert (lesson.held_on, lesson.number) == (date(2026, 11, 21), 3)
    (change,) = list_changes(session, year_id=school.year.id, limit=10)
    assert (change.before, change.after, change.reason) == ("20.11.2026, 1 урок", "21.11.2026, 3 урок", WHY)
    (cell,) = list_column_rows(session, school.course_a.id, date(2026, 11, 21), date(2026, 11, 21))
    assert cell.lesson_id == lesson.id


@pytest.mark.parametrize(
    ("on", "number", "error"),
    [
        (date(2026, 11, 22), 1, NoSchoolDay),  # a Sunday
        (date(2027, 1, 4), 1, NoSchoolDay),
        (date(2027, 2, 23), 1, NoSchoolDay),  # Defender of the Fatherland Day
        (date(2027, 9, 1), 1, OutsideYear),
        (date(2026, 10, 20), 1, Locked),
        (date(2027, 1, 12), 1, OtherPeriod),
        (MONDAY, 1, SlotTaken),
        (MONDAY, 15, BadNumber),
        (date(2026, 11, 5), 2, Locked),
    ],
)
def test_where_a_lesson_can_not_go(
    move: Callable[..., Lesson], lesson: Lesson, on: date, number: int, error: type[JournalError]
) -> None:
    with pytest.raises(error):
        move(on, number)
    assert (lesson.held_on, lesson.number) == (TODAY, 1)


def test_an_entry_stays_on_the_roster_and_near(
    session: Session, school: SmallSchool, lesson: Lesson, move: Callable[..., Lesson]
) -> None:
    enter_mark(session, school, lesson)
    with pytest.raises(TooFarAhead):
        move(TODAY + timedelta(days=14), 2)
    stay = session.scalars(select(Enrolment).where(Enrolment.pupil_id == school.pupils_a[0].id)).one()
    stay.ends_on = TODAY
    session.flush()
    with pytest.raises(NotOnRoster):
        move(MONDAY, 2)


def test_a_recorded_closing_never_reopens_by_a_move(
    session: Session,
    school: SmallSchool,
    clock: time_machine.Traveller,
    lesson: Lesson,
    move: Callable[..., Lesson],
) -> None:
    """No scheduler ever ran: the move itself records what has closed, and a grant moves it closed."""
    locked = school.lesson_on(LOCKED_DAY)
    with pytest.raises(Locked):
        move(TODAY, 5, locked.id)
    assert session.get(LessonClosing, locked.id) is not None
    give_lesson_grant(session, school, locked)
    move(TODAY, 5, locked.id)
    assert locked.held_on == TODAY
    clock.shift(timedelta(hours=2))
    teacher = actor_of(session, school.teacher_a)
    late = HomeworkWrite(HomeworkValue("§ 1"))  # a missing one may still be filled in
    save_homework(session, actor=teacher, lesson_id=locked.id, write=late)
    other = HomeworkWrite(HomeworkValue("§ 2"), saw=HomeworkValue("§ 1"), reason=WHY)
    with pytest.raises(Locked):
        save_homework(session, actor=teacher, lesson_id=locked.id, write=other)
