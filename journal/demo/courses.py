"""The courses of the demo school, with their groups, teachers and weekly times."""

from collections import defaultdict
from dataclasses import dataclass
from random import Random
from typing import Any

from journal.demo.calendar import Calendar
from journal.demo.classes import DemoClass, Stay
from journal.demo.curriculum import Curriculum
from journal.demo.people import Employee
from journal.demo.rows import Rows
from journal.demo.sources import split_class_name
from journal.demo.timetable import Block, FixedBlock, Time, solve_timetable
from journal.models import (
    Course,
    CourseMember,
    CoursePart,
    CourseTeacher,
    TimetableSlot,
)

CRAFT = "Труд (технология)"


@dataclass(frozen=True)
class DemoCourse:
    """A page of the journal as the builder knows it."""

    id: int
    subject: str
    subject_id: int
    difficulty: float
    marking: str
    classes: tuple[DemoClass, ...]
    stays: tuple[Stay, ...]
    teacher: Employee
    hours: int
    times: tuple[Time, ...]

    @property
    def parallel(self) -> int:
        """The parallel whose programme is taught: the lowest of the classes."""
        return self.classes[0].parallel

    @property
    def class_ids(self) -> tuple[int, ...]:
        """The classes whose chains a topic, a homework or a column links to."""
        return tuple(each.id for each in self.classes)


@dataclass(frozen=True)
class Group:
    """Who is on a course: whole classes, or named pupils under the title of their subgroup."""

    title: str
    stays: tuple[Stay, ...]
    by_name: bool


class CourseBuilder:
    """Adds the courses and the timetable."""

    def __init__(
        self, rows: Rows, calendar: Calendar, staff: list[Employee], classes: dict[str, DemoClass]
    ) -> None:
        """Take what the courses are made of."""
        self.rows = rows
        self.calendar = calendar
        self.staff = {employee.key: employee for employee in staff}
        self.classes = classes
        self.curriculum = Curriculum(rows, classes)

    def build(self, random: Random) -> list[DemoCourse]:
        """Add everything and return the courses."""
        fixed = self.curriculum.list_fixed()
        places = solve_timetable(self.curriculum.list_blocks(fixed), fixed, random)
        courses: list[DemoCourse] = []
        for (names, block), times in sorted(self.group_times(places, fixed), key=self.course_order):
            courses += self.add_courses(names, block, tuple(sorted(times)))
        return courses

    def course_order(self, entry: tuple[tuple[tuple[str, ...], Block], list[Time]]) -> tuple[Any, ...]:
        """Courses by class, then by subject."""
        (names, block), _ = entry
        return split_class_name(names[0]), self.curriculum.subjects[block.subject][0]

    def group_times(
        self, places: dict[str, dict[Time, Block]], fixed: list[FixedBlock]
    ) -> list[tuple[tuple[tuple[str, ...], Block], list[Time]]]:
        """All times of the same lesson of the same classes together."""
        times: dict[tuple[tuple[str, ...], Block], list[Time]] = defaultdict(list)
        for name, own in places.items():
            for time, block in own.items():
                times[(name,), block].append(time)
        for entry in fixed:
            times[entry.classes, entry.block].append(entry.time)
        return list(times.items())

    def add_courses(self, names: tuple[str, ...], block: Block, times: tuple[Time, ...]) -> list[DemoCourse]:
        """Add a course of whole classes, or two of their subgroups, or an elective of named pupils."""
        classes = tuple(self.classes[name] for name in names)
        stays = tuple(stay for each in classes for stay in each.stays)
        groups = [Group("", stays, by_name=False)]
        if len(block.teachers) > 1:
            groups = split_craft(stays) if block.subject == CRAFT else split_evenly(stays)
        elif self.curriculum.marking_of(block.subject, classes) == "credit":
            groups = [Group("", tuple(stay for stay in stays if stay.pupil.person_id % 3), by_name=True)]
        return [
            self.add_course(block.subject, classes, self.staff[key], times, group)
            for key, group in zip(block.teachers, groups, strict=True)
        ]

    def add_course(
        self,
        subject: str,
        classes: tuple[DemoClass, ...],
        teacher: Employee,
        times: tuple[Time, ...],
        group: Group,
    ) -> DemoCourse:
        """Add one course with its parts, members, teacher and timetable."""
        subject_id, entry = self.curriculum.subjects[subject]
        marking = self.curriculum.marking_of(subject, classes)
        title = f"{subject}, {', '.join(each.name for each in classes)}"
        course = DemoCourse(
            id=self.rows.add(
                Course,
                year_id=self.calendar.year_id,
                subject_id=subject_id,
                title=f"{title} ({group.title})" if group.title else title,
                marking=marking,
            ),
            subject=subject,
            subject_id=subject_id,
            difficulty=entry["difficulty"],
            marking=marking,
            classes=classes,
            stays=group.stays,
            teacher=teacher,
            hours=len(times),
            times=times,
        )
        self.add_group(course, group)
        self.add_times(course)
        return course

    def add_group(self, course: DemoCourse, group: Group) -> None:
        """Add the classes that take part, the named members, and the teacher."""
        span = {"course_id": course.id, "starts_on": self.calendar.starts_on, "ends_on": None}
        for each in course.classes:
            self.rows.add(CoursePart, class_id=each.id, subgroup=group.title, by_name=group.by_name, **span)
        if group.by_name:
            self.add_members(course.id, group.stays)
        self.rows.add(CourseTeacher, person_id=course.teacher.person_id, hours=float(course.hours), **span)

    def add_times(self, course: DemoCourse) -> None:
        """Add the weekly lessons of a course, in its teacher's room."""
        for weekday, number in course.times:
            self.rows.add(
                TimetableSlot,
                course_id=course.id,
                weekday=weekday,
                number=number,
                room=course.teacher.room,
                starts_on=self.calendar.starts_on,
                ends_on=self.calendar.ends_on,
            )

    def add_members(self, course_id: int, stays: tuple[Stay, ...]) -> None:
        """Name the pupils of a course, one row a stay."""
        for stay in stays:
            self.rows.add(
                CourseMember,
                course_id=course_id,
                pupil_id=stay.pupil.person_id,
                starts_on=stay.starts_on,
                ends_on=stay.ends_on,
            )


def split_craft(stays: tuple[Stay, ...]) -> list[Group]:
    """Boys with the first teacher, girls with the second."""
    return [
        Group("мальчики", tuple(stay for stay in stays if not stay.pupil.is_girl), by_name=True),
        Group("девочки", tuple(stay for stay in stays if stay.pupil.is_girl), by_name=True),
    ]


def split_evenly(stays: tuple[Stay, ...]) -> list[Group]:
    """Two halves of a class."""
    middle = (len(stays) + 1) // 2
    return [Group("1 гр.", stays[:middle], by_name=True), Group("2 гр.", stays[middle:], by_name=True)]
