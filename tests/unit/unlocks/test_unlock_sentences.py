"""What is refused around requests to unlock has sentences that say why and what to do next."""

import dataclasses
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask_babel import Babel

from journal.error_messages import explain
from journal.errors import JournalError
from journal.unlocks import errors
from journal.unlocks.rules import GROUNDS, STATES
from journal.unlocks.sentences import name_ground, name_state, name_step
from journal.unlocks.wording import GROUND_WORDS

DAY, LAST = date(2026, 11, 5), date(2026, 11, 19)
ACCEPTED = ("PDF", "JPEG", "PNG")
SAMPLES: list[JournalError] = [
    *(errors.RequestStands(state=state) for state in STATES),
    *(errors.Incomplete(what=what) for what in ("cells", "ground", "why", "papers")),
    errors.CellNotLocked(on=DAY, last_day=LAST),
    errors.CellOpened(on=DAY, deadline=datetime(2026, 11, 23, 19, tzinfo=UTC)),
    errors.ForeignCell(),
    errors.TooManyCells(limit=500),
    errors.TooManyPapers(limit=10),
    errors.EmptyPaper(name="справка.pdf"),
    errors.LyingPaper(name="справка.pdf", kind="PNG", allowed=ACCEPTED),
    errors.LyingPaper(name="справка.pdf", kind="", allowed=ACCEPTED),
    errors.DeadlinePassed(today=DAY),
    errors.DeadlineTooFar(latest=LAST),
    errors.NothingGranted(),
    errors.OwnRequest(),
    errors.NobodyDecides(),
    errors.NotADeputy(),
    *(errors.BadOrder(trouble=trouble) for trouble in ("order", "past", "long")),
]


def test_every_error_is_here() -> None:
    defined = {
        one for one in vars(errors).values() if isinstance(one, type) and one.__module__ == errors.__name__
    }
    assert defined == {type(sample) for sample in SAMPLES}


@pytest.mark.parametrize("error", SAMPLES, ids=lambda error: type(error).__name__)
def test_its_sentence_says_what_it_knows(error: JournalError) -> None:
    """Every day, number and name that the error carries stands in the sentence."""
    app = Flask("journal")
    Babel(app, default_locale="en")
    with app.test_request_context():
        sentence = explain(error)
        fallback = explain.dispatch(JournalError)(error)
    assert sentence.endswith(".")
    assert "%(" not in sentence
    assert sentence != fallback
    for field in dataclasses.fields(error):  # type: ignore[arg-type]
        value = getattr(error, field.name)
        if isinstance(value, int) or field.name in ("name", "kind"):
            assert str(value) in sentence
        elif isinstance(value, date):
            assert f"{value:%B} {value.year}" in sentence


def test_grounds_and_states_have_words_of_their_own() -> None:
    app = Flask("journal")
    Babel(app, default_locale="en")
    with app.test_request_context():
        for name, values in ((name_ground, ("", *GROUNDS)), (name_state, STATES), (name_step, STATES)):
            words = [name(value) for value in values]
            assert len(set(words)) == len(values)
    assert set(GROUND_WORDS) == {"", *GROUNDS}
