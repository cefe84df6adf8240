"""The week of a diary, put together from plain rows as the paper diary shows it. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from journal.homework.rules import compute_due

SATURDAY = 5
ONE_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class LessonRow:
    """A lesson of one of the pupil's courses, with the homework that it set and the pupil's attendance."""

    lesson_id: int
    course_id: int
    subject: str
    held_on: date
    number: int
    starts_at: time | None
    room: str
    topic: str
    homework: str
    due_on: date | None
    file_count: int = 0
    attendance: str = ""


@dataclass(frozen=True)
class GivenMark:
    """A mark with the kind of work that it was given for."""

    value: int
    work_type: str
    title: str = ""


@dataclass(frozen=True)
class DueHomework:
    """Homework as it stands on the day when it is due."""

    lesson_id: int
    subject: str
    text: str
    set_on: date
    has_files: bool


@dataclass(frozen=True)
class DiaryLesson:
    """A line of the diary: the lesson, what was due for it, marks and absence."""

    row: LessonRow
    homework: tuple[DueHomework, ...]
    marks: tuple[GivenMark, ...]


@dataclass
class DiaryDay:
    """A day with its lessons, homework due without a lesson, and the reason for having none."""

    day: date
    lessons: list[DiaryLesson] = field(default_factory=list)
    other_homework: list[DueHomework] = field(default_factory=list)
    holiday: str = ""


def find_monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def parse_week(text: str | None, today: date) -> date:
    """The Monday that «2026-W47» names; this week's where the text names none."""
    try:
        return date.fromisoformat(f"{text}-1")
    except ValueError:
        return find_monday(today)


def name_week(monday: date) -> str:
    """«2026-W47»."""
    return f"{monday:%G-W%V}"


def build_week(
    monday: date,
    rows: Sequence[LessonRow],
    marks: Mapping[int, Iterable[GivenMark]],
    holidays: Mapping[date, str],
) -> list[DiaryDay]:
    """The days from Monday to Friday, and Saturday if it has lessons.

    *rows* hold the lessons of the week and those of the weeks before, whose homework may be due in it; marks
    go by lesson. Homework stands at the first lesson of its course on the day when it is due.
    """
    due = collect_homework(rows)
    days = {day: DiaryDay(day, holiday=holidays.get(day, "")) for day in list_days(monday)}
    for row in sorted(rows, key=lambda row: (row.held_on, row.number)):
        if row.held_on in days:
            homework = tuple(due.pop((row.course_id, row.held_on), ()))
            given = tuple(marks.get(row.lesson_id, ()))
            days[row.held_on].lessons.append(DiaryLesson(row, homework, given))
    for (_, due_on), homework_left in due.items():
        if due_on in days:
            days[due_on].other_homework.extend(homework_left)
    return [day for day in days.values() if day.day.weekday() < SATURDAY or day.lessons or day.other_homework]


def list_days(monday: date) -> list[date]:
    """The seven days of a week."""
    return [monday + timedelta(days=n) for n in range(7)]


def collect_homework(rows: Iterable[LessonRow]) -> dict[tuple[int, date], list[DueHomework]]:
    """Homework by course and the day when it is due (`compute_due`); what is never due is left out."""
    by_course: dict[int, list[LessonRow]] = defaultdict(list)
    for row in rows:
        by_course[row.course_id].append(row)
    due: dict[tuple[int, date], list[DueHomework]] = defaultdict(list)
    for course_id, lessons in by_course.items():
        dates = sorted({lesson.held_on for lesson in lessons})
        for lesson in sorted(lessons, key=lambda lesson: (lesson.held_on, lesson.number)):
            due_on = compute_due(lesson.held_on, dates, lesson.due_on)
            if due_on is not None and (lesson.homework or lesson.file_count):
                due[course_id, due_on].append(
                    DueHomework(
                        lesson.lesson_id,
                        lesson.subject,
                        lesson.homework,
                        lesson.held_on,
                        lesson.file_count > 0,
                    )
                )
    return due
