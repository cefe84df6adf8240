"""R-SCHEDULER: the countdown in a column's head, from three days before the lesson closes to its end."""

from datetime import UTC, datetime, timedelta

import pytest

from journal.blueprints.grades.countdown import describe_countdown, shorten_countdown
from journal.console import speaking
from journal.locks.rules import Attempt, LessonCell, Limits, describe_lock

LIMITS = Limits(lock_days=14, final_lock_days=7, ahead_days=14, warn_days=3)
HELD = datetime(2026, 11, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "words", "short"),
    [
        (11, "", ""),
        (12, "закроется через 3 дня", "3 дн."),
        (13, "закроется через 2 дня", "2 дн."),
        (14, "закроется сегодня в полночь", "1 дн."),
        (15, "", ""),
    ],
)
def test_the_last_days_are_counted(days: int, words: str, short: str) -> None:
    attempt = Attempt(1, HELD + timedelta(days=days), UTC)
    lock = describe_lock(HELD.date(), closed_at=None, cell=LessonCell(1), attempt=attempt, limits=LIMITS)
    with speaking("ru"):
        assert describe_countdown(lock, attempt.today) == words
        assert shorten_countdown(lock, attempt.today) == short
