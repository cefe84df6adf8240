"""The next year from the council's decisions; a second time nothing is new (R-CLOSED)."""

from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.errors import Forbidden
from journal.models import (
    AcademicYear,
    Base,
    CouncilDecision,
    Enrolment,
    Period,
    Person,
    SchoolClass,
    Tutorship,
    WorkType,
)
from journal.sealing.errors import Undecided
from journal.sealing.promotion import Promotion, preview_promotion, promote_school
from tests.factories import FRIDAY, SmallSchool, actor_of, make_school


@pytest.fixture(autouse=True)
def moment() -> Iterator[None]:
    with time_machine.travel(FRIDAY, tick=False):
        yield


@pytest.fixture
def school(session: Session) -> SmallSchool:
    """Everybody of 5А is promoted but the last, who stays; of 5Б one leaves."""
    school = make_school(session)
    decide(session, school, school.pupils_a[:-1], "promoted")
    decide(session, school, school.pupils_a[-1:], "second-year")
    decide(session, school, school.pupils_b[:1], "graduated")
    decide(session, school, school.pupils_b[1:], "conditionally")
    return school


def decide(session: Session, school: SmallSchool, pupils: list[Person], kind: str) -> None:
    session.add_all(
        CouncilDecision(year_id=school.year.id, pupil_id=pupil.id, kind=kind, number="5") for pupil in pupils
    )
    session.flush()


def promote(session: Session, school: SmallSchool) -> Promotion:
    return promote_school(session, actor=actor_of(session, school.administrator), year_id=school.year.id)


def count_rows(session: Session) -> dict[str, int]:
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


def test_the_next_year(session: Session, school: SmallSchool) -> None:
    made = promote(session, school)
    assert (made.classes, made.pupils) == (3, 6)
    assert made.year.starts_on.year == school.year.starts_on.year + 1
    rosters = {
        school_class.name: set(
            session.scalars(select(Enrolment.pupil_id).where(Enrolment.class_id == school_class.id))
        )
        for school_class in session.scalars(select(SchoolClass).where(SchoolClass.year_id == made.year.id))
    }
    assert rosters == {
        "5А": {school.pupils_a[-1].id},
        "6А": {pupil.id for pupil in school.pupils_a[:-1]},
        "6Б": {pupil.id for pupil in school.pupils_b[1:]},
    }
    tutors = session.execute(
        select(SchoolClass.parallel, SchoolClass.letter, Tutorship.person_id)
        .join(Tutorship, Tutorship.class_id == SchoolClass.id)
        .where(SchoolClass.year_id == made.year.id)
        .order_by(SchoolClass.letter)
    ).all()
    assert [tuple(row) for row in tutors] == [(6, "А", school.teacher_a.id), (6, "Б", school.teacher_b.id)]


def test_the_set_up_is_copied(session: Session, school: SmallSchool) -> None:
    school.year.lock_days, school.year.school_week = 10, 6
    following = promote(session, school).year
    assert (following.lock_days, following.school_week) == (10, 6)
    for model in (WorkType, Period):
        counts = [
            session.scalar(select(func.count()).select_from(model).where(model.year_id == year.id))
            for year in (school.year, following)
        ]
        assert counts[0] == counts[1]


def test_nobody_is_in_two_classes_on_a_day(session: Session, school: SmallSchool) -> None:
    following = promote(session, school).year
    former = session.scalars(
        select(Enrolment.ends_on)
        .join(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .where(SchoolClass.year_id == school.year.id)
    ).all()
    assert all(last is not None and last < following.starts_on for last in former)


def test_a_second_time_nothing_is_new(session: Session, school: SmallSchool) -> None:
    promote(session, school)
    rows = count_rows(session)
    again = promote(session, school)
    assert (again.classes, again.pupils) == (0, 0)
    assert count_rows(session) == rows
    assert session.scalar(select(func.count()).select_from(AcademicYear)) == 2


def test_everybody_needs_a_decision(session: Session, school: SmallSchool) -> None:
    session.delete(session.scalars(select(CouncilDecision).limit(1)).one())
    session.flush()
    rows = count_rows(session)
    assert preview_promotion(session, school.year.id).undecided == {"5А": 1}
    with pytest.raises(Undecided):
        promote(session, school)
    assert count_rows(session) == rows


def test_who_may(session: Session, school: SmallSchool) -> None:
    with pytest.raises(Forbidden):
        promote_school(session, actor=actor_of(session, school.teacher_a), year_id=school.year.id)
