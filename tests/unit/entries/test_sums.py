"""The sums of the domain, each against a slow, obvious second version."""

from collections import Counter
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.entries.sums import (
    Absences,
    compute_mean,
    compute_statistics,
    compute_weighted_mean,
    count_absences,
    count_missed_days,
)
from journal.entries.symbols import ATTENDANCE

WEIGHTS = st.sampled_from([Decimal(text) for text in ("0", "0.5", "1", "1.5", "2", "3", "4", "5")])
MARKS = st.integers(1, 5)
CODES = st.none() | st.sampled_from([str(code) for code in ATTENDANCE])


def write_out(marks: list[tuple[int, Decimal]]) -> Decimal | None:
    """The weighted mean as a teacher would do it: every mark written as often as its weight has halves."""
    written = [mark for mark, weight in marks for _ in range(int(weight * 2))]
    if not written:
        return None
    with localcontext(prec=60):
        return (Decimal(sum(written)) / len(written)).quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(st.lists(st.tuples(MARKS, WEIGHTS), max_size=60))
def test_the_weighted_mean(marks) -> None:
    assert compute_weighted_mean(marks) == write_out(marks)


@given(st.lists(MARKS, max_size=40))
def test_the_plain_mean(marks) -> None:
    assert compute_mean(marks) == write_out([(mark, Decimal(1)) for mark in marks])


@pytest.mark.parametrize(
    ("marks", "mean"),
    [
        ([5, 4], "4.50"),
        ([5] * 6 + [4] * 10 + [3] * 7 + [2], "3.88"),
        ([3, 3, 3, 3, 3, 3, 3, 4], "3.13"),  # 3.125: half up, where bankers would say 3.12
    ],
)
def test_a_half_is_rounded_up(marks, mean: str) -> None:
    assert str(compute_mean(marks)) == mean


def test_no_marks_have_no_mean() -> None:
    assert compute_mean([]) is None
    assert compute_weighted_mean([(5, Decimal(0))]) is None


@given(st.lists(CODES, max_size=40))
def test_absences_are_counted_by_reason(codes) -> None:
    absences = count_absences(codes)
    assert absences == Absences(
        missed=len([code for code in codes if code in ("ОТ", "УП", "Б", "НП")]),
        ill=codes.count("Б"),
        valid=codes.count("УП"),
        unexcused=codes.count("НП"),
        unresolved=codes.count("ОТ"),
        late=codes.count("ОП"),
    )
    assert absences.missed == absences.ill + absences.valid + absences.unexcused + absences.unresolved


@given(st.lists(st.lists(CODES, max_size=7), max_size=10))
def test_a_day_is_missed_when_every_lesson_is(days) -> None:
    expected = 0
    for codes in days:
        if codes and not [code for code in codes if code in (None, "ОП", "осв.")]:
            expected += 1
    first = date(2026, 9, 1)
    assert count_missed_days({first + timedelta(days=n): codes for n, codes in enumerate(days)}) == expected


def test_the_statistics_of_the_handbook() -> None:
    statistics = compute_statistics(["5"] * 6 + ["4"] * 10 + ["3"] * 7 + ["2"] + ["н/а"] + ["осв.", None, ""])
    assert statistics.counted == 25
    assert statistics.success == Decimal(92)
    assert statistics.quality == Decimal(64)
    assert statistics.learning == Decimal("60.6")
    assert statistics.mean == Decimal("3.88")


@given(
    st.lists(st.sampled_from(["5", "4", "3", "2", "1", "н/а", "осв.", "зач.", "незач.", None]), max_size=40)
)
def test_the_statistics(finals) -> None:
    n = Counter(finals)
    counted = n["5"] + n["4"] + n["3"] + n["2"] + n["1"] + n["н/а"]
    statistics = compute_statistics(finals)
    assert statistics.counted == counted
    assert statistics.mean == write_out([(int(one), Decimal(1)) for one in finals if one in set("12345")])
    if not counted:
        assert (statistics.success, statistics.quality, statistics.learning) == (None, None, None)
        return
    for value, hundredths in (
        (statistics.success, 100 * (n["5"] + n["4"] + n["3"])),
        (statistics.quality, 100 * (n["5"] + n["4"])),
        (
            statistics.learning,
            100 * n["5"] + 64 * n["4"] + 36 * n["3"] + 16 * n["2"] + 7 * (n["1"] + n["н/а"]),
        ),
    ):
        with localcontext(prec=60):
            assert value == (Decimal(hundredths) / counted).quantize(Decimal("0.1"), ROUND_HALF_UP)
