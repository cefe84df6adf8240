"""Names, phones, dates, classes, subjects and notes as schools write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.imports.classes import (
    find_class,
    find_school_year,
    search_class,
    split_class_name,
    split_classes,
    take_subgroups,
)
from journal.imports.notes import Notes, parse_notes
from journal.imports.people import FullName, parse_date, parse_name, parse_phone, take_phones
from journal.imports.subjects import SUBJECTS, search_subject, subject_key, subject_name, subject_words
from journal.imports.workbook import Cell

LAST, FIRST, MIDDLE = (
    ("Ёлкина", "Салтыкова-Щедрина", "О'Коннор"),
    ("Алёна", "Пётр"),
    ("Семёновна", "Ильич", ""),
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Жаворонков Тимофей Васильевич", FullName("Жаворонков", "Тимофей", "Васильевич")),
        ("ЖАВОРОНКОВА ЮЛИЯ СЕРГЕЕВНА", FullName("Жаворонкова", "Юлия", "Сергеевна")),
        ("салтыков-щедрин михаил", FullName("Салтыков-Щедрин", "Михаил")),
        ("Мамедов Али Гасан ОГЛЫ", FullName("Мамедов", "Али", "Гасан оглы")),
        ("МакГрегор Анна", FullName("МакГрегор", "Анна")),
        ("Иванова А. П.", FullName("Иванова", "А.", "П.")),
        ("Иванова", None),
        ("Классный руководитель ____", None),
        ("Иванова Анна 8912", None),
        ("один два три четыре пять шесть семь", None),
        ("", None),
    ],
)
def test_full_names(text: str, name: FullName | None) -> None:
    assert parse_name(text) == name


@given(
    st.sampled_from(LAST), st.sampled_from(FIRST), st.sampled_from(MIDDLE),
    st.sampled_from(["upper", "lower", "title"]), st.booleans(), st.integers(1, 4),
)  # fmt: skip
def test_spellings_of_one_name_have_one_key(
    last: str, first: str, middle: str, case: str, without_yo: bool, spaces: int
) -> None:
    written = getattr((" " * spaces).join((last, first, middle)), case)()
    if without_yo:
        written = written.replace("ё", "е").replace("Ё", "Е")
    name = parse_name(f"  {written} ")
    assert name is not None
    assert name.key == FullName(last, first, middle).key


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("+7 (901) 753-03-46", "+79017530346"),
        ("8 904 129 36 95", "+79041293695"),
        ("89042129365", "+79042129365"),
        ("9042129365", "+79042129365"),
        ("2-34-56", "23456"),
        ("123", None),
        ("8904129369512", None),
    ],
)
def test_phones(text: str, phone: str | None) -> None:
    assert parse_phone(text) == phone


@given(
    st.from_regex(r"9\d{9}", fullmatch=True),
    st.lists(st.sampled_from(["", " ", "-"]), min_size=9, max_size=9),
)
def test_every_writing_of_a_phone_is_one_phone(digits: str, gaps: list[str]) -> None:
    body = digits[0] + "".join(gap + digit for gap, digit in zip(gaps, digits[1:], strict=True))
    assert {parse_phone(f"{prefix}{body}") for prefix in ("8", "+7", "7", "")} == {f"+7{digits}"}


def test_a_name_and_its_phones_are_parted() -> None:
    assert take_phones("Ёлкина Полина, +7 (901) 753-03-46") == ("Ёлкина Полина", ("+79017530346",))
    assert take_phones("Ёлкина П. В. тел. 8 904 129 36 95, 23-456")[1] == ("+79041293695", "23456")
    assert take_phones("Ёлкина Полина") == ("Ёлкина Полина", ())
    with pytest.raises(ValueError, match="8904129369512"):
        take_phones("Ёлкина Полина 8904129369512")


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2014, 8, 2), date(2014, 8, 2)),
        ("02.08.2014 г.", date(2014, 8, 2)),
        ("2.8.14", date(2014, 8, 2)),
        ("2014-08-02", date(2014, 8, 2)),
        ("02/08/2014", date(2014, 8, 2)),
        ("2 августа 2014 года", date(2014, 8, 2)),
        (41853.0, date(2014, 8, 2)),
        ("01.09", date(2026, 9, 1)),
        ("26.05", date(2027, 5, 26)),
        ("29 февраля", None),
        ("31.02.2014", None),
        ("вчера", None),
        (3.0, None),
        (None, None),
    ],
)
def test_dates(cell: Cell, day: date | None) -> None:
    assert parse_date(cell, school_year=2026) == day


@given(st.dates(date(2026, 8, 1), date(2027, 7, 31)))
def test_a_day_without_its_year_falls_into_the_school_year(day: date) -> None:
    assert parse_date(f"{day:%d.%m}", school_year=2026) == day
    assert parse_date(float((day - date(1899, 12, 30)) / timedelta(days=1))) == day


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("5А", "5А"), ("5 а", "5А"), ("5-А", "5А"), ("5 «А» класс", "5А"), ('11 "Б"', "11Б"),
        ("5A", "5А"),
        ("5", "5"), ("10 класс", "10"), ("10 кл.", "10"),
        ("12", None), ("5 мая", None), ("А5", None), ("", None),
        ("5 классов", "5"),
    ],
)  # fmt: skip
def test_classes(text: str, name: str | None) -> None:
    assert find_class(text) == name


def test_classes_in_titles() -> None:
    assert search_class("Список обучающихся 5А класса на 1 сентября 2026 г.") == "5А"
    assert search_class("Математика. 5А класс. 170 часов (5 часов в неделю)") == "5А"
    assert search_class("Распределение нагрузки на 2026/2027 учебный год") is None
    assert split_class_name("10А") == (10, "А")
    assert split_class_name("5") == (5, "")


def test_classes_and_subgroups_of_a_load() -> None:
    assert split_classes("5А (1 гр.), 6-б;7 «В»") == [("5А", 1), ("6Б", None), ("7В", None)]
    assert split_classes("5А (1, 2 гр.)") == [("5А", 1), ("5А", 2)]
    with pytest.raises(ValueError, match="все"):
        split_classes("5А, все")
    assert take_subgroups("Англ. яз. (1, 2 гр.)") == ("Англ. яз.", (1, 2))
    assert take_subgroups("Англ. яз. 1-я группа") == ("Англ. яз.", (1,))
    assert take_subgroups("Труд (технология)") == ("Труд (технология)", ())


def test_school_years() -> None:
    assert find_school_year("на 2026/2027 учебный год") == 2026
    assert find_school_year("2026–27 уч. г.") == 2026
    assert find_school_year("телефон 2026-2028") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Физ-ра", "Физическая культура"), ("физкультура", "Физическая культура"),
        ("ФИЗ. КУЛЬТУРА", "Физическая культура"),
        ("ИЗО", "Изобразительное искусство"), ("Англ. яз.", "Иностранный язык (английский)"),
        ("Технология", "Труд (технология)"), ("география", "География"), ("Рус. яз.", "Русский язык"),
        ("ОБЖ", "Основы безопасности и защиты Родины"), ("робототехника", "Робототехника"),
    ],
)  # fmt: skip
def test_subjects(text: str, name: str) -> None:
    assert subject_name(text) == name
    assert subject_key(text) == subject_key(name)


def test_no_spelling_names_two_subjects() -> None:
    named: dict[str, set[str]] = {}
    for name, others in SUBJECTS.items():
        for text in (name, *others):
            named.setdefault(subject_words(text), set()).add(name)
    assert {text: names for text, names in named.items() if len(names) > 1} == {}


def test_subjects_in_titles() -> None:
    assert search_subject("Календарно-тематическое планирование. Математика. 5А класс") == "Математика"
    assert search_subject("КТП по русскому языку. Русский язык 5") == "Русский язык"
    assert search_subject("Рабочая программа 5") is None


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("осв. от физкультуры до 31.12.2026", Notes(pe_exempt=True, pe_exempt_until=date(2026, 12, 31))),
        ("Освобождён от физ-ры", Notes(pe_exempt=True)),
        (
            "освобождение от физической культуры по 15.03",
            Notes(pe_exempt=True, pe_exempt_until=date(2027, 3, 15)),
        ),
        ("обучение на дому", Notes(home_taught=True)),
        ("группа риска; многодетная семья", Notes(at_risk=True, text="многодетная семья")),
        ("обучение на дому\nсирота", Notes(home_taught=True, text="сирота")),
        ("—", Notes()),
        ("", Notes()),
    ],
)
def test_notes(text: str, notes: Notes) -> None:
    assert parse_notes(text, school_year=2026) == notes
