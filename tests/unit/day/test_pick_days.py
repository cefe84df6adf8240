"""Which days a family sees: today and the next one in which something stands."""

from datetime import date, timedelta

from journal.day.family import pick_days
from journal.diary.week import DiaryDay, DueHomework

TODAY = date(2026, 11, 20)
DUE = DueHomework(1, "Математика", "§ 1", TODAY, False)


def day(ahead: int, *homework: DueHomework) -> DiaryDay:
    return DiaryDay(TODAY + timedelta(days=ahead), other_homework=list(homework))


def test_free_days_are_passed_over() -> None:
    days = [day(-1, DUE), day(0, DUE), day(1), day(3, DUE), day(4, DUE)]
    assert pick_days(days, TODAY) == (days[1], days[3])


def test_today_may_be_free_and_nothing_may_follow() -> None:
    assert pick_days([day(-1, DUE), day(0), day(1)], TODAY) == (None, None)
