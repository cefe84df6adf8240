"""Rows of the four kinds of lists: the school's own files, other orders, and what is refused and why."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from journal.imports.notes import Notes
from journal.imports.people import FullName
from journal.imports.plans import parse_heading, read_plan
from journal.imports.pupils import PupilRow, Register, list_school_year, read_pupils
from journal.imports.rows import Refusal
from journal.imports.timetable import Validity, find_weekday, parse_cell, parse_validity, read_timetable
from journal.imports.workload import read_workload
from tests.factories.workbooks import PLAN, PUPILS, TIMETABLE, WORKLOAD, make_table, school_tables

HEADER = ("ФИО", "Дата рождения", "Личное дело", "Мать", "Отец", "Примечание", "Класс")
GOOD = ("Иванова Анна Петровна", "02.03.2014", "И-1", "", "", "", "5А")


def pupils_of(*rows: tuple[Any, ...], **corrections: Any) -> tuple[list[PupilRow], list[Refusal]]:
    return read_pupils(make_table(HEADER, *rows), corrections, school_year=2026, register=Register({}))


def codes(refusals: list[Refusal]) -> list[tuple[int, str]]:
    return [(refusal.ref.row, refusal.code) for refusal in refusals]


def test_the_school_s_pupils() -> None:
    register = Register({})
    read = [read_pupils(table, {}, school_year=2026, register=register) for table in school_tables(PUPILS)]
    assert [len(pupils) for pupils, _ in read] == [26, 25, 15, 23, 16]
    assert [refusals for _, refusals in read] == [[], [], [], [], []]
    pupils = [pupil for found, _ in read for pupil in found]
    assert sum(pupil.notes.pe_exempt for pupil in pupils) == 5
    assert sum(pupil.notes.home_taught for pupil in pupils) == 5
    assert sum(pupil.notes.at_risk for pupil in pupils) == 5
    twins = [pupil for pupil in pupils if str(pupil.name) == "Медведева Анна Борисовна"]
    assert [(twin.file_number, twin.birth_date) for twin in twins] == [
        ("М-110", date(2014, 7, 15)),
        ("М-120", date(2014, 7, 20)),
    ]
    assert pupils[2].parents[0].name == FullName("Жаворонкова", "Юлия", "Сергеевна")
    assert pupils[2].parents[0].phones == ("+79962232111",)
    assert [parent.kind for parent in pupils[2].parents] == ["mother", "father"]
    assert list_school_year(school_tables(PUPILS)[0]) == 2026


def test_one_sheet_with_a_column_for_the_class_and_names_in_three_columns() -> None:
    table = make_table(
        ("Класс", "Дата рождения", "Имя", "Отчество", "Фамилия", "Родители"),
        (
            "7 «б»",
            date(2013, 1, 2),
            "анна",
            "петровна",
            "ИВАНОВА",
            "мать: Иванова Ольга 89041112233;\nотец: Иванов Пётр",
        ),
    )
    (pupil,), refusals = read_pupils(table, {}, school_year=2026, register=Register({}))
    assert refusals == []
    assert (pupil.class_name, str(pupil.name)) == ("7Б", "Иванова Анна Петровна")
    assert [(p.kind, str(p.name), p.phones) for p in pupil.parents] == [
        ("mother", "Иванова Ольга", ("+79041112233",)),
        ("father", "Иванов Пётр", ()),
    ]


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("ФИО", "", "name-missing"),
        ("ФИО", "Анна", "name-unreadable"),
        ("Дата рождения", "когда-то", "date-unreadable"),
        ("Дата рождения", "02.03.1914", "birth-date-unlikely"),
        ("Класс", "пятый", "class-missing"),
        ("Мать", "мама Ани, 89041112233", "parent-unreadable"),
        ("Мать", "Иванова Ольга, 8904111223344", "phone-unreadable"),
        ("ФИО", "И" * 301, "too-long"),
    ],
)
def test_a_bad_cell_refuses_its_row_and_no_other(column: str, value: str, code: str) -> None:
    bad = tuple(value if name == column else cell for name, cell in zip(HEADER, GOOD, strict=True))
    other = ("Петров Пётр Петрович", "03.03.2014", "П-1", "", "", "", "5А")
    pupils, refusals = pupils_of(bad, other)
    assert [str(pupil.name) for pupil in pupils] == ["Петров Пётр Петрович"]
    assert codes(refusals) == [(2, code)]


def test_without_birth_date_and_file_number_namesakes_could_not_be_told_apart() -> None:
    pupils, refusals = pupils_of(("Иванова Анна Петровна", "", "—", "", "", "", "5А"))
    assert (pupils, codes(refusals)) == ([], [(2, "identity-missing")])


def test_a_pupil_listed_twice_and_a_file_number_given_twice() -> None:
    pupils, refusals = pupils_of(GOOD, GOOD, ("Другая Анна Петровна", "02.03.2014", "и-1", "", "", "", "5А"))
    assert len(pupils) == 1
    assert codes(refusals) == [(3, "pupil-twice"), (4, "file-number-taken")]


def test_a_refused_row_is_corrected_or_left_out() -> None:
    bad = (*GOOD[:1], "32.13.2014", *GOOD[2:])
    key = "файл.xlsx/Лист1/2"
    corrected, refusals = pupils_of(bad, **{key: {"birth_date": "02.03.2014"}})
    assert ([pupil.birth_date for pupil in corrected], refusals) == ([date(2014, 3, 2)], [])
    left_out, refusals = pupils_of(bad, **{key: None})
    assert (left_out, codes(refusals)) == ([], [(2, "left-out")])
    still_bad, refusals = pupils_of(bad, **{key: {"birth_date": "вчера"}})
    assert (still_bad, codes(refusals)) == ([], [(2, "date-unreadable")])
    assert refusals[0].cells["birth_date"] == "вчера"


def test_footers_and_empty_rows_are_no_pupils() -> None:
    footer = ("Классный руководитель ________", None, None, None, None, None, None)
    pupils, refusals = pupils_of(GOOD, (None,) * 7, footer)
    assert (len(pupils), refusals) == (1, [])
    assert pupils[0].notes == Notes()


def test_the_school_s_load() -> None:
    rows, refusals = read_workload(school_tables(WORKLOAD)[0], {})
    assert (len(rows), refusals) == (14, [])
    assert [(str(row.teacher), row.tutor_of) for row in rows if row.tutor_of] == [
        ("Щелконогова Ирина Игоревна", "5А"),
        ("Аверин Егор Андреевич", "6А"),
        ("Черепанова Алёна Павловна", "7А"),
        ("Лаптева Ксения Евгеньевна", "8А"),
        ("Ёлкина Анна Геннадьевна", "9А"),
    ]
    english = [row for row in rows if row.subject == "Иностранный язык (английский)"]
    assert [row.classes[0] for row in english] == [("5А", 1), ("5А", 2)]
    assert (english[0].hours, rows[2].position) == (Decimal(3), "учитель высшей категории")


def test_a_load_with_a_class_a_row_and_the_teacher_written_once() -> None:
    table = make_table(
        ("Классы", "Предмет", "Учитель", "Часы"),
        ("5А", "Алгебра", "Иванов Пётр Ильич", "2,5 ч"),
        ("6А", "Геометрия", "", 1.0),
        ("7А", "Физика", "Вакансия", 2),
        ("седьмой", "Физика", "Петров Иван Ильич", 2),
        ("8А", "", "Петров Иван Ильич", 2),
        ("8А", "Физика", "Петров Иван Ильич", "много"),
        ("8А", "Физика", "Петров Иван Ильич", 90),
    )
    rows, refusals = read_workload(table, {})
    assert [(str(row.teacher), row.subject, row.hours) for row in rows] == [
        ("Иванов Пётр Ильич", "Алгебра", Decimal("2.5")),
        ("Иванов Пётр Ильич", "Геометрия", Decimal(1)),
    ]
    assert codes(refusals) == [
        (4, "teacher-vacant"), (5, "class-unreadable"), (6, "subject-missing"),
        (7, "hours-unreadable"), (8, "hours-unlikely"),
    ]  # fmt: skip


def test_the_school_s_timetable() -> None:
    table = school_tables(TIMETABLE)[0]
    rows, refusals = read_timetable(table, {})
    assert (len(rows), refusals) == (30, [])
    assert parse_validity(table.title) == Validity(2026, term=("half", 1))
    monday_third = rows[2]
    assert (monday_third.weekday, monday_third.number, monday_third.bell) == (
        1,
        3,
        (time(10, 30), time(11, 15)),
    )
    english = next(entry for entry in monday_third.entries if entry.class_name == "6А")
    assert (english.subject, english.subgroups, english.room) == ("Англ. яз.", (1, 2), "5")
    assert [len(row.entries) for row in rows if row.weekday == 2] == [5, 5, 0, 5, 5, 5]


def test_days_in_rows_of_their_own_and_rooms_in_columns_of_their_own() -> None:
    table = make_table(
        ("№ урока", "5А", "каб."),
        ("ПОНЕДЕЛЬНИК", None, None),
        (1, "Музыка", 7),
        ("2 урок", "ИЗО / Информатика", None),
        ("Вторник", None, None),
        ("один", "Музыка", None),
        (0, "Разговоры о важном", "спортзал"),
    )
    rows, refusals = read_timetable(table, {})
    assert [(row.weekday, row.number) for row in rows] == [(1, 1), (1, 2), (2, 0)]
    assert [entry.room for entry in rows[0].entries] == ["7"]
    assert [entry.subject for entry in rows[1].entries] == ["ИЗО", "Информатика"]
    assert codes(refusals) == [(6, "lesson-number-unreadable")]


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("Математика  каб. 9", [("Математика", (), "9")]),
        ("Англ. яз. (1, 2 гр.)  каб. 5", [("Англ. яз.", (1, 2), "5")]),
        (
            "Англ. яз. (1 гр.) каб. 5\nИнформатика (2 гр.) к. 12",
            [("Англ. яз.", (1,), "5"), ("Информатика", (2,), "12")],
        ),
        ("Англ. яз. (1 гр.)/Информатика (2 гр.)", [("Англ. яз.", (1,), ""), ("Информатика", (2,), "")]),
        ("Физ-ра (спортзал)", [("Физ-ра", (), "спортзал")]),
        ("Труд (технология), кабинет № 12а", [("Труд (технология)", (), "12а")]),
        ("Окр. мир", [("Окр. мир", (), "")]),
        ("—", []),
        ("", []),
    ],
)
def test_cells_of_a_timetable(text: str, entries: list[tuple[str, tuple[int, ...], str]]) -> None:
    assert list(parse_cell(text)) == entries


@pytest.mark.parametrize(
    ("title", "validity"),
    [
        ("на 1 полугодие 2026/2027 уч. г.", Validity(2026, term=("half", 1))),
        ("на II полугодие 2026-2027", Validity(2026, term=("half", 2))),
        ("на третью четверть", Validity(None, term=("quarter", 3))),
        ("расписание на 2 триместр", Validity(None, term=("trimester", 2))),
        ("с 01.09.2026 по 30.12.2026", Validity(None, dates=(date(2026, 9, 1), date(2026, 12, 30)))),
        ("на 2026/2027 учебный год", Validity(2026)),
        ("Расписание", Validity(None)),
    ],
)
def test_how_long_a_timetable_holds(title: str, validity: Validity) -> None:
    assert parse_validity(title) == validity


def test_weekdays() -> None:
    assert [find_weekday(text) for text in ("Понедельник", "вт", "СР.", "пятница ", "день", "")] == [
        1,
        2,
        3,
        5,
        None,
        None,
    ]


def test_the_school_s_plan() -> None:
    table = school_tables(PLAN)[0]
    topics, refusals = read_plan(table, {}, school_year=2026)
    assert (len(topics), sum(topic.hours for topic in topics), refusals) == (170, 170, [])
    assert len({topic.section for topic in topics}) == 7
    assert topics[0].section == "Натуральные числа. Действия с натуральными числами"
    assert [topic.control for topic in topics].count("контрольная работа") == 6
    assert [topic.control for topic in topics].count("практическая работа") == 6
    assert (topics[2].planned_on, topics[-1].planned_on) == (date(2026, 9, 3), date(2027, 4, 26))
    assert (topics[0].homework, topics[3].resources) == ("§ 1, № 3", "https://lesson.edu.ru")
    heading = parse_heading(table)
    assert (heading.subject, heading.class_name, heading.hours) == ("Математика", "5А", 170)


def test_another_plan_with_other_headings_halves_and_bad_rows() -> None:
    table = make_table(
        ("Дата", "Кол-во часов", "Вид контроля", "Темы уроков", "№ урока"),
        (None, None, None, "Глава 1. Введение – 3 часа", None),
        ("1 сентября", "0,5", "тест", "Что такое физика", 1),
        ("02.09", 2, None, "Measuring", 2),
        ("завтра", 1, None, "Опыт", 3),
        (None, 3, None, "Слишком долго", 4),
        (None, "0,7", None, "Странно", 5),
        (None, None, None, "Без часов", 6),
        (None, 1, None, None, 7),
        ("Всего", 34, None, None, None),
        file="физика 7 класс.xlsx",
    )
    topics, refusals = read_plan(table, {}, school_year=2026)
    (topic,) = topics
    assert (topic.section, topic.hours, topic.control, topic.planned_on) == (
        "Введение", Decimal("0.5"), "тест", date(2026, 9, 1),
    )  # fmt: skip
    assert codes(refusals) == [
        (4, "not-russian"), (5, "date-unreadable"), (6, "hours-not-a-lesson"), (7, "hours-not-a-lesson"),
        (8, "hours-missing"), (9, "topic-missing"),
    ]  # fmt: skip
    heading = parse_heading(table)
    assert (heading.subject, heading.class_name, heading.hours) == ("Физика", "7", None)


def test_a_plan_without_hours_has_an_hour_a_topic_and_sections_by_name() -> None:
    table = make_table(
        ("Тема урока", "Домашнее задание"), ("Раздел 1", None), ("Дроби", "№ 5"), ("Проценты", None)
    )
    topics, refusals = read_plan(table, {}, school_year=2026)
    assert [(t.section, t.topic, t.hours) for t in topics] == [
        ("Раздел 1", "Дроби", Decimal(1)),
        ("Раздел 1", "Проценты", Decimal(1)),
    ]
    assert refusals == []
