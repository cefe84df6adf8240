"""A school that has a name and an administrator, and nothing else."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from journal.imports.preview import build_preview
from journal.imports.questions import propose_answers
from journal.imports.reading import SourceFile
from journal.models import Person, School
from journal.permissions.actor import Actor
from tests.factories.people import make_staff
from tests.factories.workbooks import school_files


def found_school(session: Session) -> Person:
    """Make the school; return its administrator."""
    session.add(School(name="Школа села Конево", short_name="Конево", time_zone="Asia/Yekaterinburg"))
    return make_staff(session, "Админова Анна Ивановна", "administrator", position="секретарь")


def act_as(administrator: Person) -> Actor:
    """The administrator, acting."""
    return Actor(administrator.id, administrator.full_name, "секретарь", frozenset({"administrator"}))


def answer(session: Session, files: list[SourceFile]) -> dict[str, Any]:
    """What is proposed, and for the clashes: a joint lesson on Monday's fifth, the second without 6А."""
    questions = build_preview(session, files=files, answers={}).questions
    return {
        **propose_answers(questions, {}),
        "clash/1/2/Черепанова Алёна Павловна": "omit/6А/Математика",
        "clash/1/5/Аверин Егор Андреевич": "joint",
    }


@pytest.fixture
def administrator(session: Session) -> Person:
    """The first administrator of a school that was just set up."""
    return found_school(session)


@pytest.fixture
def actor(administrator: Person) -> Actor:
    """The administrator, acting."""
    return act_as(administrator)


@pytest.fixture
def files() -> list[SourceFile]:
    """The four spreadsheets of the school."""
    return school_files()


@pytest.fixture
def answers(session: Session, administrator: Person, files: list[SourceFile]) -> dict[str, Any]:
    """The answers to what these files leave open."""
    return answer(session, files)
