"""Examinations, their windows, results, acknowledgement and import (R-GIA, R-FINALWINDOW)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.errors import (
    BadExam,
    BadSymbol,
    Conflict,
    ExamClosed,
    Forbidden,
    Locked,
    NeedsReason,
    NoResults,
    NotFound,
    NotOnRoster,
)
from journal.exams.queries import (
    list_certificate_proposals,
    list_classes,
    list_exam_pupils,
    list_marks,
    list_pupil_results,
)
from journal.exams.results import read_results
from journal.exams.services import (
    ExamValue,
    ResultWrite,
    ScoreWrite,
    acknowledge_result,
    change_days,
    create_exam,
    delete_exam,
    save_result,
)
from journal.imports.errors import WorkbookRefused
from journal.models import Amendment, Exam, FinalMark, Grant, GrantCell, Period
from tests.factories import FRIDAY, SmallSchool, actor_of, make_class, make_course, make_pupil, make_school
from tests.factories.workbooks import make_workbook


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(FRIDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def school(clock: time_machine.Traveller, session: Session) -> SmallSchool:
    return make_school(session)


@pytest.fixture
def value(school: SmallSchool) -> ExamValue:
    return ExamValue(
        subject_id=school.course_a.subject_id,
        class_id=school.class_a.id,
        parallel=None,
        kind="interim",
        marking="fives",
        title="",
        held_on=school.today,
        opens_on=school.today,
        closes_on=school.today + timedelta(days=7),
    )


@pytest.fixture
def exam(session: Session, school: SmallSchool, value: ExamValue) -> Exam:
    """A state examination; that it is 5А's spares another class."""
    exam = Exam(year_id=school.year.id, **vars(replace(value, kind="oge")))
    session.add(exam)
    session.flush()
    return exam


def save(
    session: Session, school: SmallSchool, exam: Exam, symbol: str, saw: str = "", **given: object
) -> str:
    actor = actor_of(session, given.pop("who", school.teacher_a))  # type: ignore[arg-type]
    write = ResultWrite(**{"pupil_id": school.pupils_a[0].id, "symbol": symbol, "saw": saw, **given})  # type: ignore[arg-type]
    return save_result(session, actor=actor, exam_id=exam.id, write=write)


def test_an_examination_has_days_in_their_order(
    session: Session, school: SmallSchool, value: ExamValue
) -> None:
    deputy = actor_of(session, school.deputy)
    early, late = school.today - timedelta(days=1), date(2027, 9, 1)
    for wrong, trouble in (
        (replace(value, opens_on=early), "order"),
        (replace(value, closes_on=early), "order"),
        (replace(value, held_on=late, opens_on=late, closes_on=late), "outside"),
        (replace(value, subject_id=school.course_c.subject_id, class_id=school.class_b.id), "target"),
        (replace(value, kind="oge"), "parallel"),
    ):
        with pytest.raises(BadExam) as refusal:
            create_exam(session, actor=deputy, year=school.year, value=wrong)
        assert refusal.value.trouble == trouble
    with pytest.raises(Forbidden):
        create_exam(session, actor=actor_of(session, school.teacher_a), year=school.year, value=value)


def test_a_result_is_written_by_its_teacher_and_linked(
    session: Session, school: SmallSchool, exam: Exam
) -> None:
    assert save(session, school, exam, "5") == "5"
    change = session.scalars(select(Amendment).where(Amendment.kind == "exam")).one()
    assert (change.before, change.after) == ("", "oge · 20.11.2026 · 5")
    assert (change.actor_name, change.pupil_id) == ("Иванова Мария Петровна", school.pupils_a[0].id)
    assert save(session, school, exam, "", saw="5", reason="ошибка при вводе") == ""
    assert list_marks(session, exam) == {}


def test_what_is_refused_changes_nothing(session: Session, school: SmallSchool, exam: Exam) -> None:
    save(session, school, exam, "5")
    with pytest.raises(BadSymbol):
        save(session, school, exam, "6", saw="5")
    with pytest.raises(Conflict):
        save(session, school, exam, "4")
    with pytest.raises(NotOnRoster):
        save(session, school, exam, "4", pupil_id=school.pupils_b[0].id)
    with pytest.raises(NotFound):
        save(session, school, exam, "4", who=school.teacher_b)
    with pytest.raises(Forbidden):
        save(session, school, exam, "4", saw="5", who=school.administrator)
    assert list_marks(session, exam)[school.pupils_a[0].id].value == "5"


def test_a_score_is_the_heads_to_write_and_each_change_is_kept(
    session: Session, school: SmallSchool, exam: Exam, clock: time_machine.Traveller
) -> None:
    save(session, school, exam, "4")
    with pytest.raises(Forbidden):
        save(session, school, exam, "4", saw="4", score=ScoreWrite(20, None))
    save(session, school, exam, "4", saw="4", who=school.deputy, score=ScoreWrite(20, None))
    clock.shift(timedelta(days=1))
    with pytest.raises(NeedsReason):
        save(session, school, exam, "4", saw="4", who=school.deputy, score=ScoreWrite(25, 20))
    with pytest.raises(Conflict):
        save(session, school, exam, "4", saw="4", who=school.deputy, score=ScoreWrite(25, None), reason="а")
    save(session, school, exam, "4", saw="4", who=school.deputy, score=ScoreWrite(25, 20), reason="апелляция")
    assert save(session, school, exam, "", saw="4", reason="пересчёт") == ""
    changes = session.scalars(select(Amendment).where(Amendment.kind == "exam").order_by(Amendment.id))
    assert [one.after.removeprefix("oge · 20.11.2026 · ") for one in changes] == [
        "4",
        "4 · 20",
        "4 · 25",
        "– · 25",
    ]


