"""Headers are found by meaning: in any order, in one row or two, below titles; the unknown is asked about."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.imports.headings import SKIP, find_table, match_heading, normalise_heading
from journal.imports.synonyms import SYNONYMS, Kind
from tests.factories.workbooks import PLAN, PUPILS, TIMETABLE, WORKLOAD, make_sheet, school_tables


def test_the_columns_of_the_school_s_lists() -> None:
    (first, *_) = school_tables(PUPILS)
    assert (first.kind, first.header, first.first) == (Kind.PUPILS, 2, 3)
    assert list(first.columns) == [
        "number", "name", "birth_date", "file_number", "address", "mother", "father", "note",
    ]  # fmt: skip
    (workload,) = school_tables(WORKLOAD)
    assert list(workload.columns) == [
        "number",
        "teacher",
        "position",
        "subject",
        "classes",
        "hours",
        "tutor_of",
    ]
    (timetable,) = school_tables(TIMETABLE)
    assert list(timetable.columns) == ["day", "lesson", "time", *(f"class:{n}А" for n in range(5, 10))]


def test_a_header_of_two_rows() -> None:
    (plan,) = school_tables(PLAN)
    assert (plan.kind, plan.header, plan.first, plan.asked) == (Kind.PLAN, 1, 3, ())
    assert list(plan.columns) == [
        "number", "topic", "hours", "control_hours", "practical_hours",
        "planned", "actual", "resource", "homework",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "heading", "meaning"),
    [
        (Kind.PUPILS, "Ф.И.О. обучающегося", "name"),
        (Kind.PUPILS, "ФАМИЛИЯ, ИМЯ, ОТЧЕСТВО", "name"),
        (Kind.PUPILS, "Фамилия", "last_name"),
        (Kind.PUPILS, "№ личного дела", "file_number"),
        (Kind.PUPILS, "Мать (ФИО, телефон)", "mother"),
        (Kind.PUPILS, "Телефон матери", "mother_phone"),
        (Kind.PUPILS, "ФИО отца", "father"),
        (Kind.PUPILS, "Год рождения ребёнка", "birth_date"),
        (Kind.PUPILS, "Класс", "school_class"),
        (Kind.WORKLOAD, "Кол-во часов", "hours"),
        (Kind.WORKLOAD, "Классное руководство", "tutor_of"),
        (Kind.WORKLOAD, "Класс", "classes"),
        (Kind.PLAN, "Кол-во часов Контрольные", "control_hours"),
        (Kind.PLAN, "Дата по плану", "planned"),
        (Kind.PLAN, "Д/З", "homework"),
        (Kind.PLAN, "Тема занятия", "topic"),
        (Kind.PUPILS, "Группа здоровья", None),
        (Kind.PUPILS, "СНИЛС", None),
    ],
)
def test_what_headings_mean(kind: Kind, heading: str, meaning: str | None) -> None:
    assert match_heading(kind, heading) == meaning


@pytest.mark.parametrize("kind", Kind)
def test_no_synonym_has_two_meanings(kind: Kind) -> None:
    for meaning, synonyms in SYNONYMS[kind].items():
        for synonym in synonyms:
            words = synonym.removeprefix("=")
            assert words == normalise_heading(words)
            assert match_heading(kind, words) == meaning, words


@given(st.randoms(use_true_random=False), st.sampled_from([Kind.PUPILS, Kind.WORKLOAD, Kind.PLAN]))
def test_the_order_of_columns_makes_no_difference(rng: random.Random, kind: Kind) -> None:
    chosen = {meaning: rng.choice(synonyms).removeprefix("=") for meaning, synonyms in SYNONYMS[kind].items()}
    meanings = list(chosen)
    rng.shuffle(meanings)
    table = find_table(make_sheet(["Список"], [], [chosen[meaning] for meaning in meanings], ["текст"]))
    assert table is not None
    assert (table.kind, table.header) == (kind, 2)
    assert table.columns == {meaning: place for place, meaning in enumerate(meanings)}


def test_unknown_and_repeated_headings_are_asked_about_and_matched_by_hand() -> None:
    sheet = make_sheet(
        ["ФИО", "Дата рождения", "Прописан", "СНИЛС", "ФИО", None],
        ["Иванова Анна", "01.02.2014", "с. Конево", "1", "2", "без заголовка"],
    )
    table = find_table(sheet)
    assert table is not None
    assert table.asked == ("Прописан", "СНИЛС", "ФИО", "[F]")
    by_hand = find_table(sheet, by_hand={"Прописан": "address", "СНИЛС": SKIP, "[F]": "note"})
    assert by_hand is not None
    assert by_hand.columns == {"name": 0, "birth_date": 1, "address": 2, "note": 5}
    assert by_hand.asked == table.asked


def test_a_missing_necessary_column_is_named() -> None:
    table = find_table(
        make_sheet(["Кого учим", "Дата рождения", "Личное дело"], ["Иванова Анна", "01.02.2014", "1"])
    )
    assert table is not None
    assert (table.missing, table.asked) == (("name",), ("Кого учим",))
    found = find_table(table.sheet, by_hand={"Кого учим": "name"})
    assert found is not None
    assert found.missing == ()


def test_surname_and_given_name_in_columns_of_their_own_are_enough() -> None:
    table = find_table(make_sheet(["Фамилия", "Имя", "Отчество"], ["Иванова", "Анна", "Петровна"]))
    assert table is not None
    assert table.missing == ()


def test_a_sheet_without_known_headings_is_not_a_table_until_a_person_says_what_it_is() -> None:
    sheet = make_sheet(["Отчёт за год"], ["Кто", "Когда", "Что"], ["Иванова Анна", "01.02.2014", "1"])
    assert find_table(sheet) is None
    table = find_table(sheet, kind=Kind.PUPILS, by_hand={"Кто": "name", "Когда": "birth_date"})
    assert table is not None
    assert (table.header, table.missing) == (1, ())


def test_rooms_stand_beside_their_classes() -> None:
    table = find_table(
        make_sheet(["День", "Урок", "5 «А»", "каб.", "6-а", "Каб."], ["пн", 1, "Музыка", 5, "ИЗО", 6])
    )
    assert table is not None
    assert list(table.columns) == ["day", "lesson", "class:5А", "room:5А", "class:6А", "room:6А"]
