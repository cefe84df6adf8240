"""The school's own files: previewed, asked about, written once, and left alone the second time.

With R-SIBLINGS, R-FILES, R-PE (exemptions), R-SUBGROUP, R-SETUP and R-AMEND (source «imported»).
"""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.errors import Forbidden
from journal.imports.errors import UnansweredQuestions
from journal.imports.preview import build_preview
from journal.imports.questions import Ask
from journal.imports.reading import SourceFile
from journal.imports.services import commit_import
from journal.models import (
    Base,
    Course,
    Enrolment,
    HealthFact,
    Lesson,
    Parenthood,
    Person,
    PlanItem,
    StaffMember,
)
from journal.permissions.actor import COMMAND_LINE, Actor
from tests.factories.workbooks import PLAN, PUPILS, TIMETABLE, WORKLOAD, make_file, school_files


def count_rows(session: Session) -> dict[str, int]:
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


def course_named(session: Session, title: str) -> Course:
    return session.scalars(select(Course).where(Course.title == title)).one()


def test_the_preview_names_everything_and_writes_nothing(
    session: Session, administrator: Person, files: list[SourceFile]
) -> None:
    before = count_rows(session)
    preview = build_preview(session, files=files, answers={})
    assert preview.created == {
        "year": 1, "classes": 5, "pupils": 105, "enrolments": 105, "parents": 159, "parenthoods": 190,
        "exemptions": 5, "teachers": 14, "tutors": 5, "subjects": 13, "courses": 70, "assignments": 70,
        "members": 0, "slots": 155, "lessons": 2508, "plans": 1, "topics": 170,
    }  # fmt: skip
    assert Counter(question.ask for question in preview.questions) == {
        Ask.CLASH: 2, Ask.CALENDAR: 1, Ask.SPLIT: 5,
    }  # fmt: skip
    assert len(preview.open_questions) == 8
    assert len(preview.joins) == 26
    assert [(warning["code"], warning["room"]) for warning in preview.warnings] == [
        ("room-twice", "16"),
        ("room-twice", "3"),
    ]
    assert count_rows(session) == before


def test_open_questions_keep_everything_from_being_written(
    session: Session, actor: Actor, files: list[SourceFile], answers: dict[str, Any]
) -> None:
    before = count_rows(session)
    del answers["clash/1/5/Аверин Егор Андреевич"]
    with pytest.raises(UnansweredQuestions) as caught:
        commit_import(session, actor=actor, files=files, answers=answers)
    assert caught.value.count == 1
    assert count_rows(session) == before


def test_only_an_administrator_imports(session: Session, actor: Actor, files: list[SourceFile]) -> None:
    teacher = Actor(actor.person_id, actor.name, "учитель", frozenset({"teacher", "deputy", "director"}))
    with pytest.raises(Forbidden):
        commit_import(session, actor=teacher, files=files, answers={})


def test_importing_twice_changes_nothing(
    session: Session, actor: Actor, files: list[SourceFile], answers: dict[str, Any]
) -> None:
    written = commit_import(session, actor=actor, files=files, answers=answers)
    assert (written.created["members"], written.created["slots"]) == (105, 154)
    rows = count_rows(session)
    for again in ({}, answers):
        second = commit_import(session, actor=actor, files=files, answers=again)
        assert not second.changes_anything
        assert second.questions == []
    assert count_rows(session) == rows


def test_files_may_come_one_after_another(session: Session, actor: Actor, answers: dict[str, Any]) -> None:
    for name in (PUPILS, WORKLOAD, TIMETABLE, PLAN):
        commit_import(session, actor=actor, files=school_files(name), answers=answers)
    assert session.scalar(select(func.count()).select_from(Lesson)) == 2492
    assert session.scalar(select(func.count()).select_from(PlanItem)) == 170
    assert session.scalar(select(func.count()).select_from(Enrolment)) == 105


def test_the_command_line_imports_exemptions_in_the_administrator_s_name(
    session: Session, administrator: Person, files: list[SourceFile], answers: dict[str, Any]
) -> None:
    commit_import(session, actor=COMMAND_LINE, files=files, answers=answers)
    assert set(session.scalars(select(HealthFact.recorded_by))) == {administrator.id}


