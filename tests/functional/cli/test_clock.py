"""`journal clock`: the computer's clock beside the record, and going on after it had been fast."""

from datetime import UTC, datetime

import pytest
import time_machine

from tests.functional.cli.conftest import Command
from tests.functional.cli.test_init import OPTIONS

NOON = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # 12:00 in Moscow
DAY_BEFORE = NOON.replace(day=19)
WHY = "часы спешили на сутки"


@pytest.fixture
def made(journal: Command) -> None:
    """A school made at noon."""
    with time_machine.travel(NOON, tick=False):
        journal("init", *OPTIONS)


@pytest.mark.usefixtures("made")
def test_a_right_clock_is_said_to_be_right(journal: Command) -> None:
    with time_machine.travel(NOON, tick=False):
        status, out, _ = journal("clock", "show")
        assert status == 0
        assert "20 November 2026, 12:00" in out
        assert "The clock is right." in out
        assert "nothing to accept" in journal("clock", "accept", WHY)[1]


@pytest.mark.usefixtures("made")
def test_a_clock_that_was_fast_is_accepted_with_a_reason(journal: Command) -> None:
    with time_machine.travel(DAY_BEFORE, tick=False):
        status, out, _ = journal("clock", "show")
        assert status == 1
        assert "journal clock accept" in out
        status, out, err = journal("clock", "accept", "Past Simple")
        assert status == 1
        assert "in Russian" in err
        status, out, err = journal("clock", "accept", WHY)
        assert (status, err) == (0, "")
        assert "until 20 November 2026, 12:00" in out
        assert journal("clock", "show")[0] == 0
        assert journal("verify")[0] == 0


def test_a_tolerance_that_is_no_number_is_refused(journal: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOURNAL_CLOCK_TOLERANCE_MINUTES", "soon")
    status, _, err = journal("verify")
    assert status == 1
    assert "soon" in err
