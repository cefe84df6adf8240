"""A request from its first draft to the one that decides (R-UNLOCK)."""

from dataclasses import replace
from hashlib import sha256

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from journal.amendments.chain import link_amendments
from journal.errors import (
    BadRequest,
    Forbidden,
    JournalError,
    LessonCancelled,
    NotFound,
    NotOnRoster,
    NotRussian,
    TooLong,
)
from journal.locks.rules import Cell, FinalCell, LessonCell
from journal.models import Chain, ChainLink, CoursePart, CourseTeacher, Lesson, StaffMember, UnlockStep
from journal.permissions.actions import UNLOCK_VIEW
from journal.permissions.policy import is_permitted
from journal.permissions.targets import unlock_target
from journal.unlocks.errors import (
    CellNotLocked,
    CellOpened,
    ForeignCell,
    Incomplete,
    NobodyDecides,
    RequestStands,
    TooManyCells,
)
from journal.unlocks.rules import MOST_CELLS
from journal.unlocks.services import (
    WHY_LIMIT,
    change_request,
    draft_request,
    send_request,
    withdraw_request,
)
from journal.unlocks.steps import list_cells
from tests.factories import FRIDAY, make_lesson
from tests.factories.locked_lesson import LESSON_DAY, LockedLesson
from tests.integration.unlocks.way import (
    PDF,
    TODAY,
    WHY,
    actor,
    draft,
    find_last,
    grant,
    own_cell,
    read_reason,
    refuse,
    send,
    wish,
)

pytestmark = pytest.mark.usefixtures("clock")


def test_a_draft_is_changed_sent_and_withdrawn(session: Session, locked: LockedLesson) -> None:
    teacher = actor(session, locked, "teacher_a")
    request = draft(session, locked)
    cells = frozenset({own_cell(locked), LessonCell(locked.lesson_id)})
    change_request(session, actor=teacher, request_id=request.id, write=wish(cells, ground="resit", why="Да"))
    assert (request.ground, request.why, list_cells(session, request.id)) == ("resit", "Да", cells)
    send_request(session, actor=teacher, request_id=request.id)
    stands = refuse(
        session, RequestStands, change_request, actor=teacher, request_id=request.id, write=wish(cells)
    )
    assert stands.state == "sent"
    withdraw_request(session, actor=teacher, request_id=request.id)
    for step in (send_request, withdraw_request):
        refuse(session, RequestStands, step, actor=teacher, request_id=request.id)
    steps = session.execute(
        select(UnlockStep.state, UnlockStep.person_id, UnlockStep.note).order_by(UnlockStep.id)
    )
    who = teacher.person_id
    assert [tuple(row) for row in steps] == [("draft", who, ""), ("sent", who, "Да"), ("withdrawn", who, "")]


def test_what_is_sent_stands_in_the_history_of_its_class(session: Session, locked: LockedLesson) -> None:
    """Ground, cells and the documents with their digests: the paper file is found by them for ever."""
    send(session, locked)
    sent = find_last(session)
    link_amendments(session)
    chains = session.scalars(
        select(Chain.class_id)
        .join(ChainLink, ChainLink.chain_id == Chain.id)
        .where(ChainLink.amendment_id == sent.id)
    )
    assert (sent.kind, locked.school.class_a.id in list(chains)) == ("request", True)
    told = read_reason(session, sent)
    assert "05.11.2026, урок 1, Математика, 5А: Белова Анна" in told
    assert f"справка.pdf, SHA-256 {sha256(PDF.content).hexdigest()}" in told
    assert told.startswith(f"{WHY}\nОснование: пропуск уроков по болезни")


def test_a_request_is_its_authors(session: Session, locked: LockedLesson) -> None:
    request = draft(session, locked)
    for who in ("teacher_b", "director", "many_hats"):
        person = actor(session, locked, who)
        for step in (send_request, withdraw_request):
            refuse(session, NotFound, step, actor=person, request_id=request.id)
        refuse(
            session,
            NotFound,
            change_request,
            actor=person,
            request_id=request.id,
            write=wish({own_cell(locked)}),
        )


def test_a_draft_is_seen_by_its_author_only_and_a_request_by_who_decides(
    session: Session, locked: LockedLesson
) -> None:
    def list_readers(request_id: int) -> set[str]:
        target = unlock_target(session, request_id)
        people = {
            name: actor(session, locked, name)
            for name in ("teacher_a", "teacher_b", "director", "deputy", "administrator", "secretary")
        }
        people |= {name: actor(session, locked, name) for name in ("parent_a", "many_hats", "dismissed")}
        return {name for name, person in people.items() if is_permitted(person, UNLOCK_VIEW, target)}

    request = draft(session, locked)
    assert list_readers(request.id) == {"teacher_a"}
    send_request(session, actor=actor(session, locked, "teacher_a"), request_id=request.id)
    assert list_readers(request.id) == {"teacher_a", "director"}


@pytest.mark.parametrize("who", ["parent_a", "dismissed"])
def test_only_who_works_here_asks(session: Session, locked: LockedLesson, who: str) -> None:
    refuse(session, Forbidden, draft, locked, who=who)


