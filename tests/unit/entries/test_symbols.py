"""R-CELL and R-FINALCELL: what may be typed, in both keyboard layouts, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.entries.symbols import (
    ATTENDANCE,
    FINALS,
    MARKS,
    MISSED,
    Code,
    parse_final,
    parse_mark,
    parse_symbol,
)
from journal.errors import BadSymbol

SYMBOLS = [str(symbol) for symbol in (*MARKS, *ATTENDANCE)]


def test_the_alphabet_is_that_of_the_regulation() -> None:
    assert sorted(SYMBOLS) == sorted("1 2 3 4 5 осв. ОТ УП Б НП ОП".split())
    assert sorted({symbol for kind in FINALS.values() for symbol in kind}) == sorted(
        "1 2 3 4 5 осв. н/а зач. незач.".split()
    )


@pytest.mark.parametrize(
    ("typed", "symbol"),
    [
        *((keys, "Б") for keys in ("Б", "б", ",", "<", " б ")),
        *((keys, "УП") for keys in ("УП", "уп", "eg", "EG", "Eg", "у п")),
        *((keys, "НП") for keys in ("НП", "нп", "yg", "YG")),
        *((keys, "ОП") for keys in ("ОП", "оп", "jg", "JG")),
        *((keys, "ОТ") for keys in ("ОТ", "от", "jn", "JN")),
        *((keys, "осв.") for keys in ("осв.", "осв", "ОСВ", "Осв.", "jcd", "JCD", "jcd/")),
    ],
)
def test_both_layouts_and_any_case_are_understood(typed: str, symbol: str) -> None:
    assert parse_symbol(typed) == Code(symbol)


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_every_symbol_reads_back(symbol: str) -> None:
    assert str(parse_symbol(symbol)) == symbol


@pytest.mark.parametrize("typed", ["", "  ", "\t", "\u00a0"])
def test_nothing_empties_the_cell(typed: str) -> None:
    assert parse_symbol(typed) is None
    assert parse_mark(typed) is None
    assert parse_final(typed, "fives") is None


@pytest.mark.parametrize(
    "typed",
    ["0", "6", "55", "5/4", "5.", ".", "5+", "-", "н", "Н", "Б.", "ОТ.", "н/а", "зач.", "５", "٣", "¹"],
)
def test_everything_else_is_refused_with_what_would_do(typed: str) -> None:
    with pytest.raises(BadSymbol) as refusal:
        parse_symbol(typed)
    assert refusal.value.symbol == typed
    assert list(refusal.value.allowed) == SYMBOLS


@given(st.text(max_size=6))
def test_no_text_at_all_gives_anything_but_a_symbol(text: str) -> None:
    try:
        symbol = parse_symbol(text)
    except BadSymbol:
        return
    assert symbol is None or str(symbol) in SYMBOLS


@pytest.mark.parametrize("typed", ["Б", "осв.", "jn", "7"])
def test_attendance_has_no_place_in_further_columns(typed: str) -> None:
    with pytest.raises(BadSymbol) as refusal:
        parse_mark(typed)
    assert list(refusal.value.allowed) == ["5", "4", "3", "2", "1"]


def test_marks_are_read_in_further_columns() -> None:
    assert [parse_mark(str(mark)) for mark in MARKS] == list(MARKS)


@pytest.mark.parametrize(
    ("typed", "marking", "symbol"),
    [
        ("5", "fives", "5"),
        ("осв", "fives", "осв."),
        ("н/а", "fives", "н/а"),
        ("НА", "fives", "н/а"),
        ("yf", "fives", "н/а"),
        ("y|f", "fives", "н/а"),
        ("зач", "credit", "зач."),
        ("зачёт", "credit", "зач."),
        ("pfx", "credit", "зач."),
        ("незачет", "credit", "незач."),
        ("ytpfx", "credit", "незач."),
        ("н/а", "credit", "н/а"),
    ],
)
def test_finals_are_read(typed: str, marking: str, symbol: str) -> None:
    assert parse_final(typed, marking) == symbol


@pytest.mark.parametrize(
    ("typed", "marking"),
    [("зач.", "fives"), ("5", "credit"), ("Б", "fives"), ("5", "none"), ("осв.", "none")],
)
def test_finals_follow_the_courses_marking(typed: str, marking: str) -> None:
    with pytest.raises(BadSymbol) as refusal:
        parse_final(typed, marking)
    assert tuple(refusal.value.allowed) == FINALS[marking]


def test_late_and_released_are_not_missed() -> None:
    assert {str(code) for code in MISSED} == {"ОТ", "УП", "Б", "НП"}
