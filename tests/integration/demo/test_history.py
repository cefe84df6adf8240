"""The demo school's history is chained like any other, and agrees with what stands in the cells."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.amendments.canonical import FIELDS, GENESIS, canonical_form, link_hash, text_digest
from journal.amendments.verify import verify_history
from journal.courses.roster import find_stay
from journal.models import (
    Amendment,
    AmendmentText,
    Attendance,
    Chain,
    ChainLink,
    Course,
    CoursePart,
    Lesson,
    LessonColumn,
    Mark,
    SchoolClass,
)

pytestmark = pytest.mark.xdist_group("demo")  # the demo school is built once, not by every worker


def test_every_chain_can_be_recalculated(demo: Session) -> None:
    chains = demo.scalars(select(Chain)).all()
    assert len(chains) == 1 + len(demo.scalars(select(SchoolClass.id)).all())
    for chain in chains:
        previous, number = GENESIS, 0
        rows = demo.execute(
            select(ChainLink, Amendment)
            .join(Amendment, Amendment.id == ChainLink.amendment_id)
            .where(ChainLink.chain_id == chain.id)
            .order_by(ChainLink.number)
        )
        for link, amendment in rows:
            number += 1
            fields = {name: getattr(amendment, name) for name in FIELDS}
            digest = link_hash(chain.id, number, previous, canonical_form(amendment.made_at, fields))
            assert (link.number, link.previous, link.hash) == (number, previous, digest)
            previous = digest
        assert (chain.head_number, chain.head_hash) == (number, previous)


def test_the_programs_own_check_finds_nothing_wrong(demo: Session) -> None:
    report = verify_history(demo)
    assert report.troubles == []
    assert report.texts > 1_000


def test_all_of_it_says_that_it_is_the_demo(demo: Session) -> None:
    assert set(demo.scalars(select(Amendment.source))) == {"demo"}


def test_every_mark_is_the_last_thing_its_history_says(demo: Session) -> None:
    history: dict[tuple[int | None, int | None], str] = {}
    for amendment in demo.scalars(select(Amendment).where(Amendment.kind == "mark").order_by(Amendment.id)):
        assert amendment.before == history.get((amendment.column_id, amendment.pupil_id), "")
        history[amendment.column_id, amendment.pupil_id] = amendment.after
    marks = {(mark.column_id, mark.pupil_id): str(mark.value) for mark in demo.scalars(select(Mark))}
    assert history == marks


def test_every_absence_is_the_last_thing_its_history_says(demo: Session) -> None:
    history: dict[tuple[int | None, int | None], str] = {}
    entries = select(Amendment).where(Amendment.kind == "attendance").order_by(Amendment.id)
    for amendment in demo.scalars(entries):
        assert amendment.before == history.get((amendment.lesson_id, amendment.pupil_id), "")
        history[amendment.lesson_id, amendment.pupil_id] = amendment.after
    codes = {(row.lesson_id, row.pupil_id): row.code for row in demo.scalars(select(Attendance))}
    assert history == codes


def test_a_pupils_cell_links_to_the_class_of_that_day(demo: Session) -> None:
    rows = demo.execute(
        select(Amendment, Lesson, Chain.class_id)
        .join(Lesson, Lesson.id == Amendment.lesson_id)
        .join(ChainLink, ChainLink.amendment_id == Amendment.id)
        .join(Chain, Chain.id == ChainLink.chain_id)
        .where(Amendment.pupil_id.is_not(None), Amendment.id % 97 == 0)
    ).all()
    assert len(rows) > 100
    for amendment, lesson, class_id in rows:
        assert amendment.pupil_id is not None
        stay = find_stay(demo, course_id=lesson.course_id, pupil_id=amendment.pupil_id, on=lesson.held_on)
        assert stay is not None
        assert stay.class_id == class_id


def test_a_joint_courses_topics_link_to_all_its_classes(demo: Session) -> None:
    joint = select(CoursePart.course_id).group_by(CoursePart.course_id).having(func.count() > 1)
    links = demo.execute(
        select(Amendment.id, func.count())
        .join(ChainLink, ChainLink.amendment_id == Amendment.id)
        .where(Amendment.kind == "topic", Amendment.course_id.in_(joint))
        .group_by(Amendment.id)
    ).all()
    assert links
    assert {number for _, number in links} == {2}


def test_topics_and_columns_carry_their_texts(demo: Session) -> None:
    lesson, amendment = demo.execute(
        select(Lesson, Amendment)
        .join(Amendment, Amendment.lesson_id == Lesson.id)
        .join(Course, Course.id == Lesson.course_id)
        .where(Amendment.kind == "topic")
        .limit(1)
    ).one()
    kept = demo.get_one(AmendmentText, amendment.after)
    assert kept.salt is not None
    assert kept.content is not None
    assert kept.content.startswith(lesson.topic)
    assert text_digest(kept.salt, kept.content) == amendment.after
    columns = set(demo.scalars(select(LessonColumn.id)))
    assert {c for c in demo.scalars(select(Amendment.column_id)) if c} <= columns
