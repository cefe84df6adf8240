"""The one way in for topics (R-TOPIC, R-SAMEDAY, R-RUSSIAN, R-AMEND)."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock as time
from journal.amendments.chain import link_amendments
from journal.errors import (
    Conflict,
    Forbidden,
    LessonCancelled,
    Locked,
    NeedsReason,
    NotFound,
    NotRussian,
    TooLong,
)
from journal.lessons.services import TopicValue, TopicWrite, save_topic
from journal.models import (
    Amendment,
    AmendmentText,
    Chain,
    ChainLink,
    Grant,
    GrantCell,
    Lesson,
    LessonTopic,
    PlanItem,
)
from journal.plans.queries import list_plan_items, list_shares, list_taken
from journal.plans.rules import offer_topics
from tests.factories import SmallSchool, actor_of

Save = Callable[..., TopicValue]


@pytest.fixture
def today(school: SmallSchool) -> Lesson:
    return school.lesson_on(school.today)


@pytest.fixture
def save(session: Session, school: SmallSchool, today: Lesson) -> Save:
    """Save a topic of today's lesson as its teacher, unless told otherwise."""

    def save_it(text: str, *ids: int, saw: str = "", reason: str = "", **given: object) -> TopicValue:
        lesson = given.get("lesson", today)
        who = given.get("who", school.teacher_a)
        write = TopicWrite(TopicValue(text, ids), saw=saw, reason=reason)
        return save_topic(session, actor=actor_of(session, who), lesson_id=lesson.id, write=write)  # type: ignore[arg-type, attr-defined]

    return save_it


def list_changes(session: Session) -> list[tuple[str, str]]:
    """The texts of all changes so far, before and after."""
    texts = {row.digest: row.content for row in session.scalars(select(AmendmentText))}
    rows = session.scalars(select(Amendment).where(Amendment.kind == "topic").order_by(Amendment.id))
    return [(texts.get(row.before, ""), texts.get(row.after, "")) for row in rows]


def offer(session: Session, lesson: Lesson) -> list[tuple[int, Decimal]]:
    """What the plan offers a lesson, as positions and hours."""
    items = list_plan_items(session, lesson.course_id)
    given = list_shares(list_taken(session, lesson.course_id), except_lesson=lesson.id)
    positions = {item.id: item.position for item in items}
    return [(positions[share.plan_item_id], share.hours) for share in offer_topics(items, given)]


def test_a_free_topic_is_saved_with_its_amendment(session: Session, today: Lesson, save: Save) -> None:
    assert save("  Сложение   дробей ") == TopicValue("Сложение дробей")
    assert today.topic == "Сложение дробей"
    assert today.topic_saved_at == time.now()
    assert list_changes(session) == [("", "Сложение дробей")]


def test_topics_follow_the_order_of_the_plan(
    session: Session, school: SmallSchool, save: Save, items: list[PlanItem]
) -> None:
    """2 h span two lessons, two of half an hour share one; dates play no part."""
    days = [lesson for lesson in school.lessons_a if lesson.held_on <= school.today][-4:]
    offers = []
    for lesson in reversed(days):
        offered = offer(session, lesson)
        offers.append(offered)
        save("", *(items[position - 1].id for position, _ in offered), lesson=lesson)
    one, half = Decimal(1), Decimal("0.5")
    assert offers == [[(1, one)], [(1, one)], [(2, half), (3, half)], [(4, one)]]
    assert [lesson.topic for lesson in reversed(days)] == [
        "Сложение дробей",
        "Сложение дробей",
        "Доли. Проценты",
        "Контрольная работа № 1",
    ]


def test_accepting_keeps_the_items_and_their_hours(
    session: Session, today: Lesson, save: Save, items: list[PlanItem]
) -> None:
    assert save("", items[2].id, items[1].id) == TopicValue("Доли. Проценты", (items[1].id, items[2].id))
    rows = session.execute(
        select(LessonTopic.plan_item_id, LessonTopic.hours).order_by(LessonTopic.plan_item_id)
    )
    assert [tuple(row) for row in rows] == [(items[1].id, Decimal("0.5")), (items[2].id, Decimal("0.5"))]
    assert list_changes(session) == [("", "Доли. Проценты (КТП № 2, 3)")]


def test_repeating_a_write_changes_nothing(session: Session, save: Save, items: list[PlanItem]) -> None:
    for _ in range(4):
        save("", items[0].id)
    assert len(list_changes(session)) == 1


