"""How pages stand at a period's end, and what the day reminds of (R-PERIODEND, R-OBJECTIVE)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy.orm import Session

from journal.finals.class_finals import get_class_finals
from journal.finals.confirmations import confirm_class, confirm_course
from journal.finals.pages import (
    list_due_periods,
    list_pages,
    list_unconfirmed_classes,
)
from journal.finals.states import list_class_states, list_own_states
from journal.locks.services import make_limits
from journal.school import school_zone
from tests.factories import SmallSchool, actor_of, make_class, make_course, make_pupil
from tests.integration.finals.last_day import LAST_DAY, TODAY, type_final, type_marks


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(LAST_DAY, tick=False) as traveller:
        yield traveller


def test_a_teacher_sees_the_own_pages_with_what_they_lack(session: Session, school: SmallSchool) -> None:
    unmarked = make_course(session, school.year, "ОРКСЭ", school.class_a, school.teacher_a, marking="none")
    type_marks(session, school, 0, "55")
    type_final(session, school, 0, "5")
    confirm_course(
        session,
        actor=actor_of(session, school.teacher_a),
        course_id=school.course_a.id,
        period_id=school.quarter.id,
    )
    states = list_own_states(session, school.quarter, person_id=school.teacher_a.id, today=TODAY)
    # No lesson has a topic yet, so every one that took place lacks something.
    gaps = len([one for one in school.lessons_a if school.quarter.starts_on <= one.held_on <= TODAY])
    assert [(one.course_id, one.missing, one.gaps, bool(one.confirmed)) for one in states] == [
        (school.course_a.id, 3, gaps, True),
        (unmarked.id, 0, 0, False),
    ]


def test_a_class_adds_up_its_pages(session: Session, school: SmallSchool) -> None:
    type_final(session, school, 0, "5")
    (state,) = list_class_states(session, school.quarter, today=TODAY, class_ids=[school.class_a.id])
    assert (len(state.courses), state.confirmed_courses, state.missing) == (2, 0, 7)
    assert state.gaps == sum(course.gaps for course in state.courses) > 0


def test_year_1_is_confirmed_too_though_it_has_no_marks(session: Session, school: SmallSchool) -> None:
    first = make_class(session, school.year, 1, "А")
    make_pupil(session, "Новиков Лев Олегович", first, school.year.starts_on)
    make_course(session, school.year, "Чтение", first, school.teacher_b, marking="none")
    (state,) = list_class_states(session, school.quarter, today=TODAY, class_ids=[first.id])
    assert (state.name, state.missing, len(state.courses)) == ("1А", 0, 1)


def test_proposals_stand_beside_the_cells_of_a_class(session: Session, school: SmallSchool) -> None:
    type_marks(session, school, 0, "555")
    type_marks(session, school, 1, "333")
    type_final(session, school, 0, "4")
    sheet = get_class_finals(session, school.class_a, school.quarter, TODAY)
    maths = [column.subject.id for column in sheet.columns].index(school.course_a.subject_id)
    cells = [row.finals[maths] for row in sheet.rows[:3]]
    assert [(cell.value, cell.proposal.mark, cell.is_different) for cell in cells if cell] == [
        ("4", 5, True),
        ("", 3, False),
        ("", None, False),
    ]


def test_the_day_reminds_while_final_marks_are_open(
    session: Session, school: SmallSchool, clock: time_machine.Traveller
) -> None:
    limits, zone = make_limits(school.year), school_zone(session)
    found = {}
    for days in (-3, -2, 0, 7, 8):
        day = TODAY + timedelta(days=days)
        found[days] = [
            (one.period.id, one.last_day)
            for one in list_due_periods(session, school.year, limits, today=day, zone=zone)
            if one.period.kind == "quarter"
        ]
    ending = [(school.quarter.id, TODAY + timedelta(days=7))]
    assert found == {-3: [], -2: ending, 0: ending, 7: ending, 8: []}


def test_what_waits_for_a_confirmation(session: Session, school: SmallSchool) -> None:
    quarter, teacher = [school.quarter.id], actor_of(session, school.teacher_a)
    person = {"person_id": school.teacher_a.id, "on": TODAY}
    assert [one.is_confirmed for one in list_pages(session, quarter, **person)] == [False]
    assert [one.name for one in list_unconfirmed_classes(session, quarter, **person)] == ["5А"]
    of_school = list_pages(session, quarter, **person, of_school=True)
    assert [(one.title, one.is_own) for one in of_school] == [
        ("История, 5А", False),
        ("Математика, 5А", True),
        ("Математика, 5Б", False),
    ]
    confirm_course(session, actor=teacher, course_id=school.course_a.id, period_id=quarter[0])
    confirm_class(session, actor=teacher, class_id=school.class_a.id, period_id=quarter[0])
    assert [one.is_confirmed for one in list_pages(session, quarter, **person)] == [True]
    assert list_unconfirmed_classes(session, quarter, **person) == []
