"""The sheet of the journal: one course, one span of days, without words and markup."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import groupby

from sqlalchemy.orm import Session

from journal.courses.roster import Stay
from journal.entries.elsewhere import NOTHING, Elsewhere, list_elsewhere
from journal.entries.facts import Fact, list_course_facts
from journal.entries.rules import AttendedLesson
from journal.entries.sheet_rows import (
    ColumnRow,
    CourseRows,
    Entries,
    PupilRow,
    list_column_rows,
    list_entries,
    list_pupil_rows,
)
from journal.entries.summaries import PupilSummary, Span, build_summary, compute_lessons_a_week
from journal.entries.symbols import Code
from journal.locks.rules import Attempt, LessonCell, LockState, describe_lock
from journal.locks.services import make_limits
from journal.outside_marks.queries import OutsideGiven

NOWHERE = 0  # no lesson has this number: a second column shows no attendance


@dataclass(frozen=True)
class SheetColumn:
    """A column of marks; `is_first` takes attendance too."""

    id: int
    lesson_id: int
    held_on: date
    is_first: bool
    is_ordinary: bool
    work_type: str
    short: str
    weight: Decimal
    title: str
    lock: LockState


@dataclass(frozen=True)
class SheetLesson:
    """A lesson with its columns, topic and homework (None: none was set yet)."""

    id: int
    held_on: date
    number: int
    topic: str
    homework: str | None
    columns: Sequence[SheetColumn]


@dataclass(frozen=True)
class SheetRow:
    """A pupil's line: a symbol for every column, None where the pupil was not on the roster of that day.

    *facts* are illness, exemptions and other reasons that touch its days (R-REASON, R-PE); *outside* are
    marks of other organisations that count in its days (R-NEWCOMER).
    """

    pupil_id: int
    name: str
    has_left: bool
    symbols: Sequence[str | None]
    summary: PupilSummary
    stays: Sequence[Stay]
    facts: Sequence[Fact] = ()
    outside: Sequence[OutsideGiven] = ()


@dataclass(frozen=True)
class Frame:
    """What all lines have in common: `places` are the (column, lesson) whose mark or attendance a cell shows,
    `positions` the lesson of each column by its place in `lessons`, `past` the lessons up to today."""

    lessons: Sequence[SheetLesson]
    columns: Mapping[int, SheetColumn]
    places: Sequence[tuple[int, int]]
    positions: Sequence[int]
    past: Sequence[int]
    span: Span
    today: date


@dataclass(frozen=True)
class Sheet:
    """The page of a course: lessons across, pupils down; `granted` are locked cells that a grant opens."""

    lessons: Sequence[SheetLesson]
    columns: Sequence[SheetColumn]
    rows: Sequence[SheetRow]
    granted: frozenset[tuple[int, int]]


def get_sheet(
    session: Session, *, about: CourseRows, starts_on: date, ends_on: date, attempt: Attempt
) -> Sheet:
    """Read the sheet of a course for these days as *attempt*'s person sees it (R-LOCK14 as a state)."""
    course_id = about.course.id
    lessons = build_lessons(list_column_rows(session, course_id, starts_on, ends_on), about, attempt)
    pupils = list_pupil_rows(session, course_id, starts_on, ends_on)
    entries = list_entries(session, course_id, starts_on, ends_on)
    facts = list_course_facts(session, course_id, starts_on, ends_on)
    elsewhere = list_elsewhere(
        session,
        course=about.course,
        starts_on=starts_on,
        ends_on=ends_on,
        pupil_ids={pupil.pupil_id for pupil in pupils},
    )
    span = Span(
        starts_on,
        ends_on,
        compute_lessons_a_week(len(lessons), starts_on, ends_on),
        about.year,
        about.course.marking != "none",
    )
    frame = build_frame(lessons, span, attempt.today)
    return Sheet(
        lessons=lessons,
        columns=list(frame.columns.values()),
        rows=[
            replace(
                build_row(pupil, frame, entries, elsewhere.get(pupil.pupil_id, NOTHING)),
                facts=[
                    fact for fact in facts.get(pupil.pupil_id, ()) if fact.concerns(about.course.subject_id)
                ],
            )
            for pupil in pupils
        ],
        granted=find_granted(attempt),
    )


