"""The file in which a person answers an import's questions on the command line: JSON, meant to be edited."""

import json
from pathlib import Path
from typing import Any

from flask_babel import gettext

from journal.imports.errors import AnswersUnreadable
from journal.imports.meanings import name_meaning
from journal.imports.preview import Preview
from journal.imports.questions import Answers, Ask, Question, propose_answers
from journal.imports.sentences import say_choice, say_question


def load_answers(path: Path) -> dict[str, Any]:
    """Return the answers given in a file; raise AnswersUnreadable."""
    try:
        questions = json.loads(path.read_text(encoding="utf-8"))["questions"]
        return {entry["key"]: entry["answer"] for entry in questions if entry["answer"] is not None}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AnswersUnreadable(path=str(path)) from error


def save_answers(path: Path, preview: Preview, answers: Answers) -> None:
    """Write the questions with the answers given or proposed; `null` is where a person has to answer."""
    content = {
        "about": gettext(
            "Write your answers after «answer» (one of «choices»), then run the import again with --answers. "
            "This file holds personal data."
        ),
        "questions": [
            _entry(question, answer)
            for question, answer in zip(
                preview.questions, propose_answers(preview.questions, answers).values(), strict=True
            )
        ],
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _entry(question: Question, answer: Any) -> dict[str, Any]:
    """Return a question as it stands in the file, with whatever helps to answer it."""
    entry: dict[str, Any] = {"key": question.key, "question": say_question(question)}
    if question.choices:
        entry["choices"] = {choice.value: say_choice(question, choice) for choice in question.choices}
    if question.ask is Ask.SPLIT:
        entry["pupils"] = question.data["pupils"]
    if question.ask is Ask.ROW:
        entry["help"] = gettext('Instead of leaving the row out, give the corrected cells: {"name": "…"}.')
        entry["cells"] = question.data["cells"]
    if question.ask is Ask.COLUMN:
        entry["missing"] = [
            name_meaning(question.data["kind"], meaning) for meaning in question.data["missing"]
        ]
    return {**entry, "answer": answer}
