"""The tutor writes a pupil's day, within the same limits as everybody (R-REASON, R-NOBYPASS)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.attachments.store import Upload
from journal.attendance.day import get_class_day, list_waiting_days
from journal.attendance.errors import WasPresent
from journal.attendance.records import list_day_papers
from journal.attendance.services import DayWrite, resolve_day, set_day
from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, set_cell
from journal.entries.symbols import Code
from journal.errors import BadRequest, Conflict, Forbidden, Locked, NeedsReason, NotFound, NotRussian
from journal.models import AbsencePaper, Amendment, Attendance, LessonColumn, Person
from tests.factories import FRIDAY, SmallSchool, actor_of, make_lesson, make_school

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture(autouse=True)
def moment() -> Iterator[None]:
    with time_machine.travel(FRIDAY, tick=False):
        yield


@pytest.fixture
def school(session: Session) -> SmallSchool:
    return make_school(session)


def write_day(session: Session, school: SmallSchool, **values: object) -> object:
    given = {"pupil_id": school.pupils_a[0].id, "on": school.today, "code": Code.ILL, "first": 1, "last": 9}
    write = DayWrite(**{**given, **values})  # type: ignore[arg-type]
    tutor = actor_of(session, school.teacher_a)
    return set_day(session, actor=tutor, class_id=school.class_a.id, write=write)


def type_symbol(session: Session, school: SmallSchool, symbol: str, on: date | None = None) -> int:
    """The teacher types into the first pupil's cell; returns the lesson."""
    lesson = school.lesson_on(on or school.today)
    column = session.scalars(select(LessonColumn.id).where(LessonColumn.lesson_id == lesson.id)).one()
    write = CellWrite(school.pupils_a[0].id, symbol, CellValue())
    set_cell(
        session, actor=actor_of(session, school.teacher_a), lesson_id=lesson.id, column_id=column, write=write
    )
    return lesson.id


def find_code(session: Session, lesson_id: int, pupil: Person) -> str | None:
    session.flush()
    row = session.get(Attendance, {"lesson_id": lesson_id, "pupil_id": pupil.id}, populate_existing=True)
    return row.code if row else None


def test_a_whole_day_is_written_into_lessons_of_other_teachers_too(
    session: Session, school: SmallSchool
) -> None:
    history = make_lesson(session, school.course_c, school.today, 2)
    outcome = write_day(session, school)
    assert (outcome.written, outcome.skipped) == (2, ())
    pupil = school.pupils_a[0]
    assert find_code(session, school.lesson_on(school.today).id, pupil) == "Б"
    assert find_code(session, history.id, pupil) == "Б"
    amendments = session.scalars(select(Amendment).where(Amendment.kind == "attendance")).all()
    assert {one.actor_id for one in amendments} == {school.teacher_a.id}


def test_a_part_of_the_day_leaves_the_rest(session: Session, school: SmallSchool) -> None:
    history = make_lesson(session, school.course_c, school.today, 2)
    assert write_day(session, school, first=2).written == 1
    assert find_code(session, school.lesson_on(school.today).id, school.pupils_a[0]) is None
    assert find_code(session, history.id, school.pupils_a[0]) == "Б"


@pytest.mark.parametrize("symbol", ["5", "ОП"])
def test_who_was_there_is_skipped_with_a_sentence_and_the_rest_is_written(
    session: Session, school: SmallSchool, symbol: str
) -> None:
    history = make_lesson(session, school.course_c, school.today, 2)
    lesson_id = type_symbol(session, school, symbol)
    outcome = write_day(session, school)
    assert outcome.written == 1
    ((number, subject, error),) = outcome.skipped
    assert (number, subject) == (1, "Математика")
    assert isinstance(error, WasPresent)
    assert error.symbol == symbol
    assert find_code(session, lesson_id, school.pupils_a[0]) == (symbol if symbol == "ОП" else None)
    assert find_code(session, history.id, school.pupils_a[0]) == "Б"


def test_what_changed_under_the_page_is_a_conflict(session: Session, school: SmallSchool) -> None:
    lesson_id = type_symbol(session, school, "НП")
    outcome = write_day(session, school)
    assert [type(error) for *_place, error in outcome.skipped] == [Conflict]
    assert write_day(session, school, saw={lesson_id: "НП"}).written == 1


