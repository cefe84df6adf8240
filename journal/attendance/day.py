"""The tutor's screen: a class × the lessons of one day (R-REASON)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.attendance.queries import (
    LessonCodes,
    Memberships,
    PupilAbsences,
    is_member,
    list_members,
    list_pupils,
    list_roster_lessons,
)
from journal.day.absences import UnresolvedLesson, list_unresolved
from journal.day.rules import Span
from journal.entries.facts import Fact, Facts, find_covering, list_pupil_facts
from journal.locks.rules import compute_last_day
from journal.locks.services import make_limits
from journal.models import Course, LessonColumn, Mark
from journal.school import find_year


@dataclass(frozen=True)
class DayHead:
    """A lesson time of the day: its number and what is taught then; groups share one."""

    number: int
    subjects: tuple[str, ...]


@dataclass(frozen=True)
class DayCell:
    """A pupil at a lesson time: the lesson (None: no lesson), what stands there, and what covers it."""

    lesson_id: int | None = None
    code: str = ""
    marks: tuple[int, ...] = ()
    fact: Fact | None = None


@dataclass(frozen=True)
class DayRow:
    """A pupil's day."""

    pupil_id: int
    name: str
    cells: Sequence[DayCell]
    facts: Sequence[Fact]

    @property
    def saw(self) -> str:
        """What the page shows, as its form sends it back: «12: 13:Б»."""
        return " ".join(f"{cell.lesson_id}:{cell.code}" for cell in self.cells if cell.lesson_id)


@dataclass(frozen=True)
class WaitingDay:
    """A pupil's day with «ОТ» that waits for its reason, and the reason that a fact suggests.

    The lessons of a day that isn't open any more take a reason only under a grant (R-UNLOCK).
    """

    pupil_id: int
    name: str
    held_on: date
    lessons: tuple[UnresolvedLesson, ...]
    suggested: str
    is_open: bool


Day = tuple[list[DayHead], list[DayRow]]


def get_class_day(session: Session, class_id: int, on: date) -> Day:
    """The lesson times of a day and everybody of the class, in order of names."""
    lessons = list(list_roster_lessons(session, class_id, on, on))
    pupils = list_pupils(session, class_id, on, on)
    members = list_members(session, class_id)
    marks = list_marks(session, [row.lesson_id for row in lessons])
    facts = list_pupil_facts(session, (pupil.pupil_id for pupil in pupils), on, on)
    subjects = list_subject_ids(session, {row.course_id for row in lessons})
    by_number: dict[int, list[LessonCodes]] = defaultdict(list)
    for row in lessons:
        by_number[row.number].append(row)
    heads = [
        DayHead(number, tuple(dict.fromkeys(row.subject for row in rows)))
        for number, rows in sorted(by_number.items())
    ]
    rows = []
    for pupil in pupils:
        own = facts.get(pupil.pupil_id, [])
        cells = [
            build_cell(pupil, find_lesson(by_number[head.number], members, pupil, on), marks, own, subjects)
            for head in heads
        ]
        rows.append(DayRow(pupil.pupil_id, pupil.name, cells, own))
    return heads, rows


def find_lesson(
    lessons: Iterable[LessonCodes], members: Memberships, pupil: PupilAbsences, on: date
) -> LessonCodes | None:
    """The pupil's own lesson among those of one time."""
    return next(
        (row for row in lessons if not row.by_name or is_member(members, row.course_id, pupil, on)), None
    )


def build_cell(
    pupil: PupilAbsences,
    lesson: LessonCodes | None,
    marks: dict[tuple[int, int], list[int]],
    facts: Sequence[Fact],
    subjects: dict[int, int],
) -> DayCell:
    """What stands for a pupil at a lesson."""
    if lesson is None:
        return DayCell()
    return DayCell(
        lesson_id=lesson.lesson_id,
        code=lesson.codes.get(pupil.pupil_id, ""),
        marks=tuple(marks.get((lesson.lesson_id, pupil.pupil_id), ())),
        fact=find_covering(
            (fact for fact in facts if fact.concerns(subjects[lesson.course_id])), lesson.held_on
        ),
    )


def list_marks(session: Session, lesson_ids: Sequence[int]) -> dict[tuple[int, int], list[int]]:
    """The marks of lessons by lesson and pupil: who has one was there."""
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    rows = session.execute(
        select(LessonColumn.lesson_id, Mark.pupil_id, Mark.value)
        .join(Mark, Mark.column_id == LessonColumn.id)
        .where(LessonColumn.lesson_id.in_(lesson_ids))
        .order_by(LessonColumn.position)
    )
    for lesson_id, pupil_id, value in rows:
        found[lesson_id, pupil_id].append(value)
    return found


def list_subject_ids(session: Session, course_ids: Iterable[int]) -> dict[int, int]:
    """The subject of each course."""
    rows = session.execute(select(Course.id, Course.subject_id).where(Course.id.in_(set(course_ids))))
    return {course_id: subject_id for course_id, subject_id in rows}  # noqa: C416 - rows aren't pairs


def list_waiting_days(session: Session, class_id: int, today: date) -> list[WaitingDay]:
    """Every «ОТ» of the year that has no reason yet, a line a pupil's day, the oldest first."""
    year = find_year(session, today)
    if year is None:
        return []
    pupils = list_unresolved(session, class_id, Span(year.starts_on, today))
    facts = list_pupil_facts(session, (pupil.pupil_id for pupil in pupils), year.starts_on, today)
    limits = make_limits(year)
    days = [
        WaitingDay(
            pupil_id=pupil.pupil_id,
            name=pupil.name,
            held_on=on,
            lessons=tuple(lessons),
            suggested=suggest(facts, pupil.pupil_id, on),
            is_open=compute_last_day(on, limits) >= today,
        )
        for pupil in pupils
        for on, lessons in groupby(pupil.lessons, key=lambda one: one.held_on)
    ]
    return sorted(days, key=lambda one: (not one.is_open, one.held_on))


def suggest(facts: Facts, pupil_id: int, on: date) -> str:
    """The reason that a fact of the day suggests for a whole day; empty where there is none."""
    fact = find_covering((one for one in facts.get(pupil_id, ()) if one.kind != "exemption"), on)
    return str(fact.code) if fact else ""
