"""Columns: the first stays, one with marks isn't deleted, all are locked with their lesson (R-CELL)."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.errors import BadWeight, ColumnInUse, Forbidden, Locked, NeedsReason, NotFound, NotRussian
from journal.lessons.columns import ColumnValue, add_column, change_column, delete_column
from journal.models import Amendment, Lesson, LessonColumn, Mark, WorkType
from journal.permissions.actor import Actor
from tests.factories import SmallSchool, actor_of, make_year


@pytest.fixture
def today(school: SmallSchool) -> Lesson:
    return school.lesson_on(school.today)


@pytest.fixture
def actor(session: Session, school: SmallSchool) -> Actor:
    return actor_of(session, school.teacher_a)


@pytest.fixture
def written_work(session: Session, school: SmallSchool) -> WorkType:
    """«контрольная», weight 4."""
    query = select(WorkType).where(
        WorkType.year_id == school.year.id, WorkType.name.startswith("контрольная")
    )
    return session.scalars(query).one()


def first_column(session: Session, lesson: Lesson) -> LessonColumn:
    query = select(LessonColumn).where(LessonColumn.lesson_id == lesson.id, LessonColumn.position == 1)
    return session.scalars(query).one()


def test_a_column_takes_the_weight_of_its_work_type_and_keeps_it(
    session: Session, today: Lesson, actor: Actor, written_work: WorkType
) -> None:
    value = ColumnValue(written_work.id, title="Контрольная работа № 1")
    column = add_column(session, actor=actor, lesson_id=today.id, value=value)
    written_work.weight = Decimal(5)
    session.flush()
    assert (column.position, column.weight) == (2, Decimal(4))
    amendment = session.scalars(select(Amendment)).one()
    assert (amendment.kind, amendment.column_id) == ("column", column.id)
    assert amendment.after == f"{written_work.name} · вес 4 · Контрольная работа № 1"


def test_a_column_has_a_weight_of_its_own(
    session: Session, today: Lesson, actor: Actor, written_work: WorkType
) -> None:
    column = add_column(
        session, actor=actor, lesson_id=today.id, value=ColumnValue(written_work.id, Decimal("1.5"))
    )
    assert column.weight == Decimal("1.5")
    with pytest.raises(BadWeight):
        add_column(session, actor=actor, lesson_id=today.id, value=ColumnValue(written_work.id, Decimal(0)))


def test_the_work_type_of_the_first_column_may_change(
    session: Session, today: Lesson, actor: Actor, written_work: WorkType
) -> None:
    column = first_column(session, today)
    for _ in range(2):
        change_column(
            session, actor=actor, lesson_id=today.id, column_id=column.id, value=ColumnValue(written_work.id)
        )
    assert (column.work_type_id, column.weight) == (written_work.id, Decimal(4))
    assert len(session.scalars(select(Amendment)).all()) == 1


def test_a_column_with_marks_is_changed_for_a_reason_and_never_deleted(
    session: Session,
    clock: time_machine.Traveller,
    school: SmallSchool,
    today: Lesson,
    actor: Actor,
    written_work: WorkType,
) -> None:
    column = add_column(session, actor=actor, lesson_id=today.id, value=ColumnValue(written_work.id))
    session.add(Mark(column_id=column.id, pupil_id=school.pupils_a[0].id, value=5))
    session.flush()
    clock.shift(timedelta(days=1))
    wanted = ColumnValue(written_work.id, Decimal(2))
    place = {"lesson_id": today.id, "column_id": column.id}
    with pytest.raises(NeedsReason):
        change_column(session, actor=actor, value=wanted, **place)
    change_column(session, actor=actor, value=wanted, reason="ошибка при вводе", **place)
    with pytest.raises(ColumnInUse) as caught:
        delete_column(session, actor=actor, **place)
    assert not caught.value.is_first


def test_the_first_column_is_never_deleted(session: Session, today: Lesson, actor: Actor) -> None:
    with pytest.raises(ColumnInUse) as caught:
        delete_column(session, actor=actor, lesson_id=today.id, column_id=first_column(session, today).id)
    assert caught.value.is_first


def test_an_empty_column_is_deleted(
    session: Session, today: Lesson, actor: Actor, written_work: WorkType
) -> None:
    column = add_column(session, actor=actor, lesson_id=today.id, value=ColumnValue(written_work.id))
    delete_column(session, actor=actor, lesson_id=today.id, column_id=column.id)
    assert session.scalars(select(LessonColumn.position).where(LessonColumn.lesson_id == today.id)).all() == [
        1
    ]
    assert session.scalars(select(Amendment.after).order_by(Amendment.id)).all()[-1] == ""


def test_columns_are_locked_with_their_lesson(
    session: Session, clock: time_machine.Traveller, today: Lesson, actor: Actor, written_work: WorkType
) -> None:
    column = add_column(session, actor=actor, lesson_id=today.id, value=ColumnValue(written_work.id))
    clock.shift(timedelta(days=15))
    place = {"lesson_id": today.id, "column_id": column.id}
    with pytest.raises(Locked):
        add_column(session, actor=actor, lesson_id=today.id, value=ColumnValue(written_work.id))
    with pytest.raises(Locked):
        change_column(session, actor=actor, value=ColumnValue(written_work.id, Decimal(1)), **place)
    with pytest.raises(Locked):
        delete_column(session, actor=actor, **place)


def test_foreign_things_are_unknown(
    session: Session, school: SmallSchool, today: Lesson, actor: Actor, written_work: WorkType
) -> None:
    other_year = make_year(session, school.year.starts_on.replace(year=2030))
    foreign_type = session.scalars(select(WorkType).where(WorkType.year_id == other_year.id)).first()
    assert foreign_type is not None
    with pytest.raises(NotFound):
        add_column(session, actor=actor, lesson_id=today.id, value=ColumnValue(foreign_type.id))
    foreign = first_column(session, school.lessons_b[0])
    with pytest.raises(NotFound):
        delete_column(session, actor=actor, lesson_id=today.id, column_id=foreign.id)
    with pytest.raises(NotFound):
        add_column(session, actor=actor, lesson_id=school.lessons_b[0].id, value=ColumnValue(written_work.id))
    director = actor_of(session, school.director)
    with pytest.raises(Forbidden):
        add_column(session, actor=director, lesson_id=today.id, value=ColumnValue(written_work.id))


def test_the_title_is_russian(session: Session, today: Lesson, actor: Actor, written_work: WorkType) -> None:
    with pytest.raises(NotRussian):
        add_column(
            session, actor=actor, lesson_id=today.id, value=ColumnValue(written_work.id, title="Test 1")
        )