def test_rewording_keeps_the_plan_item(
    session: Session, today: Lesson, save: Save, items: list[PlanItem]
) -> None:
    save("", items[0].id)
    save("Сложение дробей. Практическая работа", items[0].id, saw="Сложение дробей")
    assert session.scalars(select(LessonTopic.plan_item_id)).all() == [items[0].id]


def test_clearing_a_topic_gives_its_hours_back(
    session: Session, today: Lesson, save: Save, items: list[PlanItem]
) -> None:
    save("", items[0].id)
    assert save("", saw="Сложение дробей") == TopicValue()
    assert today.topic_saved_at is None
    assert session.scalars(select(LessonTopic)).all() == []


def test_a_cancelled_lesson_gives_its_topic_to_the_next(
    session: Session, school: SmallSchool, today: Lesson, save: Save, items: list[PlanItem]
) -> None:
    save("", items[0].id)
    today.cancelled_at = time.now()
    session.flush()
    assert list_taken(session, today.course_id) == []
    with pytest.raises(LessonCancelled):
        save("Другая тема", saw="Сложение дробей")


def test_two_writers_see_both_versions(session: Session, today: Lesson, save: Save) -> None:
    save("Дроби")
    with pytest.raises(Conflict) as caught:
        save("Проценты", saw="")
    assert caught.value.now == {"topic": "Дроби", "plan_item_ids": []}
    assert caught.value.by == "Иванова Мария Петровна"
    assert today.topic == "Дроби"
    assert save("Проценты", saw="Дроби").text == "Проценты"


@pytest.mark.parametrize(
    ("text", "error"), [("Past Simple", NotRussian), ("я" * 65536, TooLong), ("п" * 501, TooLong)]
)
def test_a_bad_text_changes_nothing(
    session: Session, today: Lesson, save: Save, text: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        save(text)
    assert today.topic == ""
    assert list_changes(session) == []


def test_the_first_topic_needs_no_reason_a_later_change_does(
    session: Session, clock: time_machine.Traveller, today: Lesson, save: Save
) -> None:
    clock.shift(timedelta(days=2))
    save("Дроби")
    with pytest.raises(NeedsReason):
        save("Проценты", saw="Дроби")
    save("Проценты", saw="Дроби", reason="ошибка при вводе")
    assert list_changes(session) == [("", "Дроби"), ("Дроби", "Проценты")]


def test_after_the_lock_only_a_missing_topic_is_filled_in(
    clock: time_machine.Traveller, today: Lesson, save: Save
) -> None:
    clock.shift(timedelta(days=15))
    assert save("Дроби").text == "Дроби"
    with pytest.raises(Locked):
        save("Проценты", saw="Дроби", reason="ошибка при вводе")
    assert today.topic == "Дроби"


def test_a_grant_opens_a_saved_topic_and_is_cited(
    session: Session, clock: time_machine.Traveller, school: SmallSchool, today: Lesson, save: Save
) -> None:
    save("Дроби")
    clock.shift(timedelta(days=15))
    grant = Grant(
        person_id=school.teacher_a.id,
        decided_by=school.director.id,
        reason="ошибка в теме",
        granted_at=time.now(),
        deadline=time.now() + timedelta(days=1),
    )
    session.add(grant)
    session.flush()
    session.add(GrantCell(grant_id=grant.id, lesson_id=today.id))
    session.flush()
    with pytest.raises(NeedsReason):
        save("Проценты", saw="Дроби")
    save("Проценты", saw="Дроби", reason="ошибка в теме")
    assert session.scalars(select(Amendment.grant_id).order_by(Amendment.id)).all() == [None, grant.id]


def test_only_the_teacher_writes(session: Session, school: SmallSchool, today: Lesson, save: Save) -> None:
    for who in (school.administrator, school.director, school.many_hats):
        with pytest.raises(Forbidden):
            save("Дроби", who=who)
    for who in (school.teacher_b, school.parent_a, school.pupils_a[0]):
        with pytest.raises(NotFound):
            save("Дроби", who=who)
    assert today.topic == ""


def test_a_topic_of_another_plan_is_unknown(save: Save, items: list[PlanItem]) -> None:
    with pytest.raises(NotFound):
        save("Дроби", items[-1].id + 1000)


def test_a_topic_is_linked_to_the_chain_of_its_class(
    session: Session, school: SmallSchool, save: Save
) -> None:
    save("Дроби")
    link_amendments(session)
    chains = session.scalars(select(Chain.class_id).join(ChainLink, ChainLink.chain_id == Chain.id)).all()
    assert chains == [school.class_a.id]
