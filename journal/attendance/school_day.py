"""Who is away today in the whole school: for the deputy, and for the canteen (R-REASON)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from journal.attendance.rules import count_eaters, is_away
from journal.courses.roster import holds_on
from journal.entries.facts import find_covering, list_pupil_facts
from journal.entries.symbols import MISSED, Code
from journal.models import (
    Announcement,
    Attendance,
    Course,
    CoursePart,
    Enrolment,
    Lesson,
    LessonColumn,
    Mark,
    Person,
    SchoolClass,
)
from journal.names import pupil_name


@dataclass(frozen=True)
class Absentee:
    """A pupil who missed a lesson of the day, or is known to stay away.

    *reason* is a symbol, or «announced» for what no tutor has confirmed yet; *missed* counts lessons.
    """

    name: str
    reason: str
    missed: int
    is_away: bool


@dataclass(frozen=True)
class ClassDay:
    """A class with those who are absent."""

    class_id: int
    name: str
    pupils: int
    absentees: tuple[Absentee, ...]

    @property
    def away(self) -> int:
        """How many are away all day, as far as is known."""
        return sum(one.is_away for one in self.absentees)

    @property
    def eaters(self) -> int:
        """How many the canteen expects."""
        return count_eaters(self.pupils, self.away)


def list_school_day(session: Session, year_id: int, on: date) -> list[ClassDay]:
    """Every class of the year in its order, with who is absent that day."""
    pupils = session.execute(
        select(
            SchoolClass.id,
            SchoolClass.parallel,
            SchoolClass.letter,
            Person.id.label("pupil_id"),
            Person.last_name,
            Person.first_name,
        )
        .join(Enrolment, Enrolment.class_id == SchoolClass.id)
        .join(Person, Person.id == Enrolment.pupil_id)
        .where(SchoolClass.year_id == year_id, holds_on(Enrolment.starts_on, Enrolment.ends_on, on))
        .order_by(SchoolClass.parallel, SchoolClass.letter, Person.sort_key, Person.id)
    ).all()
    facts = list_pupil_facts(session, (row.pupil_id for row in pupils), on, on)
    announced = set(
        session.scalars(
            select(Announcement.pupil_id).where(
                Announcement.state == "waiting", Announcement.starts_on <= on, Announcement.ends_on >= on
            )
        )
    )
    codes, recorded = list_codes(session, on), list_recorded(session, on)
    classes: dict[tuple[int, str], list[Absentee | None]] = defaultdict(list)
    for row in pupils:
        known = find_covering((f for f in facts.get(row.pupil_id, ()) if f.kind != "exemption"), on)
        reason = str(known.code) if known else "announced" if row.pupil_id in announced else ""
        name = pupil_name(row.last_name, row.first_name)
        own = build_absentee(name, reason, codes.get(row.pupil_id, {}), recorded.get(row.id, set()))
        classes[row.id, f"{row.parallel}{row.letter}"].append(own)
    return [
        ClassDay(class_id, name, len(found), tuple(one for one in found if one))
        for (class_id, name), found in classes.items()
    ]


def build_absentee(
    name: str, reason: str, codes: dict[int, tuple[int, str]], recorded: set[int]
) -> Absentee | None:
    """A pupil's absence; None for one who was at every recorded lesson and isn't expected to stay away.

    *codes* are the pupil's by lesson, with its number; of groups that share a time only the own one counts.
    """
    missed = [code for _number, code in codes.values() if code in MISSED]
    if not missed and not reason:
        return None
    by_number = dict(codes.values())
    seen = [by_number.get(number) for number in sorted(recorded | by_number.keys())]
    shown = missed[-1] if missed else reason
    was_there = bool(recorded) and not missed and bool(codes)
    return Absentee(name, shown, len(missed), is_away(seen) if missed else not was_there)


def list_codes(session: Session, on: date) -> dict[int, dict[int, tuple[int, str]]]:
    """What was written of attendance that day: by pupil and lesson the number and the code."""
    found: dict[int, dict[int, tuple[int, str]]] = defaultdict(dict)
    rows = session.execute(
        select(Attendance.pupil_id, Lesson.id, Lesson.number, Attendance.code)
        .join(Lesson, Lesson.id == Attendance.lesson_id)
        .where(Lesson.held_on == on, Lesson.cancelled_at.is_(None))
        .order_by(Lesson.number)
    )
    for pupil_id, lesson_id, number, code in rows:
        found[pupil_id][lesson_id] = (number, code)
    return found


def list_recorded(session: Session, on: date) -> dict[int, set[int]]:
    """The numbers of the day's lessons of each class that their teachers have recorded already.

    A reason alone tells nothing of the others: the tutor gives it for the whole day in the morning.
    """
    was_recorded = or_(
        Lesson.topic != "",
        select(Attendance.lesson_id)
        .where(Attendance.lesson_id == Lesson.id, Attendance.code.in_((Code.ABSENT, Code.LATE)))
        .exists(),
        select(Mark.column_id)
        .join(LessonColumn, LessonColumn.id == Mark.column_id)
        .where(LessonColumn.lesson_id == Lesson.id)
        .exists(),
    )
    found: dict[int, set[int]] = defaultdict(set)
    rows = session.execute(
        select(CoursePart.class_id, Lesson.number)
        .join(Course, Course.id == CoursePart.course_id)
        .join(Lesson, Lesson.course_id == Course.id)
        .where(Lesson.held_on == on, Lesson.cancelled_at.is_(None), was_recorded)
    )
    for class_id, number in rows:
        found[class_id].add(number)
    return found
