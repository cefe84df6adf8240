"""Days of absence: which may be recorded, announced or given a reason, and who is away (R-REASON).

Plain values only; `journal/entries/facts.py` says which symbol a fact means.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from journal.attendance.errors import (
    AnnouncedTooEarly,
    AnnouncedTooLate,
    BadSpell,
    OverlappingFact,
    WasPresent,
)
from journal.entries.symbols import MISSED, Code

LONGEST_SPELL = 366
FURTHEST_ANNOUNCEMENT = timedelta(days=60)
# What a tutor gives as a reason; «ОТ» means that it isn't known yet.
REASONS = (Code.VALID, Code.ILL, Code.UNEXCUSED)
# The history's own words for an «ОТ» that got its reason without a note (R-AMEND).
REASON_WORDS = {
    Code.VALID: "Причина пропуска уточнена: уважительная",
    Code.ILL: "Причина пропуска уточнена: болезнь",
    Code.UNEXCUSED: "Причина пропуска уточнена: неуважительная",
}


@dataclass(frozen=True)
class Spell:
    """Days from the first to the last, both included."""

    starts_on: date
    ends_on: date

    def overlaps(self, other: "Spell") -> bool:
        """Whether some day belongs to both."""
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on


def check_spell(spell: Spell) -> None:
    """Raise BadSpell for days in the wrong order, or for more than a year."""
    if not 0 <= (spell.ends_on - spell.starts_on).days < LONGEST_SPELL:
        raise BadSpell(limit_days=LONGEST_SPELL)


def check_no_overlap(spell: Spell, others: Iterable[Spell]) -> None:
    """Raise OverlappingFact with the first of *others* that shares a day with *spell*."""
    for other in sorted(others, key=lambda one: one.starts_on):
        if spell.overlaps(other):
            raise OverlappingFact(starts_on=other.starts_on, ends_on=other.ends_on)


def check_announcement(spell: Spell, today: date) -> None:
    """Raise AnnouncedTooLate for a past day, AnnouncedTooEarly, or BadSpell."""
    check_spell(spell)
    if spell.starts_on < today:
        raise AnnouncedTooLate(today=today)
    if spell.ends_on > today + FURTHEST_ANNOUNCEMENT:
        raise AnnouncedTooEarly(until=today + FURTHEST_ANNOUNCEMENT)


def check_absent(code: Code | None, mark: int | None, other_marks: Sequence[int] = ()) -> None:
    """A tutor writes over nothing that says that the pupil was there: raise WasPresent (R-REASON)."""
    symbols = [mark, code if code == Code.LATE else None, *other_marks]
    for symbol in symbols:
        if symbol is not None:
            raise WasPresent(symbol=str(symbol))


def explain_change(note: str, now: Code | None, wanted: Code | None) -> str:
    """The reason that the history keeps: the note, or for an «ОТ» that is resolved the reason itself."""
    return note or (REASON_WORDS.get(wanted, "") if now == Code.ABSENT and wanted else "")


def is_away(codes: Sequence[str | None]) -> bool:
    """Whether a pupil is away all day, as far as its recorded lessons tell: every one of them was missed."""
    return bool(codes) and all(code in MISSED for code in codes)


def count_eaters(pupils: int, away: int) -> int:
    """How many of a class the canteen expects."""
    return max(0, pupils - away)
