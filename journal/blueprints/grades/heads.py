"""The heads of the sheet's columns as they are written on paper: months, kinds of work, weights, locks."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext

from journal.blueprints.grades.countdown import describe_countdown, shorten_countdown
from journal.blueprints.grades.markup import decimal_sign
from journal.entries.sheet import SheetColumn, SheetLesson
from journal.finals.columns import FinalColumn
from journal.locks.rules import LockState
from journal.school_calendar.names import abbreviate_period, name_period
from journal.template_filters import format_month, format_short_day

ONE_DAY = timedelta(days=1)


class LessonHead(NamedTuple):
    """A lesson: its day over its columns, and its line on the page of topics."""

    id: int
    url: str
    day: int
    short_date: str
    span: int
    is_today: bool
    topic: str
    is_topic_missing: bool
    homework: str
    countdown: str
    short_countdown: str


class ColumnHead(NamedTuple):
    """A column of a lesson: what is printed over it and what the script must know of it."""

    id: int
    lesson_id: int
    held_on: date
    name: str
    label: str
    weight: str
    look: str
    closed_on: date | None
    opens_on: date | None


class FinalHead(NamedTuple):
    """A column of final marks."""

    period_id: int
    label: str
    name: str
    closed_on: date | None
    opens_on: date | None


def build_lesson_heads(lessons: Sequence[SheetLesson], today: date) -> list[LessonHead]:
    """The days and the lines of the topics."""
    # Built once: forty of them would take as long as reading the marks.
    address = url_for("lessons.view_lesson", lesson_id=0).removesuffix("0")
    return [
        LessonHead(
            id=lesson.id,
            url=f"{address}{lesson.id}",
            day=lesson.held_on.day,
            short_date=format_short_day(lesson.held_on),
            span=len(lesson.columns),
            is_today=lesson.held_on == today,
            topic=lesson.topic,
            is_topic_missing=not lesson.topic and lesson.held_on <= today,
            homework=lesson.homework or "",
            countdown=describe_countdown(lesson.columns[0].lock, today),
            short_countdown=shorten_countdown(lesson.columns[0].lock, today),
        )
        for lesson in lessons
    ]


def build_column_heads(columns: Sequence[SheetColumn], today: date, ahead_days: int) -> list[ColumnHead]:
    """The heads of the lessons' columns."""
    weights = {weight: show_weight(weight) for weight in {column.weight for column in columns}}
    names = {
        (work, weight, title): name_column(work, weights[weight], title)
        for work, weight, title in {(one.work_type, one.weight, one.title) for one in columns}
    }
    return [
        ColumnHead(
            id=column.id,
            lesson_id=column.lesson_id,
            held_on=column.held_on,
            name=names[column.work_type, column.weight, column.title],
            label="" if column.is_ordinary else column.short,
            weight=weights[column.weight],
            look=choose_look(column.lock, is_today=column.held_on == today),
            closed_on=column.lock.closed_on,
            opens_on=column.held_on - timedelta(days=ahead_days) + ONE_DAY
            if column.lock.state == "ahead"
            else None,
        )
        for column in columns
    ]


def name_column(work_type: str, weight: str, title: str) -> str:
    """«контрольная, вес 4: № 2»."""
    name = gettext("%(work)s, weight %(weight)s", work=work_type, weight=weight)
    return f"{name}: {title}" if title else name


def show_weight(weight: Decimal) -> str:
    """«4», «1,5»."""
    return f"{weight.normalize():f}".replace(".", decimal_sign())


def choose_look(lock: LockState, *, is_today: bool) -> str:
    """How the column lies on the sheet: closed ones deeper, today's lit."""
    if is_today:
        return "today"
    return "closed" if lock.closed_on else ""


def build_months(columns: Sequence[SheetColumn]) -> list[tuple[str, int]]:
    """The months over the columns with the number of columns of each."""
    return [
        (format_month(date(*month, 1)), sum(1 for _ in group))
        for month, group in groupby(columns, key=lambda column: (column.held_on.year, column.held_on.month))
    ]


def build_final_heads(columns: Sequence[FinalColumn]) -> list[FinalHead]:
    """The heads of the columns of final marks."""
    return [
        FinalHead(
            period_id=column.period.id,
            label=abbreviate_period(column.period.kind, column.period.number),
            name=name_period(column.period.kind, column.period.number),
            closed_on=column.lock.closed_on,
            opens_on=column.lock.opens_on,
        )
        for column in columns
    ]
