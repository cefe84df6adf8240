"""To which days a lesson may be moved, against a slow, obvious second version (R-CANCEL)."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from journal.lessons.rules import ClassCalendar, check_moved_day

FIRST = date(2026, 9, 1)


@dataclass(frozen=True)
class Span:
    starts_on: date
    ends_on: date
    name: str = "Каникулы"

    def days(self) -> set[date]:
        return {self.starts_on + timedelta(days=n) for n in range((self.ends_on - self.starts_on).days + 1)}


days = st.integers(0, 60).map(lambda n: FIRST + timedelta(days=n))
spans = st.builds(lambda first, length: Span(first, first + timedelta(days=length)), days, st.integers(0, 20))
calendars = st.builds(
    ClassCalendar,
    periods=st.lists(spans, max_size=3),
    breaks=st.lists(spans, max_size=2),
    public=st.dictionaries(days, st.just("Праздник"), max_size=3),
)


@given(days, days, st.lists(calendars, max_size=3))
def test_a_lesson_keeps_its_period_and_leaves_holidays_alone(
    held_on: date, target: date, classes: list[ClassCalendar]
) -> None:
    free = {day for one in classes for rest in one.breaks for day in rest.days()}  # type: ignore[attr-defined]
    free |= {day for one in classes for day in one.public}
    trouble = check_moved_day(held_on, target, classes)
    if target in free or target.isoweekday() == 7:
        assert trouble == "holiday"
    elif all((held_on in s.days()) == (target in s.days()) for one in classes for s in one.periods):  # type: ignore[attr-defined]
        assert trouble is None
    else:
        assert trouble == "period"
