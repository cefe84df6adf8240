"""What a teacher checks on the own page before confirming a period (R-PERIODEND); never stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from journal.day.queries import HAS_ENTRIES
from journal.finals.course_finals import FinalRow, get_course_finals
from journal.models import (
    AcademicYear,
    Course,
    Homework,
    Lesson,
    Period,
)
from journal.plans.queries import list_plan_items, list_taken


@dataclass(frozen=True)
class GapLesson:
    """A lesson that took place, with what is recorded in it."""

    id: int
    held_on: date
    hours: Decimal
    has_topic: bool
    has_homework: bool
    has_entries: bool


@dataclass(frozen=True)
class PlanProgress:
    """Hours against the plan up to a day: of lessons with a topic, those taken from the plan; late topics."""

    planned: Decimal
    held: Decimal
    taken: Decimal
    late: Sequence[str]


@dataclass(frozen=True)
class CourseChecklist:
    """The findings of a page; an empty sequence is fine."""

    lessons: Sequence[GapLesson]
    without_final: Sequence[str]
    differing: Sequence[FinalRow]
    with_few_marks: Sequence[str]
    plan: PlanProgress | None

    @property
    def without_topic(self) -> list[GapLesson]:
        """Lessons without a topic."""
        return [lesson for lesson in self.lessons if not lesson.has_topic]

    @property
    def without_homework(self) -> list[GapLesson]:
        """Lessons without homework; «Нет домашнего задания» is one."""
        return [lesson for lesson in self.lessons if not lesson.has_homework]

    @property
    def without_entries(self) -> list[GapLesson]:
        """Lessons in which nobody has a mark or an absence."""
        return [lesson for lesson in self.lessons if not lesson.has_entries]

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left to be filled in; differences and few marks are the teacher's to judge."""
        return not (self.without_topic or self.without_homework or self.without_entries or self.without_final)


def get_checklist(
    session: Session, course: Course, year: AcademicYear, period: Period, today: date
) -> CourseChecklist:
    """Look through a course's page of a period up to today."""
    lessons = list_gap_lessons(session, course, period, min(today, period.ends_on))
    finals = [
        row
        for row in get_course_finals(session, course, year, period, [], today).rows
        if course.marking != "none" and not row.has_left
    ]
    return CourseChecklist(
        lessons=lessons,
        without_final=[row.name for row in finals if not row.final.value],
        differing=[row for row in finals if row.is_different],
        with_few_marks=[row.name for row in finals if row.missing_marks and row.final.value.isdigit()],
        plan=compute_progress(session, course, year, min(today, period.ends_on)),
    )


def list_gap_lessons(session: Session, course: Course, period: Period, until: date) -> list[GapLesson]:
    """The lessons of the period that have taken place, in order of time."""
    rows = session.execute(
        select(
            Lesson.id,
            Lesson.held_on,
            Lesson.hours,
            Lesson.topic != "",
            exists().where(Homework.lesson_id == Lesson.id),
            HAS_ENTRIES,
        )
        .join(Course, Course.id == Lesson.course_id)
        .where(
            Lesson.course_id == course.id,
            Lesson.held_on.between(period.starts_on, until),
            Lesson.cancelled_at.is_(None),
        )
        .order_by(Lesson.held_on, Lesson.number)
    )
    return [GapLesson(*row) for row in rows]


def compute_progress(
    session: Session, course: Course, year: AcademicYear, until: date
) -> PlanProgress | None:
    """The hours of the year up to a day against the plan, None without a plan (R-TOPIC).

    A topic is late when its planned day is over and hours of it are left.
    """
    items = list_plan_items(session, course.id)
    if not items:
        return None
    taken = [share for share in list_taken(session, course.id) if share.held_on <= until]
    held = session.scalars(
        select(Lesson.hours).where(
            Lesson.course_id == course.id,
            Lesson.held_on.between(year.starts_on, until),
            Lesson.cancelled_at.is_(None),
            Lesson.topic != "",
        )
    )
    given = {item.id: sum(one.hours for one in taken if one.plan_item_id == item.id) for item in items}
    return PlanProgress(
        planned=sum((item.hours for item in items), Decimal(0)),
        held=sum(held, Decimal(0)),
        taken=sum((one.hours for one in taken), Decimal(0)),
        late=[
            item.topic
            for item in items
            if item.planned_on is not None and item.planned_on <= until and given[item.id] < item.hours
        ],
    )