def test_cells_that_nobody_can_ask_for(session: Session, locked: LockedLesson) -> None:
    """Not locked, of a foreign class, of a pupil who wasn't there, opened already, too many, none at all."""
    school = locked.school
    subject_id = school.course_a.subject_id
    wrong: list[tuple[Cell, type[JournalError]]] = [
        (LessonCell(school.lesson_on(school.today).id, locked.pupil_id), CellNotLocked),
        (FinalCell(locked.pupil_id, subject_id, school.quarter.id), CellNotLocked),
        (LessonCell(school.lessons_b[0].id, school.pupils_b[0].id), ForeignCell),
        (LessonCell(school.lessons_b[0].id), ForeignCell),
        (LessonCell(10**6, locked.pupil_id), ForeignCell),
        (FinalCell(locked.pupil_id, 10**6, locked.period_id), ForeignCell),
        (FinalCell(locked.pupil_id, subject_id, 10**6), ForeignCell),
        (LessonCell(locked.lesson_id, school.pupils_b[0].id), NotOnRoster),
        (LessonCell(locked.lesson_id, 10**6), NotOnRoster),
        (FinalCell(school.pupils_b[0].id, subject_id, locked.period_id), NotOnRoster),
    ]
    for cell, error in wrong:
        refuse(session, error, draft, locked, cell, own_cell(locked))
    teacher = actor(session, locked, "teacher_a")
    many = {LessonCell(locked.lesson_id, number) for number in range(1, MOST_CELLS + 2)}
    refuse(session, TooManyCells, draft_request, actor=teacher, write=wish(many))
    refuse(session, Incomplete, draft_request, actor=teacher, write=wish(()))
    grant(session, locked, send(session, locked))
    refuse(session, CellOpened, draft, locked)


def test_a_cancelled_lesson_has_nothing_to_ask_for(session: Session, locked: LockedLesson) -> None:
    session.get_one(Lesson, locked.lesson_id).cancelled_at = FRIDAY
    refuse(session, LessonCancelled, draft, locked)


def test_in_a_joint_lesson_a_tutor_asks_for_the_own_class_only(
    session: Session, locked: LockedLesson
) -> None:
    school = locked.school
    lesson = make_lesson(session, school.course_c, LESSON_DAY.date(), number=2)
    session.add(
        CoursePart(course_id=school.course_c.id, class_id=school.class_b.id, starts_on=school.year.starts_on)
    )
    session.flush()
    cells = [LessonCell(lesson.id, pupil.id) for pupil in (school.pupils_a[0], school.pupils_b[0])]
    refuse(session, ForeignCell, draft, locked, cells[0], who="teacher_b")
    assert draft(session, locked, cells[1], who="teacher_b").state == "draft"


def test_words_that_nobody_can_send(session: Session, locked: LockedLesson) -> None:
    teacher, write = actor(session, locked, "teacher_a"), wish({own_cell(locked)})
    for wrong, error in (
        (replace(write, ground="forgot"), BadRequest),
        (replace(write, why="Past Simple"), NotRussian),
        (replace(write, why="а" * (WHY_LIMIT + 1)), TooLong),
    ):
        refuse(session, error, draft_request, actor=teacher, write=wrong)
    for what, unfinished in (
        ("ground", replace(write, ground="")),
        ("why", replace(write, why=" ")),
        ("papers", replace(write, added=())),
    ):
        request = draft_request(session, actor=teacher, write=unfinished)
        missing = refuse(session, Incomplete, send_request, actor=teacher, request_id=request.id)
        assert missing.what == what


def test_cells_are_judged_again_when_it_is_sent(session: Session, locked: LockedLesson) -> None:
    """Since the draft a grant opened a cell; the course went to another teacher, and the tutor stays."""
    teacher = actor(session, locked, "teacher_a")
    opened, topic = draft(session, locked), draft(session, locked, LessonCell(locked.lesson_id))
    absence = draft(session, locked, LessonCell(locked.lesson_id, locked.school.pupils_a[1].id))
    grant(session, locked, send(session, locked))
    refuse(session, CellOpened, send_request, actor=teacher, request_id=opened.id)
    session.execute(
        update(CourseTeacher)
        .where(CourseTeacher.course_id == locked.school.course_a.id)
        .where(CourseTeacher.person_id == locked.school.teacher_a.id)
        .values(person_id=locked.school.teacher_b.id)
    )
    refuse(session, ForeignCell, send_request, actor=teacher, request_id=topic.id)
    assert send_request(session, actor=teacher, request_id=absence.id).state == "sent"


def test_without_anybody_to_decide_the_draft_is_kept(session: Session, locked: LockedLesson) -> None:
    request = draft(session, locked)
    session.get_one(StaffMember, locked.school.director.id).dismissed_on = TODAY
    teacher = actor(session, locked, "teacher_a")
    refuse(session, NobodyDecides, send_request, actor=teacher, request_id=request.id)
    assert request.state == "draft"
