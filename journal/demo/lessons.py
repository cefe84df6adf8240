"""The lessons of a course: all of the year, and up to yesterday what was entered in them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from journal.amendments.record import summarise
from journal.demo.calendar import Calendar
from journal.demo.courses import DemoCourse
from journal.demo.history import History
from journal.demo.lesson_changes import LessonChanges
from journal.demo.plans import DemoTopic
from journal.demo.rows import Rows
from journal.homework.rules import NO_HOMEWORK, compute_due
from journal.models import Homework, Lesson, LessonColumn, LessonTopic

ANSWER = "ответ на уроке"
RESERVE = "Резервный урок. Повторение изученного"
LATE_ENTRY, OLD_GAP, FRESH_GAP, CHOSEN_DUE = 0.04, 0.006, 0.04, 0.04
# Days back from today in which gaps are more frequent.
FRESH = timedelta(days=10)
LESSON_ENDS = 42


@dataclass(frozen=True)
class DemoColumn:
    """A column of marks."""

    id: int
    position: int
    work: str
    weight: Decimal


@dataclass(frozen=True)
class DemoLesson:
    """A lesson that was held, with its columns."""

    id: int
    held_on: date
    number: int
    columns: tuple[DemoColumn, ...]


class LessonWriter:
    """Adds the lessons of one course with topics, homework and columns."""

    def __init__(
        self,
        rows: Rows,
        history: History,
        calendar: Calendar,
        course: DemoCourse,
        random: Random,
        changes: LessonChanges,
    ) -> None:
        """Take where to write and what about."""
        self.rows = rows
        self.history = history
        self.calendar = calendar
        self.course = course
        self.random = random
        self.changes = changes
        self.held: list[DemoLesson] = []

    def list_times(self) -> list[tuple[date, int]]:
        """Day and number of every lesson of the year."""
        days = self.calendar.list_school_days(self.course.parallel)
        return [
            (day, number)
            for day in days
            for weekday, number in self.course.times
            if day.isoweekday() == weekday
        ]

    def add_lessons(self, times: list[tuple[date, int]], plan: list[DemoTopic]) -> list[DemoLesson]:
        """Add all lessons; return those before today."""
        days = [day for day, _ in times]
        hours = [(topic, number) for topic in plan for number in range(int(topic.hours))]
        taken = 0
        for day, number in times:
            lesson_id = len(self.rows.by_table[Lesson.__tablename__]) + 1
            entry: dict[str, Any] = {"topic": "", "topic_saved_at": None}
            if day >= self.calendar.today or self.changes.find_cancellation(self.course, day):
                self.add_empty(lesson_id, day, number)
                continue
            topic, part = hours[taken] if taken < len(hours) else (None, 0)
            if not self.has_gap(day):
                entry = self.write_topic(lesson_id, day, number, topic)
                taken += 1
            self.add_lesson(day, number, entry)
            if entry["topic"] and topic:
                self.rows.add_keyed(
                    LessonTopic, lesson_id=lesson_id, plan_item_id=topic.item_id, hours=Decimal(1)
                )
            if not self.has_gap(day):
                self.write_homework(lesson_id, day, number, choose_homework(topic, part), days)
            work = topic.work if topic and part == 0 and entry["topic"] else ""
            self.held.append(
                DemoLesson(lesson_id, day, number, self.write_columns(lesson_id, day, number, work))
            )
        return self.held

    def add_empty(self, lesson_id: int, day: date, number: int) -> None:
        """Add a coming lesson, on the day to which it was moved, or one that did not take place."""
        cancelled_at = self.changes.find_cancellation(self.course, day)
        held_on = day if cancelled_at else self.changes.choose_day(self.course, day)
        entry = {"topic": "", "topic_saved_at": None}
        self.add_lesson(held_on, number, entry, cancelled_at)
        self.add_column(lesson_id, 1, ANSWER)
        if cancelled_at:
            self.changes.record_cancellation(self.course, lesson_id, day, number)
        elif held_on != day:
            self.changes.record_move(self.course, lesson_id, held_on, number)

    def has_gap(self, day: date) -> bool:
        """Whether an entry of that day was forgotten."""
        is_fresh = self.calendar.today - day <= FRESH
        return self.random.random() < (FRESH_GAP if is_fresh else OLD_GAP)

    def add_lesson(
        self, day: date, number: int, entry: dict[str, Any], cancelled_at: datetime | None = None
    ) -> None:
        """Add the row of a lesson."""
        self.rows.add(
            Lesson,
            course_id=self.course.id,
            held_on=day,
            number=number,
            room=self.course.teacher.room,
            cancelled_at=cancelled_at,
            **entry,
        )

    def entry_moment(self, day: date, number: int, minutes: int) -> datetime:
        """When an entry was made: in the lesson, or some days late."""
        late = timedelta(days=self.random.choice((1, 1, 2, 3)))
        if self.random.random() < LATE_ENTRY and day + late < self.calendar.today:
            return self.calendar.moment(day + late, 1, 400 + self.random.randrange(120))
        return self.calendar.moment(day, number, minutes)

    def record(self, moment: datetime, kind: str, lesson_id: int, **fields: Any) -> None:
        """Record a change of the lesson in the chains of its classes."""
        self.history.record(
            moment,
            self.course.teacher.writer,
            kind,
            self.course.class_ids,
            year_id=self.calendar.year_id,
            course_id=self.course.id,
            lesson_id=lesson_id,
            subject_id=self.course.subject_id,
            **fields,
        )

    def write_topic(self, lesson_id: int, day: date, number: int, topic: DemoTopic | None) -> dict[str, Any]:
        """The topic of a lesson, from the plan while it lasts."""
        moment = self.entry_moment(day, number, LESSON_ENDS)
        text = topic.topic if topic else RESERVE
        described = f"{text} (КТП № {topic.position})" if topic else text
        self.record(moment, "topic", lesson_id, after=self.history.keep_text(described))
        return {"topic": text, "topic_saved_at": moment}

    def write_homework(self, lesson_id: int, day: date, number: int, text: str, days: list[date]) -> None:
        """The homework of a lesson, now and then for a later day than the next lesson."""
        moment = self.entry_moment(day, number, LESSON_ENDS + 1)
        is_long = text != NO_HOMEWORK and self.random.random() < CHOSEN_DUE
        following = compute_due(day, days)
        chosen = compute_due(following, days) if following and is_long else None
        described = f"{text}\nк {chosen:%d.%m.%Y}" if chosen else text
        self.rows.add_keyed(Homework, lesson_id=lesson_id, text=text, due_on=chosen, saved_at=moment)
        self.record(moment, "homework", lesson_id, after=self.history.keep_text(described))

    def write_columns(self, lesson_id: int, day: date, number: int, work: str) -> tuple[DemoColumn, ...]:
        """The columns of a lesson: the first for answers or for the whole class's work, at times a second."""
        first = self.add_column(lesson_id, 1, work or ANSWER)
        moment = self.calendar.moment(day, number, 15)
        if work:
            self.record_column(moment, first, lesson_id, self.describe(ANSWER))
        extra = self.course.marking == "fives" and self.random.random() < (0.15 if work else 0.07)
        if not extra:
            return (first,)
        others = (
            (ANSWER,) if work else ("самостоятельная работа", "проверочная работа", "тест", "домашняя работа")
        )
        second = self.add_column(lesson_id, 2, self.random.choice(others))
        self.record_column(moment, second, lesson_id, "")
        return first, second

    def add_column(self, lesson_id: int, position: int, work: str) -> DemoColumn:
        """Add the row of a column with its own copy of the weight."""
        type_id, weight = self.calendar.work_types[work]
        column_id = self.rows.add(
            LessonColumn, lesson_id=lesson_id, position=position, work_type_id=type_id, weight=weight
        )
        return DemoColumn(column_id, position, work, weight)

    def record_column(self, moment: datetime, column: DemoColumn, lesson_id: int, before: str) -> None:
        """Record a column that was added or changed."""
        after = self.describe(column.work)
        self.record(moment, "column", lesson_id, column_id=column.id, before=before, after=after)

    def describe(self, work: str) -> str:
        """A column as its history keeps it."""
        _, weight = self.calendar.work_types[work]
        return summarise((work, f"вес {weight.normalize():f}"))


def choose_homework(topic: DemoTopic | None, part: int) -> str:
    """The homework of the topic's first or second hour, or some revision after the plan's end."""
    if topic is None:
        return "Повторить изученное"
    return topic.again if part else topic.homework
