"""What an import asks a person, and which answers will do. Answers are plain JSON, by the question's key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

Answers: TypeAlias = Mapping[str, Any]

OMIT = "omit"
NEW = "new"
JOINT = "joint"


class Ask(StrEnum):
    """The kinds of questions."""

    FILE = "file"
    SHEET = "sheet"
    COLUMN = "column"
    ROW = "row"
    CALENDAR = "calendar"
    PARENT = "parent"
    STAFF = "staff"
    SPLIT = "split"
    SUBJECT = "subject"
    CLASH = "clash"
    PLAN = "plan"
    WHICH = "which"


@dataclass(frozen=True)
class Choice:
    """One of the answers; `label` is the school's own words, empty where the value says it all."""

    value: str
    label: str = ""


@dataclass(frozen=True)
class Question:
    """Something that only a person can say: a stable key, the kind, the data of its sentence, the choices.

    Questions without choices take a mapping: a row its cells, a split its groups, the calendar
    its dates.
    """

    key: str
    ask: Ask
    data: Mapping[str, Any] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    proposed: Any = None

    def accepts(self, answer: Any) -> bool:
        """Say whether an answer settles the question.

        A row is asked about for as long as it is refused: a correction that doesn't help settles nothing.
        """
        if self.ask is Ask.SPLIT:
            return _is_whole_split(self.data["pupils"], self.data["groups"], answer)
        if self.ask is Ask.CALENDAR:
            return not self.data["trouble"] and isinstance(answer, dict)
        return any(choice.value == answer for choice in self.choices)

    def label_of(self, value: str) -> str:
        """Return the school's words for one of the choices, «» where there are none."""
        return next((choice.label for choice in self.choices if choice.value == value), "")


def find_answer(question: Question, answers: Answers) -> Any:
    """Return the answer that settles a question, or None."""
    answer = answers.get(question.key)
    return answer if question.accepts(answer) else None


def list_open(questions: Iterable[Question], answers: Answers) -> list[Question]:
    """Return the questions that no answer settles yet."""
    return [question for question in questions if not question.accepts(answers.get(question.key))]


def propose_answers(questions: Iterable[Question], answers: Answers) -> dict[str, Any]:
    """Return an answer for every question: the one given, else the one proposed, else None."""
    return {question.key: answers.get(question.key, question.proposed) for question in questions}


def _is_whole_split(pupils: Mapping[str, str], groups: list[str], answer: Any) -> bool:
    """Say whether every pupil is in a group and, where there are enough pupils, no group is empty."""
    if not isinstance(answer, dict) or any(answer.get(key) not in groups for key in pupils):
        return False
    return len({answer[key] for key in pupils}) == len(groups) or len(pupils) < len(groups)
