"""«Распечатка классного журнала»: for every course a spread per twenty lessons (R-ARCHIVE).

The left sheet holds the cells, the right one dates, topics and homework; both break after twenty lessons,
however many columns those have. A course's period marks stand after the last lesson of the period.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from journal.sheets.records import (
    ClassRecord,
    CourseRecord,
    LessonRecord,
    MarkColumn,
    PeriodRecord,
    PupilRecord,
    Stay,
    Teaching,
)
from journal.sheets.sheet import Column, Heading, Row, Sheet
from journal.sheets.words import EXAM, MONTHS, RESULT, shorten_period, write_day

LESSONS_A_PAGE = 20
TITLE = "Распечатка классного журнала"
TOPICS_TITLE = "Темы уроков и задания"
NUMBER, NAME = Column("number", 7), Column("name", 40, share=2)
CELL, FINAL = Column("cell", 4, share=1), Column("final", 5, share=1)


@dataclass(frozen=True)
class Pages:
    """The pages of a course: the left and the right halves of its spreads have the same number of pages."""

    subject: str
    teachers: str
    marks: Sheet
    topics: Sheet


@dataclass(frozen=True)
class Place:
    """A column of the left sheet: of a lesson, or of final marks by pupil."""

    lesson: LessonRecord | None = None
    column: MarkColumn | None = None
    title: str = ""
    finals: Mapping[int, str] | None = None


def build_printout(record: ClassRecord) -> list[Pages]:
    """The spreads of every course of the class, in the order of the courses; subgroups stand apart."""
    return [build_pages(record, course) for course in record.courses]


def build_pages(record: ClassRecord, course: CourseRecord) -> Pages:
    """The spreads of one course."""
    about = [("Предмет", name_course(course)), ("Класс", record.name), ("Учитель", name_teachers(course))]
    return Pages(
        subject=name_course(course),
        teachers=name_teachers(course),
        marks=build_marks(record, course, about),
        topics=build_topics(course, about),
    )


def name_course(course: CourseRecord) -> str:
    """«Английский язык, 1 подгруппа»."""
    return f"{course.subject}, {course.subgroup}" if course.subgroup else course.subject


def build_marks(record: ClassRecord, course: CourseRecord, about: Sequence[tuple[str, str]]) -> Sheet:
    """The left halves: № · name · the cells of every lesson · period marks after a period's last lesson."""
    places = list(list_places(record, course))
    pupils = [pupil for pupil in record.pupils if pupil.id in course.members]
    return Sheet(
        title=TITLE,
        about=about,
        columns=[NUMBER, NAME, *(FINAL if place.lesson is None else CELL for place in places)],
        headings=build_headings(places),
        rows=[
            build_row(number, pupil, places, record, course.members[pupil.id])
            for number, pupil in enumerate(pupils, start=1)
        ],
        fixed=2,
        column_breaks=find_breaks(places),
    )


def build_topics(course: CourseRecord, about: Sequence[tuple[str, str]]) -> Sheet:
    """The right halves: date · № · topic · homework · hours, replacement."""
    replaced = find_replacements(course)
    return Sheet(
        title=TOPICS_TITLE,
        about=about,
        columns=[
            Column("sum", 17),
            Column("number", 9),
            Column("text", 40, share=5),
            Column("text", 30, share=4),
            Column("text", 20),
        ],
        headings=[
            [
                Heading("Число"),
                Heading("№ урока"),
                Heading("Тема урока"),
                Heading("Домашнее задание"),
                Heading("Часы, замена"),
            ]
        ],
        rows=[
            (
                write_day(lesson.held_on),
                str(lesson.place),
                lesson.topic,
                lesson.homework,
                ", ".join(part for part in (lesson.hours, replaced.get(lesson.id, "")) if part),
            )
            for lesson in course.lessons
        ],
        row_breaks=range(LESSONS_A_PAGE, len(course.lessons), LESSONS_A_PAGE),
    )


def list_places(record: ClassRecord, course: CourseRecord) -> Iterator[Place]:
    """The columns of the left sheet in their order."""
    periods = list_ended_periods(record, course)
    for lesson in course.lessons:
        while periods and periods[0].kind != "year" and periods[0].ends_on < lesson.held_on:
            yield view_finals(record, course, periods.pop(0))
        for column in lesson.columns:
            yield Place(lesson, column)
    for period in periods:
        yield view_finals(record, course, period)
    if any(period.kind == "year" for period in periods):
        yield from list_exam_places(record, course)


def list_ended_periods(record: ClassRecord, course: CourseRecord) -> list[PeriodRecord]:
    """The periods whose last day lies in the interval, the year at the end; none where nothing is marked."""
    if course.marking == "none":
        return []
    ended = [period for period in record.periods if record.interval.covers(period.ends_on)]
    return sorted(ended, key=lambda period: (period.kind == "year", period.ends_on))