def build_frame(lessons: Sequence[SheetLesson], span: Span, today: date) -> Frame:
    """Prepare what every pupil's line is built from."""
    columns = [column for lesson in lessons for column in lesson.columns]
    return Frame(
        lessons=lessons,
        columns={column.id: column for column in columns},
        places=[(column.id, column.lesson_id if column.is_first else NOWHERE) for column in columns],
        positions=[at for at, lesson in enumerate(lessons) for _column in lesson.columns],
        past=[lesson.id for lesson in lessons if lesson.held_on <= today],
        span=span,
        today=today,
    )


def build_lessons(rows: Sequence[ColumnRow], about: CourseRows, attempt: Attempt) -> list[SheetLesson]:
    """Put the columns under their lessons."""
    limits = make_limits(about.year)
    lessons = []
    for lesson_id, group in groupby(rows, key=lambda row: row.lesson_id):
        columns = list(group)
        first = columns[0]
        lock = describe_lock(
            first.held_on,
            closed_at=first.closed_at,
            cell=LessonCell(lesson_id),
            attempt=attempt,
            limits=limits,
        )
        lessons.append(
            SheetLesson(
                lesson_id,
                first.held_on,
                first.number,
                first.topic,
                first.homework,
                [build_column(row, lock) for row in columns],
            )
        )
    return lessons


def build_column(row: ColumnRow, lock: LockState) -> SheetColumn:
    """One column of a lesson; ordinary is the first kind of work with its usual name and no title."""
    return SheetColumn(
        id=row.column_id,
        lesson_id=row.lesson_id,
        held_on=row.held_on,
        is_first=row.position == 1,
        is_ordinary=row.work_type_position == 1 and not row.title and row.position == 1,
        work_type=row.work_type,
        short=row.work_type_short,
        weight=row.weight,
        title=row.title,
        lock=lock,
    )


def build_row(pupil: PupilRow, frame: Frame, entries: Entries, elsewhere: Elsewhere) -> SheetRow:
    """One pupil's line with the sums beside it."""
    marks, codes = entries.marks.get(pupil.pupil_id, {}), entries.codes.get(pupil.pupil_id, {})
    symbols: list[str | None] = [
        marks.get(column_id) or codes.get(lesson_id) or "" for column_id, lesson_id in frame.places
    ]
    present = list_presence(pupil.stays, frame.lessons)
    if not all(present):
        symbols = [
            symbol or ("" if present[at] else None)
            for symbol, at in zip(symbols, frame.positions, strict=True)
        ]
    marked = [frame.columns[column_id] for column_id in marks if column_id in frame.columns]
    marked_lessons = {column.lesson_id for column in marked}
    attended = [
        view_lesson(codes.get(lesson_id), lesson_id in marked_lessons)
        for lesson_id, is_present in zip(frame.past, present, strict=False)
        if is_present
    ]
    return SheetRow(
        pupil_id=pupil.pupil_id,
        name=pupil.name,
        has_left=max(stay.ends_on for stay in pupil.stays) < frame.today,
        symbols=symbols,
        summary=build_summary(
            [(int(marks[column.id]), column.weight) for column in marked],
            attended,
            frame.span,
            frame.today,
            elsewhere,
        ),
        stays=pupil.stays,
        outside=elsewhere.outside,
    )


@cache
def view_lesson(code: str | None, has_mark: bool) -> AttendedLesson:
    """A past lesson of a pupil as the hints see it; there are few kinds of them."""
    return AttendedLesson(Code(code) if code else None, has_mark)


def list_presence(stays: Sequence[Stay], lessons: Sequence[SheetLesson]) -> list[bool]:
    """Whether the pupil was on the roster of each lesson's day; most pupils are there all the time."""
    if not lessons:
        return []
    first, last = lessons[0].held_on, lessons[-1].held_on
    if any(stay.covers(first) and stay.covers(last) for stay in stays):
        return [True] * len(lessons)
    return [any(stay.covers(lesson.held_on) for stay in stays) for lesson in lessons]


def find_granted(attempt: Attempt) -> frozenset[tuple[int, int]]:
    """The (lesson, pupil) pairs that the person's grants open (R-UNLOCK)."""
    return frozenset(
        (cell.lesson_id, cell.pupil_id)
        for grant in attempt.grants
        for cell in grant.cells
        if isinstance(cell, LessonCell) and cell.pupil_id is not None
    )
