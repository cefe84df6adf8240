"""Where cells are: whose lesson or final mark, what stands there now, and in which class's history."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.courses.roster import holds_on, list_class_ids
from journal.locks.rules import Cell, FinalCell, LessonCell
from journal.models import (
    Attendance,
    Enrolment,
    FinalMark,
    Homework,
    Lesson,
    LessonColumn,
    Mark,
    Period,
    Person,
    SchoolClass,
    Subject,
)
from journal.names import pupil_name


@dataclass(frozen=True)
class CellPlace:
    """A cell as a list shows it: *value* is what stands there; a final mark has a period, others a lesson."""

    cell: Cell
    subject: str
    course: str
    pupil: str
    value: str
    held_on: date
    number: int = 0
    period_kind: str = ""
    period_number: int = 0

    @property
    def is_final(self) -> bool:
        """Whether it is a final mark."""
        return isinstance(self.cell, FinalCell)

    @property
    def key(self) -> str:
        """The cell's name in forms."""
        return name_cell(self.cell)


def name_cell(cell: Cell) -> str:
    """The name of a cell in forms: «lesson-12-34», «lesson-12-0» for the lesson's own, «final-3-4-34»."""
    if isinstance(cell, FinalCell):
        return f"final-{cell.period_id}-{cell.subject_id}-{cell.pupil_id}"
    return f"lesson-{cell.lesson_id}-{cell.pupil_id or 0}"


def list_places(session: Session, cells: Collection[Cell]) -> list[CellPlace]:
    """The places of cells, in order of day, lesson and name; a lesson's own cell before its pupils."""
    names = _read_names(session, {cell.pupil_id for cell in cells if cell.pupil_id})
    lessons = [cell for cell in cells if isinstance(cell, LessonCell)]
    finals = [cell for cell in cells if isinstance(cell, FinalCell)]
    places = [*_place_lessons(session, lessons, names), *_place_finals(session, finals, names)]
    keys = {place.key: names.get(place.cell.pupil_id or 0, ("", ""))[1] for place in places}
    return sorted(
        places, key=lambda one: (one.is_final, one.held_on, one.number, one.subject, keys[one.key], one.key)
    )


def _read_names(session: Session, pupil_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    rows = session.execute(
        select(Person.id, Person.last_name, Person.first_name, Person.sort_key).where(
            Person.id.in_(pupil_ids)
        )
    )
    return {row.id: (pupil_name(row.last_name, row.first_name), row.sort_key) for row in rows}


def _place_lessons(
    session: Session, cells: Sequence[LessonCell], names: dict[int, tuple[str, str]]
) -> Iterable[CellPlace]:
    lesson_ids = {cell.lesson_id for cell in cells}
    lessons = {
        one.id: one for one in session.scalars(select(Lesson).where(Lesson.id.in_(lesson_ids))).unique()
    }
    texts = select(Homework.lesson_id, Homework.text).where(Homework.lesson_id.in_(lesson_ids))
    homework = {row.lesson_id: row.text for row in session.execute(texts)}
    values = _read_values(session, lesson_ids)
    for cell in cells:
        lesson = lessons[cell.lesson_id]
        own = " · ".join(text for text in (lesson.topic, homework.get(lesson.id, "")) if text)
        yield CellPlace(
            cell=cell,
            subject=lesson.course.subject.name,
            course=lesson.course.title,
            pupil=names[cell.pupil_id][0] if cell.pupil_id else "",
            value=", ".join(values[cell]) if cell.pupil_id else own,
            held_on=lesson.held_on,
            number=lesson.number,
        )


def _read_values(session: Session, lesson_ids: Collection[int]) -> dict[LessonCell, list[str]]:
    """What stands in the pupils' cells of lessons: attendance first, then the marks by column."""
    values: dict[LessonCell, list[str]] = defaultdict(list)
    codes = session.execute(
        select(Attendance.lesson_id, Attendance.pupil_id, Attendance.code).where(
            Attendance.lesson_id.in_(lesson_ids)
        )
    )
    marks = session.execute(
        select(LessonColumn.lesson_id, Mark.pupil_id, Mark.value)
        .join(LessonColumn, LessonColumn.id == Mark.column_id)
        .where(LessonColumn.lesson_id.in_(lesson_ids))
        .order_by(LessonColumn.position)
    )
    for lesson_id, pupil_id, value in [*codes, *marks]:
        values[LessonCell(lesson_id, pupil_id)].append(str(value))
    return values


def _place_finals(
    session: Session, cells: Sequence[FinalCell], names: dict[int, tuple[str, str]]
) -> Iterable[CellPlace]:
    periods = {
        one.id: one
        for one in session.scalars(select(Period).where(Period.id.in_({cell.period_id for cell in cells})))
    }
    subjects = {
        one.id: one.name
        for one in session.scalars(select(Subject).where(Subject.id.in_({cell.subject_id for cell in cells})))
    }
    values = {
        FinalCell(one.pupil_id, one.subject_id, one.period_id): one.value
        for one in session.scalars(
            select(FinalMark).where(
                FinalMark.period_id.in_(periods), FinalMark.pupil_id.in_({cell.pupil_id for cell in cells})
            )
        )
    }
    for cell in cells:
        period = periods[cell.period_id]
        yield CellPlace(
            cell=cell,
            subject=subjects[cell.subject_id],
            course=subjects[cell.subject_id],
            pupil=names[cell.pupil_id][0],
            value=values.get(cell, ""),
            held_on=period.ends_on,
            period_kind=period.kind,
            period_number=period.number,
        )


def list_classes(session: Session, cells: Iterable[Cell]) -> tuple[int, ...]:
    """The classes whose chains a request belongs to: its pupils' then, and all of a lesson's own cell."""
    found: set[int] = set()
    by_lesson: dict[int, set[int | None]] = defaultdict(set)
    for cell in cells:
        if isinstance(cell, FinalCell):
            found |= _find_classes_of_period(session, cell)
        else:
            by_lesson[cell.lesson_id].add(cell.pupil_id)
    for lesson_id, pupil_ids in by_lesson.items():
        found |= _find_classes_of_lesson(session, lesson_id, pupil_ids)
    return tuple(sorted(found))


def _find_classes_of_lesson(session: Session, lesson_id: int, pupil_ids: Collection[int | None]) -> set[int]:
    """The lesson's classes in which the pupils were that day; all of them where a cell has no such pupil."""
    lesson = session.get_one(Lesson, lesson_id)
    classes = set(list_class_ids(session, lesson.course_id, lesson.held_on))
    stays = session.execute(
        select(Enrolment.pupil_id, Enrolment.class_id).where(
            Enrolment.class_id.in_(classes),
            Enrolment.pupil_id.in_(pupil_ids),
            holds_on(Enrolment.starts_on, Enrolment.ends_on, lesson.held_on),
        )
    ).all()
    if {row.pupil_id for row in stays} != set(pupil_ids):
        return classes
    return {row.class_id for row in stays}


def _find_classes_of_period(session: Session, cell: FinalCell) -> set[int]:
    period = session.get_one(Period, cell.period_id)
    query = (
        select(Enrolment.class_id)
        .join(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .where(
            SchoolClass.year_id == period.year_id,
            Enrolment.pupil_id == cell.pupil_id,
            Enrolment.starts_on <= period.ends_on,
            (Enrolment.ends_on.is_(None)) | (Enrolment.ends_on >= period.starts_on),
        )
    )
    return set(session.scalars(query))