def test_an_examination_named_by_mistake_is_deleted_unless_it_has_results(
    session: Session, school: SmallSchool, value: ExamValue
) -> None:
    deputy = actor_of(session, school.deputy)
    exam = create_exam(session, actor=deputy, year=school.year, value=value)
    save(session, school, exam, "5")
    with pytest.raises(BadExam) as refusal:
        delete_exam(session, actor=deputy, exam_id=exam.id)
    assert refusal.value.trouble == "results"
    save(session, school, exam, "", saw="5", reason="ошибка при вводе")
    with pytest.raises(Forbidden):
        delete_exam(session, actor=actor_of(session, school.teacher_a), exam_id=exam.id)
    delete_exam(session, actor=deputy, exam_id=exam.id)
    assert session.get(Exam, exam.id) is None
    change = session.scalars(select(Amendment).order_by(Amendment.id.desc()).limit(1)).one()
    assert (change.kind, change.after) == ("exam-days", "")


def test_it_has_a_window_of_its_own_that_closes_for_good(
    session: Session, school: SmallSchool, exam: Exam, clock: time_machine.Traveller
) -> None:
    """Its days move while it is open; once closed it stays so, though no scheduler ever ran."""
    deputy = actor_of(session, school.deputy)
    days = {"held_on": exam.held_on, "opens_on": exam.held_on + timedelta(days=1)}
    change_days(session, actor=deputy, exam_id=exam.id, **days, closes_on=exam.held_on + timedelta(days=8))
    with pytest.raises(ExamClosed):
        save(session, school, exam, "5")
    clock.move_to(FRIDAY + timedelta(days=8))
    assert save(session, school, exam, "5") == "5"
    with pytest.raises(NeedsReason):
        save(session, school, exam, "4", saw="5")
    clock.move_to(FRIDAY + timedelta(days=9))
    with pytest.raises(Locked):
        save(session, school, exam, "4", saw="5", reason="апелляция")
    with pytest.raises(Locked):
        change_days(
            session, actor=deputy, exam_id=exam.id, **days, closes_on=exam.held_on + timedelta(days=30)
        )
    assert exam.closed_at is not None
    exam.closes_on += timedelta(days=30)
    with pytest.raises(Locked):
        save(session, school, exam, "4", saw="5", reason="апелляция")


def test_a_grant_opens_a_result_and_is_cited(
    session: Session, school: SmallSchool, exam: Exam, clock: time_machine.Traveller
) -> None:
    save(session, school, exam, "5")
    now = FRIDAY + timedelta(days=20)
    clock.move_to(now)
    grant = Grant(
        person_id=school.teacher_a.id,
        decided_by=school.director.id,
        reason="апелляция",
        granted_at=now,
        deadline=now + timedelta(hours=1),
    )
    session.add(grant)
    session.flush()
    session.add(GrantCell(grant_id=grant.id, exam_id=exam.id, pupil_id=school.pupils_a[0].id))
    session.flush()
    with pytest.raises(NeedsReason):
        save(session, school, exam, "4", saw="5")
    assert save(session, school, exam, "4", saw="5", reason="апелляция") == "4"
    last = session.scalars(select(Amendment).order_by(Amendment.id.desc()).limit(1)).one()
    assert last.grant_id == grant.id
    with pytest.raises(Locked):
        save(session, school, exam, "4", pupil_id=school.pupils_a[1].id)


def test_only_who_owes_it_sits_a_resit(session: Session, school: SmallSchool, value: ExamValue) -> None:
    quarter = session.scalars(select(Period).where(Period.kind == "quarter", Period.number == 1)).one()
    for pupil, mark in zip(school.pupils_a, ("2", "3", "н/а"), strict=False):
        final = FinalMark(
            pupil_id=pupil.id,
            subject_id=school.course_a.subject_id,
            period_id=quarter.id,
            course_id=school.course_a.id,
            value=mark,
        )
        session.add(final)
    session.flush()
    deputy = actor_of(session, school.deputy)
    resit = create_exam(session, actor=deputy, year=school.year, value=replace(value, kind="resit"))
    sitting = [one.pupil_id for one in list_exam_pupils(session, resit)]
    assert sitting == [school.pupils_a[0].id, school.pupils_a[2].id]
    assert save(session, school, resit, "3") == "3"
    with pytest.raises(NotOnRoster):
        save(session, school, resit, "3", pupil_id=school.pupils_a[1].id)