def view_finals(record: ClassRecord, course: CourseRecord, period: PeriodRecord) -> Place:
    """The column of a period's final marks."""
    finals = {
        pupil_id: record.finals.get((pupil_id, course.subject_id, period.id), "")
        for pupil_id in course.members
    }
    return Place(title=shorten_period(period.kind, period.number), finals=finals)


def list_exam_places(record: ClassRecord, course: CourseRecord) -> Iterator[Place]:
    """The columns of examinations and of the resulting marks, where the subject has any."""
    for title, known in ((EXAM, record.exams), (RESULT, record.results)):
        marks = {pupil_id: known.get((pupil_id, course.subject_id), "") for pupil_id in course.members}
        if any(marks.values()):
            yield Place(title=title, finals=marks)


def find_breaks(places: Sequence[Place]) -> list[int]:
    """Before which columns a new page begins: after every twenty lessons and the final marks that follow."""
    breaks, lessons, last = [], 0, None
    for at, place in enumerate(places):
        if place.lesson is None or place.lesson.id == last:
            continue
        if lessons and lessons % LESSONS_A_PAGE == 0:
            breaks.append(at + 2)
        lessons, last = lessons + 1, place.lesson.id
    return breaks


def build_headings(places: Sequence[Place]) -> list[list[Heading]]:
    """The month row, the day row and, where a column isn't an ordinary answer, its kind of work."""
    has_works = any(place.column and place.column.work for place in places)
    depth = 3 if has_works else 2
    months = [Heading("№", down=depth), Heading("Фамилия, имя", down=depth)]
    days: list[Heading] = []
    works: list[Heading] = []
    for _key, group in groupby(places, key=_month):
        found = list(group)
        if found[0].lesson is None:
            months.extend(Heading(place.title, down=depth, is_upright=True) for place in found)
            continue
        month = MONTHS[found[0].lesson.held_on.month]
        months.append(Heading(month, across=len(found), short=month[:3]))
        for _id, columns in groupby(found, key=lambda place: place.lesson.id if place.lesson else 0):
            lesson = list(columns)
            day = lesson[0].lesson.held_on.day if lesson[0].lesson else ""
            days.append(Heading(str(day), across=len(lesson)))
            works.extend(Heading(one.column.work if one.column else "", is_upright=True) for one in lesson)
    return [months, days, works] if has_works else [months, days]


def _month(place: Place) -> tuple[int, int] | None:
    return (place.lesson.held_on.year, place.lesson.held_on.month) if place.lesson else None


def build_row(
    number: int, pupil: PupilRecord, places: Sequence[Place], record: ClassRecord, stays: Sequence[Stay]
) -> Row:
    """A pupil's line; a cell of a day on which the pupil wasn't on the course, and stands empty, is None."""
    cells: list[str | None] = [str(number), pupil.name]
    for place in places:
        if place.lesson is None or place.column is None:
            cells.append((place.finals or {}).get(pupil.id, ""))
            continue
        symbol = record.marks.get((place.column.id, pupil.id), "")
        if not symbol and place.column == place.lesson.columns[0]:
            symbol = record.codes.get((place.lesson.id, pupil.id), "")
        cells.append(symbol if symbol or is_present(stays, place.lesson.held_on) else None)
    return tuple(cells)


def is_present(stays: Sequence[Stay], day: date) -> bool:
    """Whether one of the stays covers the day."""
    return any(stay.covers(day) for stay in stays)


def name_teachers(course: CourseRecord) -> str:
    """The teachers of the course but those who only stood in for another."""
    replacing = {teaching.name for teaching in list_replacing(course.teachings)}
    names = dict.fromkeys(one.name for one in course.teachings if one.name not in replacing)
    return ", ".join(names)


def find_replacements(course: CourseRecord) -> dict[int, str]:
    """Who stood in for the teacher, by lesson: «замена: Петров О. И.»."""
    replacing = list_replacing(course.teachings)
    found = {}
    for lesson in course.lessons:
        names = dict.fromkeys(one.name for one in replacing if one.stay.covers(lesson.held_on))
        if names:
            found[lesson.id] = f"замена: {', '.join(names)}"
    return found


def list_replacing(teachings: Sequence[Teaching]) -> list[Teaching]:
    """The assignments of teachers before and after whose time another teacher had the course."""
    spans: dict[str, Stay] = {}
    for one in teachings:
        known = spans.get(one.name, one.stay)
        ends = None if None in (known.ends_on, one.stay.ends_on) else max(_end(known), _end(one.stay))
        spans[one.name] = Stay(min(known.starts_on, one.stay.starts_on), ends)
    inside = {
        name
        for name, span in spans.items()
        if any(
            other.starts_on < span.starts_on and _end(span) < _end(other)
            for known, other in spans.items()
            if known != name
        )
    }
    return [one for one in teachings if one.name in inside]


def _end(stay: Stay) -> date:
    return stay.ends_on or date.max
