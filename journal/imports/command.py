"""`journal import`: the preview and its questions as text, the answers file, the commit."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask_babel import gettext, ngettext

from journal.database import Database
from journal.imports.answers_file import load_answers, save_answers
from journal.imports.errors import NothingToImport
from journal.imports.findings import say_created, say_warning
from journal.imports.preview import Preview, build_preview
from journal.imports.questions import Ask, Question, find_answer
from journal.imports.reading import SourceFile
from journal.imports.sentences import say_choice, say_question
from journal.imports.services import commit_import
from journal.permissions.actor import Actor

DONE, ASKED = 0, 2


@dataclass(frozen=True)
class Report:
    """What the command prints, and its exit status: 0 written (or nothing new), 2 there are questions."""

    text: str
    status: int


def run_import(
    database: Database, *, actor: Actor, folder: Path, answers_path: Path | None, write_to: Path
) -> Report:
    """Preview the spreadsheets of a folder, or write them with the answers of a file.

    Without answers nothing is written: the questions go to the file `write_to`. With answers that leave
    questions open nothing is written either, and their file is brought up to date. Raises NothingToImport and
    AnswersUnreadable.
    """
    files = read_folder(folder)
    answers = load_answers(answers_path) if answers_path else {}
    with database.reading() as session:
        preview = build_preview(session, files=files, answers=answers)
    if not preview.changes_anything and not preview.questions:
        return Report("\n".join([*_describe(preview, answers), gettext("There is nothing new.")]), DONE)
    if answers_path is None or preview.open_questions:
        path = answers_path or write_to
        save_answers(path, preview, answers)
        return Report("\n".join([*_describe(preview, answers), "", _say_next(preview, path)]), ASKED)
    with database.writing() as session:
        written = commit_import(session, actor=actor, files=files, answers=answers)
    lines = [gettext("Imported:"), *_list_created(written)]
    return Report("\n".join(lines), DONE)


def read_folder(folder: Path) -> list[SourceFile]:
    """Return the spreadsheets of a folder by name; a program's own «~$» copies aren't among them."""
    paths = sorted(path for path in folder.glob("*.xls*") if not path.name.startswith("~$"))
    if not paths:
        raise NothingToImport(folder=str(folder))
    return [SourceFile(path.name, path.read_bytes()) for path in paths]


def _describe(preview: Preview, answers: dict[str, Any]) -> Iterator[str]:
    """Yield the preview as lines: what would be created and joined, what to know, what is asked."""
    if preview.changes_anything:
        yield gettext("Would be created:")
        yield from _list_created(preview)
    if preview.joins:
        yield ""
        yield gettext("Parents of several children, joined by name and phone:")
        for parent in preview.joins:
            children = ", ".join(f"{child.name} ({child.class_name})" for child in parent.children)
            yield f"  {parent.name}: {children}"
    if preview.warnings:
        yield ""
        yield gettext("Please note:")
        yield from (f"  {say_warning(warning)}" for warning in preview.warnings)
    if preview.questions:
        yield ""
        yield gettext("Questions:")
        for number, question in enumerate(preview.questions, 1):
            yield from _describe_question(number, question, answers)


def _list_created(preview: Preview) -> Iterator[str]:
    return (f"  {say_created(kind, count)}" for kind, count in preview.created.items() if count)


def _describe_question(number: int, question: Question, answers: dict[str, Any]) -> Iterator[str]:
    """Yield a question with its choices; the chosen one is marked."""
    answer = find_answer(question, answers)
    yield f"{number}. {say_question(question)}"
    if question.ask is Ask.COLUMN:
        return
    for choice in question.choices:
        mark = "→" if choice.value == answer else "·"
        yield f"   {mark} {say_choice(question, choice)}"


def _say_next(preview: Preview, path: Path) -> str:
    """Say what to do now."""
    count = len(preview.open_questions)
    waiting = ngettext(
        "%(num)s question waits for an answer.", "%(num)s questions wait for an answer.", count
    )
    steps = gettext(
        "Nothing was written. Look at the answers in %(path)s, change what is not right, "
        "and run the import again with --answers %(path)s",
        path=path,
    )
    return f"{waiting}\n{steps}" if count else steps
