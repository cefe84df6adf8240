"""The lesson as one plain form: everything that was typed is saved in one transaction, or nothing is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session
from werkzeug.datastructures import ImmutableMultiDict

from journal.attachments.store import Upload
from journal.blueprints.lessons.forms import list_columns
from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, set_cell
from journal.entries.symbols import parse_mark, parse_symbol
from journal.error_messages import explain
from journal.errors import JournalError
from journal.homework.services import HomeworkValue, HomeworkWrite, save_homework
from journal.lessons.place import open_lesson
from journal.lessons.services import TopicValue, TopicWrite, save_topic
from journal.permissions.actions import MARK_EDIT
from journal.permissions.actor import Actor
from journal.request_values import read_date, read_key

# What a person can put right on the same page. Everything else has a page of its own.
SHOWN_BESIDE = frozenset({409, 413, 422, 423})
FIELDS = ("topic", "plan", "homework", "due_on", "reason")


@dataclass(frozen=True)
class Submission:
    """The form as it was sent: *values* by field, *uploads* and the files to take off."""

    lesson_id: int
    values: ImmutableMultiDict[str, str]
    uploads: tuple[Upload, ...]
    removed: frozenset[int]

    def get(self, name: str) -> str:
        """What was typed into a field."""
        return self.values.get(name, "").replace("\r\n", "\n").strip()

    def is_changed(self, *names: str) -> bool:
        """Whether any of these fields differs from what the person saw in it."""
        return any(self.get(name) != self.get(f"saw-{name}") for name in names if name in self.values)

    def list_typed(self) -> dict[str, str]:
        """What to show again after a refusal: every field that the person changed."""
        cells = [name for name in self.values if name.startswith("cell-")]
        return {
            name: self.get(name)
            for name in (*FIELDS, *cells)
            if name in self.values and self.is_changed(name)
        }


def submit_lesson(session: Session, actor: Actor, submission: Submission) -> dict[str, str]:
    """Write what was changed; return the refusals by field, after which the transaction must be rolled back.

    Raises `NotFound`, `Forbidden`, `LessonCancelled` and `BadRequest`.
    """
    open_lesson(session, actor=actor, lesson_id=submission.lesson_id, action=MARK_EDIT)
    errors: dict[str, str] = {}
    for name, write in list_writes(session, actor, submission):
        try:
            write()
        except JournalError as error:
            if error.http_status not in SHOWN_BESIDE:
                raise
            errors[name] = explain(error)
    return errors


def list_writes(
    session: Session, actor: Actor, submission: Submission
) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield a call for every field that the person changed, under the name of the field."""
    lesson_id = submission.lesson_id
    if submission.is_changed("topic", "plan"):
        topic = read_topic(submission)
        yield "topic", lambda: save_topic(session, actor=actor, lesson_id=lesson_id, write=topic)
    for column in list_columns(session, lesson_id):
        prefix = f"cell-{column.id}-"
        for name in [name for name in submission.values if name.startswith(prefix)]:
            if submission.is_changed(name):
                yield name, write_cell(session, actor, submission, column.id, name)
    if submission.is_changed("homework", "due_on") or submission.uploads or submission.removed:
        yield (
            "homework",
            lambda: save_homework(session, actor=actor, lesson_id=lesson_id, write=read_homework(submission)),
        )


def write_cell(
    session: Session, actor: Actor, submission: Submission, column_id: int, name: str
) -> Callable[[], object]:
    """The call that writes one cell; what cannot be read is refused when it is called."""

    def write() -> CellValue:
        return set_cell(
            session,
            actor=actor,
            lesson_id=submission.lesson_id,
            column_id=column_id,
            write=read_cell(session, submission, name),
        )

    return write


def read_cell(session: Session, submission: Submission, name: str) -> CellWrite:
    """A cell's write: the pair that was seen comes from the first column's field and from its own."""
    pupil_id = name.rpartition("-")[2]
    first = f"cell-{list_columns(session, submission.lesson_id)[0].id}-{pupil_id}"
    return CellWrite(
        pupil_id=read_key(pupil_id),
        symbol=submission.get(name),
        saw=read_first(submission.get(f"saw-{name}"))
        if name == first
        else read_other(submission, name, first),
        reason=submission.get("reason"),
        is_sure="sure" in submission.values,
    )


def read_first(seen: str) -> CellValue:
    """The pair that a first column's cell has shown."""
    symbol = parse_symbol(seen)
    return CellValue(None, symbol) if isinstance(symbol, int) else CellValue(symbol, None)


def read_other(submission: Submission, name: str, first: str) -> CellValue:
    """The pair of another column's cell: beside it stands what this very form writes into the first one."""
    beside = submission.get(first) if first in submission.values else submission.get(f"saw-{first}")
    return CellValue(read_first(beside).attendance, parse_mark(submission.get(f"saw-{name}")))


def read_topic(submission: Submission) -> TopicWrite:
    """The topic's write: emptied words take the choice of the plan away with them."""
    text = submission.get("topic")
    ids = read_ids(submission.get("plan"))
    was_emptied = not text and bool(submission.get("saw-topic"))
    return TopicWrite(
        TopicValue(text, () if was_emptied else ids),
        saw=submission.get("saw-topic"),
        reason=submission.get("reason"),
    )


def read_homework(submission: Submission) -> HomeworkWrite:
    """The homework's write."""
    return HomeworkWrite(
        wanted=HomeworkValue(submission.get("homework"), read_date(submission.get("due_on")))
        if "homework" in submission.values
        else None,
        saw=HomeworkValue(submission.get("saw-homework"), read_date(submission.get("saw-due_on"))),
        added=submission.uploads,
        removed=submission.removed,
        reason=submission.get("reason"),
    )


def read_ids(text: str) -> tuple[int, ...]:
    """«12-13» as ids; raise BadRequest for anything else."""
    return tuple(read_key(part) for part in text.split("-") if part)
