"""Days of absence, against slow and obvious second versions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.attendance.errors import (
    AnnouncedTooEarly,
    AnnouncedTooLate,
    BadSpell,
    OverlappingFact,
    WasPresent,
)
from journal.attendance.rules import (
    FURTHEST_ANNOUNCEMENT,
    Spell,
    check_absent,
    check_announcement,
    check_no_overlap,
    check_spell,
    count_eaters,
    explain_change,
    is_away,
)
from journal.entries.facts import Fact, find_covering
from journal.entries.symbols import MISSED, Code

TODAY = date(2026, 11, 20)
DAYS = st.dates(TODAY - timedelta(days=30), TODAY + timedelta(days=90))
SPELLS = st.tuples(DAYS, DAYS).map(lambda pair: Spell(min(pair), max(pair)))


def list_days(spell: Spell) -> set[date]:
    return {
        spell.starts_on + timedelta(days=number)
        for number in range((spell.ends_on - spell.starts_on).days + 1)
    }


@given(SPELLS, st.lists(SPELLS, max_size=4))
def test_spells_overlap_where_they_share_a_day(spell: Spell, others: list[Spell]) -> None:
    shared = [other for other in others if list_days(spell) & list_days(other)]
    if not shared:
        check_no_overlap(spell, others)
        return
    with pytest.raises(OverlappingFact) as caught:
        check_no_overlap(spell, others)
    assert Spell(caught.value.starts_on, caught.value.ends_on) in shared


@given(DAYS, DAYS)
def test_an_announcement_is_for_today_and_coming_days(first: date, last: date) -> None:
    spell = Spell(first, last)
    if last < first:
        expected: type[Exception] | None = BadSpell
    elif first < TODAY:
        expected = AnnouncedTooLate
    elif last > TODAY + FURTHEST_ANNOUNCEMENT:
        expected = AnnouncedTooEarly
    else:
        check_announcement(spell, TODAY)
        return
    with pytest.raises(expected):
        check_announcement(spell, TODAY)


def test_a_spell_of_more_than_a_year_is_refused() -> None:
    check_spell(Spell(TODAY, TODAY + timedelta(days=365)))
    with pytest.raises(BadSpell):
        check_spell(Spell(TODAY, TODAY + timedelta(days=366)))


@given(st.sampled_from([None, *Code]), st.sampled_from([None, 2, 5]))
def test_who_has_a_mark_or_came_late_was_there(code: Code | None, mark: int | None) -> None:
    if mark is None and code != Code.LATE:
        check_absent(code, mark)
        return
    with pytest.raises(WasPresent) as caught:
        check_absent(code, mark)
    assert caught.value.symbol == str(mark or code)


def test_a_mark_of_another_column_tells_that_the_pupil_was_there() -> None:
    check_absent(None, None, [])
    with pytest.raises(WasPresent) as caught:
        check_absent(None, None, [4, 5])
    assert caught.value.symbol == "4"


def test_an_unknown_reason_explains_its_own_resolving() -> None:
    assert explain_change("записка", Code.ABSENT, Code.ILL) == "записка"
    assert explain_change("", Code.ABSENT, Code.ILL) == "Причина пропуска уточнена: болезнь"
    assert explain_change("", Code.ILL, Code.VALID) == ""
    assert explain_change("", Code.ABSENT, None) == ""


@given(st.lists(st.sampled_from([None, *Code]), max_size=7))
def test_who_missed_every_recorded_lesson_is_away(codes: list[Code | None]) -> None:
    assert is_away(codes) == (len(codes) > 0 and sum(code in MISSED for code in codes) == len(codes))


@pytest.mark.parametrize(("pupils", "away", "eaters"), [(25, 3, 22), (25, 0, 25), (1, 2, 0)])
def test_the_canteen_expects_who_is_not_away(pupils: int, away: int, eaters: int) -> None:
    assert count_eaters(pupils, away) == eaters


def make_fact(kind: str, subject_id: int | None = None, first: int = 0, last: int = 5) -> Fact:
    return Fact(1, kind, subject_id, TODAY + timedelta(days=first), TODAY + timedelta(days=last), 2)


def test_illness_goes_before_everything_else() -> None:
    illness, leave, exemption = (make_fact(kind) for kind in ("illness", "leave", "exemption"))
    assert find_covering([exemption, leave, illness], TODAY) == illness
    assert find_covering([exemption, leave], TODAY) == leave
    assert find_covering([exemption], TODAY + timedelta(days=6)) is None
    assert [fact.code for fact in (illness, leave, exemption)] == [Code.ILL, Code.VALID, Code.RELEASED]
    assert make_fact("exemption", 7).concerns(7)
    assert not make_fact("exemption", 7).concerns(8)
