"""Proposals and class results against a slow, obvious second version (R-OBJECTIVE, R-TUTORFINAL)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from journal.errors import FinalStands, PeriodNotOver
from journal.finals.rules import (
    Category,
    Proposal,
    Thresholds,
    check_after_period,
    check_empty,
    compute_class_result,
    find_category,
    is_different,
    propose_mean_mark,
    propose_period_mark,
)

USUAL = Thresholds(Decimal("2.5"), Decimal("3.5"), Decimal("4.5"))
WEIGHTS = st.decimals("0.1", "10", places=2)
MARKS = st.lists(st.tuples(st.integers(1, 5), WEIGHTS), max_size=40)
SYMBOLS = ("5", "4", "3", "2", "1", "осв.", "н/а", "зач.", "незач.", None)
FINALS = st.lists(st.sampled_from(SYMBOLS), max_size=8)


def round_slowly(value: Fraction, places: int) -> Decimal:
    """Count upwards in the smallest steps until the next one would lie more than half a step above."""
    step, steps = Fraction(1, 10**places), 0
    while (steps + 1) * step - step / 2 <= value:
        steps += 1
    return Decimal(steps) / Decimal(10**places)


def propose_slowly(marks: Sequence[tuple[int, Decimal]]) -> tuple[int | None, Decimal | None]:
    """The proposal with every weight as a fraction, threshold by threshold."""
    if not marks:
        return None, None
    total = sum(Fraction(mark) * Fraction(weight) for mark, weight in marks)
    mean = round_slowly(total / sum(Fraction(weight) for _mark, weight in marks), 2)
    if mean >= Decimal("4.5"):
        return 5, mean
    if mean >= Decimal("3.5"):
        return 4, mean
    if mean >= Decimal("2.5"):
        return 3, mean
    return 2, mean


@given(MARKS)
@example([(4, Decimal(1)), (5, Decimal(1))])
@example([(2, Decimal(1)), (3, Decimal(1))])
def test_a_period_mark_is_proposed_from_the_weighted_mean(marks: list[tuple[int, Decimal]]) -> None:
    found = propose_period_mark(marks, USUAL)
    assert (found.mark, found.mean) == propose_slowly(marks)
    assert found.count == len(marks)


@pytest.mark.parametrize(("four", "proposed"), [("3.50", 4), ("3.51", 3), ("3.70", 3)])
def test_a_school_sets_its_own_thresholds(four: str, proposed: int) -> None:
    own = Thresholds(Decimal("2.5"), Decimal(four), Decimal("4.5"))
    assert propose_period_mark([(3, Decimal(1)), (4, Decimal(1))], own).mark == proposed


@given(FINALS)
@example(["4", "5"])
@example(["3", "4", "осв.", "н/а"])
def test_a_year_mark_is_the_rounded_mean_of_its_periods(finals: list[str | None]) -> None:
    numbers = [int(one) for one in finals if one in {"1", "2", "3", "4", "5"}]
    expected = int(round_slowly(Fraction(sum(numbers), len(numbers)), 0)) if numbers else None
    assert propose_mean_mark(finals).mark == expected


def categorise_slowly(finals: Sequence[str | None]) -> str | None:
    """The domain's list of categories, read line by line."""
    counted = [one for one in finals if one not in ("осв.", "зач.")]
    if not counted:
        return None
    if "2" in counted or "1" in counted or "незач." in counted:
        return "failing"
    if "н/а" in counted:
        return "not-attested"
    if None in counted:
        return "incomplete"
    if all(one == "5" for one in counted):
        return "excellent"
    if sorted(counted) == ["4"] + ["5"] * (len(counted) - 1):
        return "one-four"
    if all(one in ("4", "5") for one in counted):
        return "good"
    if len([one for one in counted if one == "3"]) == 1:
        return "one-three"
    return "passing"


@given(FINALS)
@example(["5", "5", "4"])
@example(["4", "4", "5"])
@example(["3", "5"])
@example(["3", "3", None])
@example(["н/а", None])
@example(["2", "н/а"])
@example(["осв."])
def test_categories_are_exclusive_and_the_best_comes_first(finals: list[str | None]) -> None:
    found = find_category(finals)
    assert (str(found) if found else None) == categorise_slowly(finals)


@given(st.lists(FINALS, max_size=12))
def test_a_class_stands_by_its_pupils(pupils: list[list[str | None]]) -> None:
    result = compute_class_result(pupils)
    known = [one for one in map(categorise_slowly, pupils) if one]
    good = [one for one in known if one in ("excellent", "one-four", "good")]
    passed = [one for one in known if one not in ("failing", "not-attested", "incomplete")]
    assert result.counted == len(known)
    if known:
        assert result.quality == round_slowly(Fraction(100 * len(good), len(known)), 1)
        assert result.success == round_slowly(Fraction(100 * len(passed), len(known)), 1)
    else:
        assert (result.quality, result.success) == (None, None)
    assert {category: result.counts.get(category, 0) for category in Category} == {
        category: known.count(str(category)) for category in Category
    }


@pytest.mark.parametrize(
    ("final", "mark", "differs"),
    [
        ("4", 4, False),
        ("5", 4, True),
        ("", 4, False),
        ("осв.", 4, False),
        ("н/а", 4, True),
        ("4", None, False),
    ],
)
def test_a_differing_final_is_said_to_differ(final: str, mark: int | None, differs: bool) -> None:
    assert is_different(final, Proposal(mark, None, 3)) is differs


def test_a_tutor_fills_in_after_the_period_and_only_what_is_empty() -> None:
    last = date(2026, 12, 30)
    check_after_period("quarter", 2, ends_on=last, today=date(2026, 12, 31))
    with pytest.raises(PeriodNotOver):
        check_after_period("quarter", 2, ends_on=last, today=last)
    check_empty("")
    with pytest.raises(FinalStands):
        check_empty("4")