def test_a_locked_day_stays_as_it_is(session: Session, school: SmallSchool) -> None:
    on = school.lessons_a[0].held_on
    assert school.today - on >= timedelta(days=15)
    outcome = write_day(session, school, on=on)
    assert outcome.written == 0
    assert [type(error) for *_place, error in outcome.skipped] == [Locked]


def test_only_the_tutor_writes_and_only_of_the_own_class(session: Session, school: SmallSchool) -> None:
    write = DayWrite(school.pupils_a[0].id, school.today, Code.ILL, 1, 9)
    for person, error in (
        (school.teacher_b, NotFound),
        (school.many_hats, Forbidden),
        (school.deputy, Forbidden),
    ):
        with pytest.raises(error):
            set_day(session, actor=actor_of(session, person), class_id=school.class_a.id, write=write)
    with pytest.raises(NotFound):
        write_day(session, school, pupil_id=school.pupils_b[1].id)


def test_a_saved_reason_is_replaced_later_only_with_a_note(session: Session, school: SmallSchool) -> None:
    yesterday = school.today - timedelta(days=1)
    lesson_id = type_symbol(session, school, "НП", yesterday)
    seen = {"on": yesterday, "saw": {lesson_id: "НП"}}
    with pytest.raises(NeedsReason):
        write_day(session, school, **seen)
    with pytest.raises(NotRussian):
        write_day(session, school, **seen, note="ill")
    assert write_day(session, school, **seen, note="Мама принесла справку").written == 1


def test_an_absence_is_taken_back(session: Session, school: SmallSchool) -> None:
    write_day(session, school)
    lesson_id = school.lesson_on(school.today).id
    assert write_day(session, school, code=None, saw={lesson_id: "Б"}).written == 1
    assert find_code(session, lesson_id, school.pupils_a[0]) is None


def test_an_unknown_reason_is_resolved_with_a_paper(session: Session, school: SmallSchool) -> None:
    yesterday = school.today - timedelta(days=1)
    lesson_id = type_symbol(session, school, "ОТ", yesterday)
    tutor, pupil = actor_of(session, school.teacher_a), school.pupils_a[0]
    (waiting,) = list_waiting_days(session, school.class_a.id, school.today)
    assert (waiting.pupil_id, waiting.held_on, waiting.suggested) == (pupil.id, yesterday, "")
    write = DayWrite(pupil.id, yesterday, Code.VALID, 0, 99, uploads=(Upload("справка.pdf", PDF),))
    resolve_day(session, actor=tutor, class_id=school.class_a.id, write=write)
    assert find_code(session, lesson_id, pupil) == "УП"
    assert list_waiting_days(session, school.class_a.id, school.today) == []
    paper = session.scalars(select(AbsencePaper)).one()
    assert (paper.pupil_id, paper.held_on, paper.fact_id) == (pupil.id, yesterday, None)
    (shown,) = list_day_papers(session, school.class_a.id)
    assert (shown.id, shown.pupil, shown.name) == (paper.id, "Белова Анна", "справка.pdf")
    assert list_day_papers(session, school.class_b.id) == []
    with pytest.raises(WasPresent):
        resolve_day(session, actor=tutor, class_id=school.class_a.id, write=write)


def test_only_a_reason_resolves(session: Session, school: SmallSchool) -> None:
    type_symbol(session, school, "ОТ")
    write = DayWrite(school.pupils_a[0].id, school.today, Code.ABSENT, 0, 99)
    with pytest.raises(BadRequest):
        resolve_day(
            session, actor=actor_of(session, school.teacher_a), class_id=school.class_a.id, write=write
        )


def test_the_page_shows_marks_codes_and_what_is_no_lesson(session: Session, school: SmallSchool) -> None:
    lesson_id = type_symbol(session, school, "4")
    heads, rows = get_class_day(session, school.class_a.id, school.today)
    assert [(head.number, head.subjects) for head in heads] == [(1, ("Математика",))]
    assert [row.name for row in rows] == ["Белова Анна", "Ёлкин Пётр", "Жуков Артём", "Юрьева Яна"]
    assert rows[0].cells[0].marks == (4,)
    assert rows[0].saw == f"{lesson_id}:"