def test_the_parent_acknowledges_the_result_and_a_new_one_anew(
    session: Session, school: SmallSchool, exam: Exam
) -> None:
    pupil = school.pupils_a[0].id
    parent = actor_of(session, school.parent_a)
    with pytest.raises(NotFound):
        acknowledge_result(session, actor=parent, exam_id=exam.id, pupil_id=pupil)
    save(session, school, exam, "5", who=school.deputy, score=ScoreWrite(78, None))
    (result,) = list_pupil_results(session, pupil)
    assert result.needs_acknowledging
    row = acknowledge_result(session, actor=parent, exam_id=exam.id, pupil_id=pupil)
    assert (row.seen_by, row.seen_at) == (school.parent_a.id, FRIDAY)
    change = session.scalars(select(Amendment).where(Amendment.kind == "exam-seen")).one()
    assert (change.after, change.actor_id) == ("oge · 20.11.2026 · 5 · 78", school.parent_a.id)
    with pytest.raises(NotFound):
        acknowledge_result(session, actor=actor_of(session, school.parent_b), exam_id=exam.id, pupil_id=pupil)
    save(session, school, exam, "4", saw="5", reason="апелляция")
    assert list_pupil_results(session, pupil)[0].needs_acknowledging


def test_results_are_read_from_a_spreadsheet(session: Session, school: SmallSchool, exam: Exam) -> None:
    make_pupil(session, "Жуков Артём Петрович", school.class_a, school.year.starts_on)
    content = make_workbook(
        {
            "Протокол": [
                ["Протокол проверки"],
                ["№", "Фамилия", "Имя", "Отчество", "Первичный балл", "Оценка"],
                [1, "Белова", "Анна", "Ильинична", 24, 5],
                [2, "Елкин", "Петр", "", "17", "4"],
                [3, "Жуков", "Артём", "", 12, 3],
                [4, "Жуков", "Артём", "Львович", 12, 3],
                [5, "Чужой", "Иван", "Иванович", 12, 3],
                [6, "Юрьева", "Яна", "Игоревна", 120, 3],
                [7, "Белова", "Анна", "Ильинична", 25, 5],
                [None, None, None, None, None, None],
            ]
        }
    )
    found = read_results("Протокол.xlsx", content, list_exam_pupils(session, exam), "fives")
    assert [(row.name, row.score, row.symbol) for row in found.rows] == [
        ("Белова Анна Ильинична", 24, "5"),
        ("Елкин Петр", 17, "4"),
        ("Жуков Артём Львович", 12, "3"),
    ]
    assert [(row.number, row.trouble) for row in found.refused] == [
        (5, "namesakes"),
        (7, "stranger"),
        (8, "score"),
        (9, "twice"),
    ]


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"not a spreadsheet", WorkbookRefused), (make_workbook({"Лист": [["ФИО", "Класс"]]}), NoResults)],
)
def test_another_file_is_refused(
    session: Session, school: SmallSchool, exam: Exam, content: bytes, error: type[Exception]
) -> None:
    with pytest.raises(error):
        read_results("Файл.xlsx", content, list_exam_pupils(session, exam), "fives")


def test_certificates_are_proposed(session: Session, school: SmallSchool) -> None:
    for parallel, marks, expected in (
        (9, {"year": "4", "oge": "5"}, 5),
        (11, {"half": "43", "year": "4"}, 4),
    ):
        school_class = make_class(session, school.year, parallel, "А")
        pupil = make_pupil(session, f"Новиков Лев {parallel}", school_class, school.year.starts_on)
        course = make_course(session, school.year, "Химия", school_class, school.teacher_a)
        add_finals(session, school, course.id, course.subject_id, pupil.id, marks)
        if "oge" in marks:
            state = add_exam(session, school, school_class.id, course.subject_id, "oge")
            save(session, school, state, marks["oge"], pupil_id=pupil.id)
        exam = add_exam(session, school, school_class.id, course.subject_id, "certificate")
        found = list_certificate_proposals(session, exam, list_classes(session, exam), [pupil.id])
        assert found[pupil.id].mark == expected


def add_exam(session: Session, school: SmallSchool, class_id: int, subject_id: int, kind: str) -> Exam:
    exam = Exam(
        year_id=school.year.id,
        class_id=class_id,
        subject_id=subject_id,
        kind=kind,
        held_on=school.today,
        opens_on=school.today,
        closes_on=school.today,
    )
    session.add(exam)
    session.flush()
    return exam


def add_finals(
    session: Session,
    school: SmallSchool,
    course_id: int,
    subject_id: int,
    pupil_id: int,
    marks: dict[str, str],
) -> None:
    """Final marks by kind of period, in the order of the periods."""
    for kind in ("half", "year"):
        query = (
            select(Period)
            .where(Period.kind == kind, Period.year_id == school.year.id)
            .order_by(Period.number)
        )
        for period, value in zip(session.scalars(query), marks.get(kind, ""), strict=False):
            session.add(
                FinalMark(
                    pupil_id=pupil_id,
                    subject_id=subject_id,
                    period_id=period.id,
                    course_id=course_id,
                    value=value,
                )
            )
    session.flush()
