"""Reading homework: what a lesson set, when it is due, its files."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.errors import NotFound
from journal.models import Attachment, AttachmentContent, Homework, HomeworkFile, Lesson


@dataclass(frozen=True)
class FileRow:
    """A file given with a homework; `id` names it within its lesson."""

    id: int
    lesson_id: int
    name: str
    size: int


@dataclass(frozen=True)
class FileContent:
    """A file to be sent: its name, its media type, its bytes."""

    name: str
    media_type: str
    content: bytes


def find_homework(session: Session, lesson_id: int) -> Homework | None:
    """The homework that a lesson set, or None while nothing was entered."""
    return session.get(Homework, lesson_id, populate_existing=True)


def list_files(session: Session, lesson_ids: Iterable[int]) -> dict[int, list[FileRow]]:
    """The files of several lessons' homework, by lesson, in the order in which they came."""
    rows = session.execute(
        select(HomeworkFile.id, HomeworkFile.lesson_id, Attachment.name, Attachment.size)
        .join(Attachment, Attachment.id == HomeworkFile.attachment_id)
        .where(HomeworkFile.lesson_id.in_(list(lesson_ids)))
        .order_by(HomeworkFile.id)
    )
    files: dict[int, list[FileRow]] = defaultdict(list)
    for row in rows:
        files[row.lesson_id].append(FileRow(*row))
    return files


def get_file_content(session: Session, *, lesson_id: int, file_id: int) -> FileContent:
    """A file of a lesson's homework with its bytes, or `NotFound`."""
    row = session.execute(
        select(Attachment.name, Attachment.media_type, AttachmentContent.content)
        .join(HomeworkFile, HomeworkFile.attachment_id == Attachment.id)
        .join(AttachmentContent, AttachmentContent.sha256 == Attachment.sha256)
        .where(HomeworkFile.id == file_id, HomeworkFile.lesson_id == lesson_id)
    ).first()
    if row is None:
        raise NotFound()
    return FileContent(*row)


def list_lesson_dates(session: Session, course_id: int) -> Sequence[date]:
    """The days on which a course has lessons, sorted; cancelled lessons are left out."""
    return session.scalars(
        select(Lesson.held_on)
        .where(Lesson.course_id == course_id, Lesson.cancelled_at.is_(None))
        .distinct()
        .order_by(Lesson.held_on)
    ).all()
