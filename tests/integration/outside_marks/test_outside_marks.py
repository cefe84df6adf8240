"""Marks of another organisation: entered by the administrator, counted in the mean (R-NEWCOMER)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.diary.marks import list_periods, list_subject_marks
from journal.entries.queries import get_column_place
from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, set_cell
from journal.entries.sheet import get_sheet
from journal.entries.sheet_rows import get_course_rows
from journal.entries.summaries import summarise_pupils
from journal.errors import Empty, Forbidden, JournalError, Locked, NotFound, NotRussian, TooFarAhead
from journal.finals.proposals import list_proposals
from journal.forecast.queries import list_group_marks, list_pupil_marks
from journal.locks.services import make_attempt
from journal.models import (
    Amendment,
    Grant,
    GrantCell,
    LessonColumn,
    OutsideMark,
    OutsideReport,
    Period,
)
from journal.outside_marks.errors import BadReport
from journal.outside_marks.services import MarkValue, ReportValue, add_report, remove_mark
from journal.permissions.actor import Actor
from tests.factories import FRIDAY, SmallSchool, actor_of, make_school

# After the second quarter's final marks were locked (7 January).
LATER = datetime(2027, 1, 11, 7, 0, tzinfo=UTC)


@pytest.fixture
def school(session: Session) -> SmallSchool:
    with time_machine.travel(FRIDAY, tick=False):
        return make_school(session)


@pytest.fixture
def administrator(session: Session, school: SmallSchool) -> Actor:
    return actor_of(session, school.administrator)


@pytest.fixture
def report(school: SmallSchool) -> ReportValue:
    """«5» and «4» in mathematics, the second of weight 3, in the present quarter."""
    subject_id, period_id = school.course_a.subject_id, school.quarter.id
    marks = [MarkValue(subject_id, period_id, 5), MarkValue(subject_id, period_id, 4, Decimal(3))]
    return ReportValue("newcomer", "МБОУ СОШ № 3 г. Тюмени", "12", date(2026, 11, 18), marks)


def enter(
    session: Session,
    school: SmallSchool,
    actor: Actor,
    report: ReportValue,
    moment: datetime = FRIDAY,
) -> OutsideReport:
    with time_machine.travel(moment, tick=False):
        return add_report(
            session, actor=actor, pupil_id=school.pupils_a[0].id, year=school.year, value=report
        )


def test_they_count_with_their_weight_wherever_a_mean_stands(
    session: Session, school: SmallSchool, administrator: Actor, report: ReportValue
) -> None:
    """Sheet, proposal, forecast and diary: (5 + 4·3 + 2) / 5 = 3.80."""
    enter(session, school, administrator, report)
    pupil_id, quarter, subject_id = school.pupils_a[0].id, school.quarter, school.course_a.subject_id
    lesson = school.lesson_on(school.today)
    column = session.scalars(select(LessonColumn).where(LessonColumn.lesson_id == lesson.id)).one()
    with time_machine.travel(FRIDAY, tick=False):
        teacher = actor_of(session, school.teacher_a)
        write = CellWrite(pupil_id, "2", saw=CellValue())
        set_cell(session, actor=teacher, lesson_id=lesson.id, column_id=column.id, write=write)
        place = get_column_place(session, lesson_id=lesson.id, column_id=column.id)
        summary = summarise_pupils(session, place=place, pupil_ids=[pupil_id])[pupil_id]
        about = get_course_rows(session, school.course_a.id)
        sheet = get_sheet(
            session,
            about=about,
            starts_on=quarter.starts_on,
            ends_on=quarter.ends_on,
            attempt=make_attempt(session, teacher),
        )
    assert summary.mean == Decimal("3.80")
    row = next(row for row in sheet.rows if row.pupil_id == pupil_id)
    assert row.summary.mean == Decimal("3.80")
    assert [given.value for given in row.outside] == [5, 4]
    assert not any(other.outside for other in sheet.rows if other is not row)
    proposals = list_proposals(session, quarter, school.year, pupil_ids=[pupil_id], subject_ids=[subject_id])
    assert (proposals[pupil_id, subject_id].mean, proposals[pupil_id, subject_id].count) == (
        Decimal("3.80"),
        3,
    )
    (marks,) = list_pupil_marks(session, pupil_id, quarter).values()
    group = list_group_marks(session, subject_id, [pupil_id], quarter)[pupil_id]
    assert [one.value for one in marks] == [one.value for one in group] == [5, 4, 2]
    (line,) = [
        one
        for one in list_subject_marks(
            session, pupil_id, quarter, list_periods(session, pupil_id, school.today)
        )
        if one.marks
    ]
    assert [(one.value, bool(one.paper)) for one in line.marks] == [(5, True), (4, True), (2, False)]
    assert line.mean == Decimal("3.80")


def test_they_count_in_their_own_period_only(
    session: Session, school: SmallSchool, administrator: Actor, report: ReportValue
) -> None:
    enter(session, school, administrator, report)
    first = session.scalars(select(Period).where(Period.kind == "quarter", Period.number == 1)).one()
    assert list_pupil_marks(session, school.pupils_a[0].id, first) == {}


def test_each_mark_is_in_the_history_with_its_paper(
    session: Session, school: SmallSchool, administrator: Actor, report: ReportValue
) -> None:
    enter(session, school, administrator, report)
    kept = session.scalars(select(Amendment).where(Amendment.kind == "outside-mark")).all()
    assert [(one.before, one.after, one.source) for one in kept] == [
        ("", "5 · вес 1 · МБОУ СОШ № 3 г. Тюмени · № 12 от 18.11.2026", "administrator"),
        ("", "4 · вес 3 · МБОУ СОШ № 3 г. Тюмени · № 12 от 18.11.2026", "administrator"),
    ]
    marks = session.scalars(select(OutsideMark).order_by(OutsideMark.id)).all()
    with time_machine.travel(FRIDAY, tick=False):
        with pytest.raises(Empty):
            remove_mark(session, actor=administrator, mark_id=marks[0].id, reason=" ")
        for mark in marks:
            remove_mark(session, actor=administrator, mark_id=mark.id, reason="не тот ученик")
        with pytest.raises(NotFound):
            remove_mark(session, actor=administrator, mark_id=marks[0].id, reason="не тот ученик")
    assert session.scalars(select(OutsideReport)).all() == []
    last = session.scalars(select(Amendment).order_by(Amendment.id.desc()).limit(1)).one()
    assert (last.after, last.before[:1]) == ("", "4")


def test_nobody_else_enters_them_and_no_other_mark_by_that_right(
    session: Session, school: SmallSchool, administrator: Actor, report: ReportValue
) -> None:
    for person in (school.teacher_a, school.director, school.deputy, school.secretary, school.parent_a):
        with pytest.raises(Forbidden):
            enter(session, school, actor_of(session, person), report)
    lesson = school.lesson_on(school.today)
    column = session.scalars(select(LessonColumn).where(LessonColumn.lesson_id == lesson.id)).one()
    write = CellWrite(school.pupils_a[0].id, "5", saw=CellValue())
    with time_machine.travel(FRIDAY, tick=False), pytest.raises(Forbidden):
        set_cell(session, actor=administrator, lesson_id=lesson.id, column_id=column.id, write=write)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"dated_on": date(2026, 11, 21)}, BadReport),
        ({"dated_on": date(2023, 11, 21)}, BadReport),
        ({"number": " "}, BadReport),
        ({"organisation": " "}, Empty),
        ({"organisation": "School No. 3"}, NotRussian),
        ({"marks": []}, BadReport),
        ({"marks": [MarkValue(1, 1, 6)]}, BadReport),
        ({"marks": [MarkValue(999, 1, 5)]}, BadReport),
        ({"marks": [MarkValue(1, 999, 5)]}, BadReport),
    ],
)
def test_what_a_report_can_not_say(
    session: Session,
    school: SmallSchool,
    administrator: Actor,
    report: ReportValue,
    change: dict[str, object],
    error: type[JournalError],
) -> None:
    with pytest.raises(error):
        enter(session, school, administrator, replace(report, **change))  # type: ignore[arg-type]
    session.rollback()


def test_they_are_locked_with_the_final_marks_of_their_period(
    session: Session, school: SmallSchool, administrator: Actor, report: ReportValue
) -> None:
    """R-LOCK7: on its last day they are taken, on the day after only under a grant for that final mark."""
    midnight = datetime(2027, 1, 6, 19, 0, tzinfo=UTC)
    enter(session, school, administrator, report, midnight - timedelta(seconds=1))
    with pytest.raises(Locked):
        enter(session, school, administrator, report, midnight)
    mark = session.scalars(select(OutsideMark).limit(1)).one()
    with time_machine.travel(LATER, tick=False), pytest.raises(Locked):
        remove_mark(session, actor=administrator, mark_id=mark.id, reason="ошибка")
    grant = Grant(
        person_id=school.administrator.id,
        decided_by=school.director.id,
        reason="справка пришла поздно",
        granted_at=LATER,
        deadline=LATER + timedelta(hours=1),
    )
    session.add(grant)
    session.flush()
    cell = {"pupil_id": school.pupils_a[0].id, "subject_id": school.course_a.subject_id}
    session.add(GrantCell(grant_id=grant.id, period_id=school.quarter.id, **cell))
    session.flush()
    enter(session, school, administrator, report, LATER)
    last = session.scalars(select(Amendment).order_by(Amendment.id.desc()).limit(1)).one()
    assert last.grant_id == grant.id


def test_no_marks_of_a_period_far_ahead(
    session: Session, school: SmallSchool, administrator: Actor, report: ReportValue
) -> None:
    third = session.scalars(select(Period).where(Period.kind == "quarter", Period.number == 3)).one()
    ahead = replace(report, marks=[MarkValue(school.course_a.subject_id, third.id, 5)])
    with pytest.raises(TooFarAhead):
        enter(session, school, administrator, ahead)
