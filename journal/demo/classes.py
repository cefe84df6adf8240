"""Classes, their tutors and who is in them when: a leaver, a newcomer and a pupil who changes class."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from journal.demo.calendar import Calendar, local_moment
from journal.demo.history import History, Writer
from journal.demo.people import DemoPupil, Employee
from journal.demo.rows import Rows
from journal.demo.sources import split_class_name
from journal.models import Enrolment, SchoolClass, Supervision, Tutorship

LEAVER_CLASS, NEWCOMER_CLASS, MOVED_FROM, MOVED_TO = "6А", "9А", "5А", "5Б"
LEAVES_AFTER, COMES_AFTER, MOVES_AFTER = timedelta(days=38), timedelta(days=20), timedelta(days=62)


@dataclass(frozen=True)
class Stay:
    """A pupil in a class from one day to another; an open end is the end of the year."""

    pupil: DemoPupil
    class_name: str
    starts_on: date
    ends_on: date | None

    def covers(self, day: date) -> bool:
        """Whether the pupil is in the class that day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class DemoClass:
    """A class with its key, its tutor and all stays in it."""

    id: int
    name: str
    parallel: int
    tutor: Employee
    stays: tuple[Stay, ...]


def add_classes(
    rows: Rows, history: History, calendar: Calendar, staff: list[Employee], pupils: list[DemoPupil]
) -> dict[str, DemoClass]:
    """Add the classes of the year with enrolments and tutors."""
    stays = plan_stays(calendar, pupils)
    secretary = next(each.writer for each in staff if each.key == "secretary")
    classes = {}
    for tutor in sorted(
        (each for each in staff if each.tutor_of), key=lambda each: class_order(each.tutor_of)
    ):
        name = tutor.tutor_of
        parallel, letter = split_class_name(name)
        class_id = rows.add(SchoolClass, year_id=calendar.year_id, parallel=parallel, letter=letter)
        rows.add(
            Tutorship,
            class_id=class_id,
            person_id=tutor.person_id,
            starts_on=calendar.starts_on,
            ends_on=None,
        )
        own = tuple(stay for stay in stays if stay.class_name == name)
        for stay in own:
            add_enrolment(rows, history, calendar, class_id, stay, secretary)
        classes[name] = DemoClass(class_id, name, parallel, tutor, own)
    add_supervision(rows, staff, list(classes.values()))
    return classes


def add_supervision(rows: Rows, staff: list[Employee], classes: Iterable[DemoClass]) -> None:
    """Give each deputy the classes of some parallels to watch, from the first to the last (R-WEEKLY)."""
    for deputy in (each for each in staff if each.supervises):
        first, last = deputy.supervises
        for one in classes:
            if first <= one.parallel <= last:
                rows.add(Supervision, deputy_id=deputy.person_id, teacher_id=None, class_id=one.id)


def class_order(name: str) -> tuple[int, str]:
    """Classes in the order of parallels."""
    return split_class_name(name)


def plan_stays(calendar: Calendar, pupils: list[DemoPupil]) -> list[Stay]:
    """Where every pupil is; movements that lie in the future have not happened."""
    starts_on = calendar.starts_on
    leaves_on, moves_on = starts_on + LEAVES_AFTER, starts_on + MOVES_AFTER
    comes_on = starts_on + COMES_AFTER
    leaver, newcomer, moved = (
        max((each for each in pupils if each.class_name == name), key=lambda each: each.person_id)
        for name in (LEAVER_CLASS, NEWCOMER_CLASS, MOVED_FROM)
    )
    stays = []
    for pupil in pupils:
        if pupil is leaver and leaves_on < calendar.today:
            stays.append(Stay(pupil, pupil.class_name, starts_on, leaves_on))
        elif pupil is moved and moves_on < calendar.today:
            stays.append(Stay(pupil, MOVED_FROM, starts_on, moves_on))
            stays.append(Stay(pupil, MOVED_TO, moves_on + timedelta(days=1), None))
        else:
            late = pupil is newcomer and comes_on < calendar.today
            stays.append(Stay(pupil, pupil.class_name, comes_on if late else starts_on, None))
    return stays


def add_enrolment(
    rows: Rows, history: History, calendar: Calendar, class_id: int, stay: Stay, secretary: Writer
) -> None:
    """Add a stay, and to the history what happened after the year's first day."""
    pupil_id = stay.pupil.person_id
    rows.add(Enrolment, pupil_id=pupil_id, class_id=class_id, starts_on=stay.starts_on, ends_on=stay.ends_on)
    changes = [("", stay.starts_on)] if stay.starts_on > calendar.starts_on else []
    changes += [(stay.class_name, stay.ends_on)] if stay.ends_on else []
    for before, day in changes:
        history.record(
            local_moment(day, time(12, 0)),
            secretary,
            "enrolment",
            (class_id,),
            year_id=calendar.year_id,
            pupil_id=pupil_id,
            before=before,
            after="" if before else stay.class_name,
        )
