"""What the administrator's changes of the year are refused with has sentences of its own."""

import dataclasses
from datetime import date
from types import ModuleType

import pytest
from flask import Flask
from flask_babel import Babel

from journal.error_messages import explain
from journal.errors import JournalError
from journal.lessons import errors as lessons
from journal.locks import errors as windows
from journal.outside_marks import errors as outside

DAY = date(2026, 11, 20)
MODULES = [lessons, windows, outside]
TROUBLES = ("future", "old", "number", "empty", "long", "mark", "subject", "period")
SAMPLES: list[JournalError] = [
    lessons.LessonHolds(lesson_date=DAY, entries=1),
    lessons.LessonHolds(lesson_date=DAY, entries=5),
    lessons.LessonStands(),
    lessons.SharedLesson(),
    lessons.SlotTaken(on=DAY, number=3, title="История, 5А"),
    lessons.NoSchoolDay(on=DAY),
    lessons.NoSchoolDay(on=DAY, name="Осенние каникулы"),
    lessons.OtherPeriod(starts_on=DAY, ends_on=DAY),
    lessons.NoLessons(),
    lessons.BadDays(limit_days=31),
    lessons.BadNumber(largest=14),
    windows.WindowOpened(opened_on=DAY),
    windows.BadOpening(first=DAY, last=DAY),
    *(outside.BadReport(trouble=trouble) for trouble in TROUBLES),
]


def list_classes(module: ModuleType) -> set[type[JournalError]]:
    """The errors that a module defines."""
    return {
        one for one in vars(module).values() if isinstance(one, type) and one.__module__ == module.__name__
    }


def test_every_error_is_here() -> None:
    assert set().union(*map(list_classes, MODULES)) == {type(sample) for sample in SAMPLES}


@pytest.mark.parametrize("error", SAMPLES, ids=lambda error: type(error).__name__)
def test_its_sentence_says_what_to_do(error: JournalError) -> None:
    app = Flask("journal")
    Babel(app, default_locale="en")
    with app.test_request_context():
        sentence = explain(error)
        assert sentence.endswith(".")
        assert "%(" not in sentence
        assert sentence != explain.dispatch(JournalError)(error)
        for field in dataclasses.fields(error):  # type: ignore[arg-type]
            if field.type == "str" and field.name in ("title", "name"):
                assert getattr(error, field.name) in sentence
