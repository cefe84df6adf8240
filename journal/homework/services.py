"""Writing homework: the one way in, whoever asks and however (R-SAMEDAY, R-AMEND, R-TOPIC)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete
from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.record import Cause, record_text
from journal.attachments.store import Upload, check_upload, store_attachment
from journal.errors import Conflict, Empty, NotFound
from journal.homework.queries import FileRow, find_homework, list_files
from journal.homework.rules import check_due
from journal.lessons.place import OpenLesson, amendment_place, open_lesson
from journal.lessons.queries import find_last_change
from journal.locks.rules import check_reason
from journal.models import Homework, HomeworkFile
from journal.permissions.actions import HOMEWORK_EDIT
from journal.permissions.actor import Actor
from journal.texts.rules import check_text

HOMEWORK_LIMIT = 4000


@dataclass(frozen=True)
class HomeworkValue:
    """What is set for home, and the chosen day; without one it is due at the course's next lesson."""

    text: str = ""
    due_on: date | None = None

    def as_json(self) -> dict[str, str]:
        """Return the value as scripts know it."""
        return {"text": self.text, "due_on": self.due_on.isoformat() if self.due_on else ""}


NOTHING = HomeworkValue()


@dataclass(frozen=True)
class HomeworkWrite:
    """What somebody wants: *wanted* None leaves text and day as they are; files come and go besides."""

    wanted: HomeworkValue | None = None
    saw: HomeworkValue = NOTHING
    added: Sequence[Upload] = ()
    removed: frozenset[int] = frozenset()
    reason: str = ""
    source: str = "typed"


@dataclass(frozen=True)
class HomeworkState:
    """What stands: text and day, and the files."""

    value: HomeworkValue
    files: tuple[FileRow, ...]

    @property
    def is_saved(self) -> bool:
        """Whether anything was set, «Нет домашнего задания» included."""
        return bool(self.value.text or self.files)

    def describe(self) -> str:
        """Return the homework as its history keeps it."""
        due = f"к {self.value.due_on:%d.%m.%Y}" if self.value.due_on else ""
        return "\n".join(part for part in (self.value.text, due, *(file.name for file in self.files)) if part)


def save_homework(session: Session, *, actor: Actor, lesson_id: int, write: HomeworkWrite) -> HomeworkState:
    """Write a lesson's homework and return what stands now; what stands already changes nothing.

    A missing one may be filled in after the lock and counts as late. Raises `NotRussian`, `TooLong`, `Empty`,
    `DueTooEarly`, `OutsideYear`, `BadFile`, `FileTooBig`, `Locked`, `Conflict`, `NeedsReason`, `NotFound` for
    a file that is not there, and what `open_lesson` raises.
    """
    opened = open_lesson(session, actor=actor, lesson_id=lesson_id, action=HOMEWORK_EDIT)
    now = get_homework_state(session, lesson_id)
    wanted = _check_value(opened, write.wanted) if write.wanted else now.value
    _check_files(now, write)
    if wanted == now.value and not write.added and not write.removed:
        return now
    grant = opened.check_text(is_saved=now.is_saved)
    if write.wanted and now.value not in (write.saw, wanted):
        last = find_last_change(session, lesson_id, "homework")
        raise Conflict(
            now=now.value.as_json(), by=last.actor_name if last else "", at=last.made_at if last else None
        )
    is_replaced = wanted != now.value or bool(write.removed)
    reason = check_reason(
        write.reason,
        before=now.describe() if is_replaced or grant else "",
        after=wanted.text,
        lesson_date=opened.place.held_on,
        today=opened.attempt.today,
        under_grant=grant is not None,
    )
    _store(session, opened, wanted, write, is_left=_is_left(now, wanted, write))
    after = get_homework_state(session, lesson_id)
    record_text(
        session,
        actor=actor,
        kind="homework",
        place=amendment_place(session, opened.place),
        before=now.describe(),
        after=after.describe(),
        cause=Cause(write.source, reason, grant.grant_id if grant else None),
    )
    session.flush()
    return after


def get_homework_state(session: Session, lesson_id: int) -> HomeworkState:
    """What a lesson has set for home; nothing where nothing was entered."""
    homework = find_homework(session, lesson_id)
    value = HomeworkValue(homework.text, homework.due_on) if homework else NOTHING
    return HomeworkState(value, tuple(list_files(session, [lesson_id]).get(lesson_id, ())))


def _check_value(opened: OpenLesson, value: HomeworkValue) -> HomeworkValue:
    text = check_text(value.text, HOMEWORK_LIMIT)
    year = opened.place.year
    check_due(value.due_on, lesson_on=opened.place.held_on, starts_on=year.starts_on, ends_on=year.ends_on)
    return HomeworkValue(text, value.due_on)


def _check_files(now: HomeworkState, write: HomeworkWrite) -> None:
    """Look at every file before the first change."""
    if not write.removed <= {file.id for file in now.files}:
        raise NotFound()
    for upload in write.added:
        check_upload(upload)


def _is_left(now: HomeworkState, wanted: HomeworkValue, write: HomeworkWrite) -> bool:
    """Tell whether anything is left as homework; raise Empty for a day without any."""
    is_left = bool(wanted.text or write.added or len(now.files) > len(write.removed))
    if wanted.due_on and not is_left:
        raise Empty
    return is_left


def _store(
    session: Session, opened: OpenLesson, wanted: HomeworkValue, write: HomeworkWrite, *, is_left: bool
) -> None:
    """Write text and day, and let the files come and go."""
    lesson_id = opened.place.lesson.id
    homework = find_homework(session, lesson_id)
    if not is_left:
        session.execute(delete(Homework).where(Homework.lesson_id == lesson_id))
    elif homework is None:
        session.add(
            Homework(lesson_id=lesson_id, text=wanted.text, due_on=wanted.due_on, saved_at=clock.now())
        )
    else:
        homework.text, homework.due_on = wanted.text, wanted.due_on
    _detach(session, write.removed)
    for upload in write.added:
        attachment = store_attachment(session, actor=opened.actor, upload=upload)
        session.add(HomeworkFile(lesson_id=lesson_id, attachment_id=attachment.id))
    session.flush()


def _detach(session: Session, file_ids: Iterable[int]) -> None:
    """Take files off the homework; the attachments stay for the history."""
    if file_ids:
        session.execute(delete(HomeworkFile).where(HomeworkFile.id.in_(list(file_ids))))
