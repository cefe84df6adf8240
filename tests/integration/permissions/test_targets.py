"""Who stands around a thing: today, on the lesson's day, and not a day longer."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.errors import NotFound
from journal.models import (
    CourseTeacher,
    Enrolment,
    ExtractApplication,
    Lesson,
    Person,
    StaffMember,
    Tutorship,
    UnlockDelegation,
    UnlockRequest,
    UnlockStep,
)
from journal.permissions.predicates import Target
from journal.permissions.targets import (
    application_target,
    class_target,
    course_target,
    homework_target,
    lesson_target,
    list_decider_ids,
    pupil_target,
    unlock_target,
)
from tests.factories import FRIDAY, SmallSchool, make_school
from tests.factories.courses import make_course
from tests.factories.people import make_tutor

MISSING = 1_000_000
ONE_DAY = timedelta(days=1)
YESTERDAY, TODAY, TOMORROW = (FRIDAY.date() + days * ONE_DAY for days in (-1, 0, 1))


@pytest.fixture
def school(session: Session) -> Iterator[SmallSchool]:
    with time_machine.travel(FRIDAY, tick=False):
        yield make_school(session)


def ids(*people: Person) -> frozenset[int]:
    return frozenset(person.id for person in people)


def replace_teacher(session: Session, school: SmallSchool, last_day: date) -> None:
    """Let `teacher_b` take `course_a` over after *last_day*."""
    teacher = session.scalars(
        select(CourseTeacher).where(
            CourseTeacher.course_id == school.course_a.id, CourseTeacher.person_id == school.teacher_a.id
        )
    ).one()
    teacher.ends_on = last_day
    session.add(
        CourseTeacher(
            course_id=school.course_a.id, person_id=school.teacher_b.id, starts_on=last_day + ONE_DAY
        )
    )
    session.flush()


@pytest.mark.parametrize(
    "find",
    [
        course_target,
        lesson_target,
        homework_target,
        pupil_target,
        class_target,
        unlock_target,
        application_target,
    ],
    ids=lambda find: find.__name__,
)
def test_a_missing_thing_is_said_to_be_missing(
    session: Session, school: SmallSchool, find: Callable[..., Target]
) -> None:
    with pytest.raises(NotFound):
        find(session, MISSING)


def test_around_a_course_stand_its_teachers_and_the_tutors_of_its_classes(
    session: Session, school: SmallSchool
) -> None:
    found = course_target(session, school.course_a.id)
    assert found == Target(ids(school.teacher_a, school.dismissed), ids(school.teacher_a))
    assert course_target(session, school.course_b.id) == Target(ids(school.teacher_b), ids(school.teacher_b))


@pytest.mark.parametrize(
    ("last_day", "teachers"),
    [(YESTERDAY, "b"), (TODAY, "a")],
    ids=["over since yesterday", "over from tomorrow"],
)
def test_a_replacement_counts_from_its_first_day(
    session: Session, school: SmallSchool, last_day: date, teachers: str
) -> None:
    replace_teacher(session, school, last_day)
    wanted = school.teacher_b if teachers == "b" else school.teacher_a
    assert course_target(session, school.course_a.id).teacher_ids == ids(wanted, school.dismissed)


def test_who_taught_on_the_day_of_a_lesson_stands_around_it_too(
    session: Session, school: SmallSchool
) -> None:
    replace_teacher(session, school, YESTERDAY)
    before, today = school.lesson_on(YESTERDAY), school.lesson_on(TODAY)
    both = ids(school.teacher_a, school.teacher_b, school.dismissed)
    for find in (lesson_target, homework_target):
        assert find(session, before.id).teacher_ids == both
        assert find(session, today.id).teacher_ids == both - ids(school.teacher_a)
    assert course_target(session, school.course_a.id, on=YESTERDAY).teacher_ids == both


def test_a_course_without_people_is_there_all_the_same(session: Session, school: SmallSchool) -> None:
    for row in session.scalars(select(CourseTeacher).where(CourseTeacher.course_id == school.course_c.id)):
        session.delete(row)
    for tutorship in session.scalars(select(Tutorship)):
        tutorship.ends_on = YESTERDAY
    session.flush()
    assert course_target(session, school.course_c.id) == Target()


def test_a_course_with_a_tutor_only_or_a_teacher_only(session: Session, school: SmallSchool) -> None:
    alone = make_course(session, school.year, "Химия", school.class_b, school.teacher_a)
    for tutorship in session.scalars(select(Tutorship)):
        tutorship.ends_on = YESTERDAY
    session.flush()
    assert course_target(session, alone.id) == Target(teacher_ids=ids(school.teacher_a))


def test_around_homework_stand_the_pupils_of_the_day_and_their_parents(
    session: Session, school: SmallSchool
) -> None:
    leaver = school.pupils_a[0]
    session.scalars(select(Enrolment).where(Enrolment.pupil_id == leaver.id)).one().ends_on = YESTERDAY
    session.flush()
    families = ids(school.parent_a, school.father_a)
    before = homework_target(session, school.lesson_on(YESTERDAY).id)
    assert (before.pupil_ids, before.parent_ids) == (ids(*school.pupils_a), families)
    today = homework_target(session, school.lesson_on(TODAY).id)
    assert (today.pupil_ids, today.parent_ids) == (ids(*school.pupils_a[1:]), frozenset())
    assert before.tutor_ids == today.tutor_ids == ids(school.teacher_a)


def test_around_a_pupil_stand_the_parents_and_the_tutor_of_today(
    session: Session, school: SmallSchool
) -> None:
    pupil = school.pupils_a[0]
    target = Target(
        tutor_ids=ids(school.teacher_a),
        pupil_ids=ids(pupil),
        parent_ids=ids(school.parent_a, school.father_a),
    )
    assert pupil_target(session, pupil.id) == target
    assert pupil_target(session, school.pupils_a[1].id).parent_ids == frozenset()


def test_a_tutor_stands_around_the_class_while_its_tutor(session: Session, school: SmallSchool) -> None:
    (first,) = session.scalars(select(Tutorship).where(Tutorship.class_id == school.class_a.id))
    make_tutor(session, school.teacher_b, school.class_a, TOMORROW)
    for last_day, tutors in ((TODAY, ids(school.teacher_a)), (YESTERDAY, frozenset())):
        first.ends_on = last_day
        session.flush()
        assert class_target(session, school.class_a.id) == Target(tutor_ids=tutors)
        assert pupil_target(session, school.pupils_a[0].id).tutor_ids == tutors
        assert course_target(session, school.course_a.id).tutor_ids == tutors


def delegate(session: Session, school: SmallSchool, **changed: Any) -> None:
    order = {
        "deputy_id": school.deputy.id,
        "order_number": "12",
        "ordered_on": YESTERDAY,
        "starts_on": TODAY,
        "ends_on": TODAY,
        "entered_by": school.director.id,
        "entered_at": FRIDAY,
    }
    session.add(UnlockDelegation(**order | changed))
    session.flush()


@pytest.mark.parametrize(
    ("changed", "is_in_force"),
    [
        ({}, True),
        ({"starts_on": TOMORROW, "ends_on": TOMORROW}, False),
        ({"starts_on": YESTERDAY, "ends_on": YESTERDAY}, False),
        ({"ended_at": FRIDAY}, False),
    ],
    ids=["today", "from tomorrow", "until yesterday", "taken back"],
)
def test_a_deputy_decides_while_an_order_says_so(
    session: Session, school: SmallSchool, changed: dict[str, Any], is_in_force: bool
) -> None:
    assert list_decider_ids(session, TODAY) == ids(school.director)
    delegate(session, school, **changed)
    deputies = ids(school.deputy) if is_in_force else frozenset()
    assert list_decider_ids(session, TODAY) == ids(school.director) | deputies


def test_an_order_for_somebody_else_or_a_dismissed_deputy_counts_nothing(
    session: Session, school: SmallSchool
) -> None:
    delegate(session, school, deputy_id=school.teacher_a.id)
    delegate(session, school)
    session.get_one(StaffMember, school.deputy.id).dismissed_on = YESTERDAY
    session.flush()
    assert list_decider_ids(session, TODAY) == ids(school.director)
    session.get_one(StaffMember, school.director.id).dismissed_on = YESTERDAY
    session.flush()
    assert list_decider_ids(session, TODAY) == frozenset()


def test_nobody_decides_on_the_own_request_nor_before_it_is_sent(
    session: Session, school: SmallSchool
) -> None:
    delegate(session, school)
    session.add(UnlockRequest(year_id=school.year.id, person_id=school.secretary.id, state="draft"))
    for asker, deciders in (
        (school.teacher_a, ids(school.director, school.deputy)),
        (school.director, ids(school.deputy)),
    ):
        request = UnlockRequest(year_id=school.year.id, person_id=asker.id, state="draft")
        other = UnlockRequest(year_id=school.year.id, person_id=asker.id, state="draft")
        session.add_all((request, other))
        session.flush()
        make_step(session, request, "draft")
        make_step(session, other, "sent")
        assert unlock_target(session, request.id) == Target(asker_ids=ids(asker))
        make_step(session, request, "sent")
        assert unlock_target(session, request.id) == Target(asker_ids=ids(asker), decider_ids=deciders)


def make_step(session: Session, request: UnlockRequest, state: str) -> None:
    session.add(
        UnlockStep(
            request_id=request.id, state=state, made_at=FRIDAY, name="Иванова М. П.", position="учитель"
        )
    )
    session.flush()


@pytest.mark.parametrize("applicant", ["parent_a", "parent_b", None])
def test_an_application_is_seen_by_its_applicant_and_the_tutor(
    session: Session, school: SmallSchool, applicant: str | None
) -> None:
    """Not by the other parent: it holds the applicant's address and telephone."""
    person = getattr(school, applicant) if applicant else None
    application = ExtractApplication(
        pupil_id=school.pupils_a[0].id,
        applicant_id=person.id if person else None,
        applicant="Белова Ольга Сергеевна",
        delivery="person",
        starts_on=TODAY,
        state="prepared",
        prepared_by=school.secretary.id,
        prepared_at=FRIDAY,
    )
    session.add(application)
    session.flush()
    parents = ids(school.parent_a) if applicant == "parent_a" else frozenset()
    assert application_target(session, application.id) == Target(
        tutor_ids=ids(school.teacher_a), parent_ids=parents
    )


def test_a_lesson_of_a_course_is_its_own(session: Session, school: SmallSchool) -> None:
    lesson = session.get_one(Lesson, school.lessons_b[0].id)
    assert lesson_target(session, lesson.id) == course_target(session, school.course_b.id)