def test_another_school_s_lists_are_asked_about_corrected_and_written(session: Session, actor: Actor) -> None:
    pupils = make_file(
        "ученики.xlsx",
        [
            ("Как зовут", "Рождение", "Класс", "Мама"),
            ("Петров Пётр Ильич", "01.02.2014", "5 б", "Петрова Анна, 89041112233"),
            ("Иванов Иван", "в мае", "5-Б", ""),
            ("Лишний", "", "5-Б", ""),
        ],
    )
    load = make_file(
        "нагрузка.xlsx",
        [("Учитель", "Предмет", "Класс", "Часы"), ("Иванова Анна Петровна", "Физика", "5Б", 2)],
    )
    timetable = make_file(
        "расписание.xlsx",
        [
            ("Расписание с 07.09.2026 по 18.09.2026",),
            ("День", "Урок", "5Б"),
            ("пн", 1, "Физика"),
            ("вт", 1, "Химия"),
        ],
    )
    files, place = [pupils, load, timetable], "ученики.xlsx/Лист1"
    answers: dict[str, Any] = {f"column/{place}/Как зовут": "name"}
    preview = build_preview(session, files=files, answers=answers)
    assert {q.key for q in preview.open_questions} == {
        "calendar", f"row/{place}/3", f"row/{place}/4", "subject/5Б/Химия",
    }  # fmt: skip
    calendar = next(q for q in preview.questions if q.ask is Ask.CALENDAR)
    answers |= {
        "calendar": calendar.proposed,
        f"row/{place}/3": {"birth_date": "01.05.2014"},
        f"row/{place}/4": "omit",
        "subject/5Б/Химия": "teacher:Иванова Анна Петровна",
    }
    written = commit_import(session, actor=actor, files=files, answers=answers)
    assert (written.created["pupils"], written.created["slots"], written.created["lessons"]) == (2, 2, 4)
    chemistry = course_named(session, "Химия, 5Б")
    assert session.scalars(select(Lesson.held_on).where(Lesson.course_id == chemistry.id)).all() == [
        date(2026, 9, 8),
        date(2026, 9, 15),
    ]


def test_year_1_and_subjects_without_marks_are_not_marked(session: Session, actor: Actor) -> None:
    load = make_file(
        "нагрузка.xlsx",
        [
            ("Учитель", "Предмет", "Классы"),
            ("Ёлкина Анна", "Математика", "1А, 4А"),
            ("Ёлкина Анна", "ОРКСЭ", "4А"),
        ],
    )
    answers = {q.key: q.proposed for q in build_preview(session, files=[load], answers={}).questions}
    commit_import(session, actor=actor, files=[load], answers=answers)
    assert {course.title: course.marking for course in session.scalars(select(Course))} == {
        "Математика, 1А": "none", "Математика, 4А": "fives", "ОРКСЭ, 4А": "none",
    }  # fmt: skip


def test_a_teacher_who_is_a_parent_too_is_one_person_when_told(session: Session, actor: Actor) -> None:
    pupils = make_file(
        "ученики.xlsx",
        [
            ("ФИО", "Дата рождения", "Класс", "Мать"),
            ("Ёлкин Пётр", "01.02.2014", "5А", "Ёлкина Анна Ильинична, 89041112233"),
        ],
    )
    load = make_file(
        "нагрузка.xlsx", [("Учитель", "Предмет", "Класс"), ("ЕЛКИНА АННА ИЛЬИНИЧНА", "Физика", "5А")]
    )
    preview = build_preview(session, files=[pupils, load], answers={})
    question = next(q for q in preview.questions if q.ask is Ask.STAFF)
    answers = {"calendar": next(q for q in preview.questions if q.ask is Ask.CALENDAR).proposed}
    commit_import(session, actor=actor, files=[pupils, load], answers={**answers, question.key: "card:1"})
    person = session.scalars(select(Person).where(Person.sort_key == "елкина анна ильинична")).one()
    assert session.get(StaffMember, person.id) is not None
    assert session.scalar(select(Parenthood.parent_id)) == person.id


def test_a_second_timetable_does_not_double_lessons(
    session: Session, actor: Actor, files: list[SourceFile], answers: dict[str, Any]
) -> None:
    commit_import(session, actor=actor, files=files, answers=answers)
    other = make_file(
        "новое.xlsx",
        [
            ("Расписание на 1 полугодие 2026/2027",),
            ("День", "№", "5А"),
            ("пн", 1, "Музыка"),
            ("пн", 7, "Музыка"),
        ],
    )
    preview = commit_import(session, actor=actor, files=[other], answers={})
    assert [(slot.course.title, slot.number) for slot in preview.plan.slots] == [("Музыка, 5А", 7)]
    assert [w["code"] for w in preview.warnings] == ["slot-taken"]
