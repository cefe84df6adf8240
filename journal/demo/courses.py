"""The courses of the demo school, with their groups, teachers and weekly times."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from journal.demo.calendar import Calendar
from journal.demo.classes import DemoClass, Stay
from journal.demo.people import Employee
from journal.demo.rows import Rows
from journal.demo.sources import read_json, split_class_name
from journal.demo.timetable import Block, FixedBlock, Time, solve_timetable
from journal.models import (
    Course,
    CourseMember,
    CoursePart,
    CourseTeacher,
    CurriculumHours,
    Subject,
    TimetableSlot,
)

CRAFT = "Труд (технология)"
EVERYTHING_ELSE = "*"
NO_MARKS_PARALLEL = 1


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
    """Adds subjects, curriculum, courses and the timetable."""

    def __init__(
        self, rows: Rows, calendar: Calendar, staff: list[Employee], classes: dict[str, DemoClass]
    ) -> None:
        """Take what the courses are made of."""
        self.rows = rows
        self.calendar = calendar
        self.staff = {employee.key: employee for employee in staff}
        self.classes = classes
        self.curriculum = read_json("curriculum")
        self.subjects: dict[str, tuple[int, dict[str, Any]]] = {}

    def build(self, random: Random) -> list[DemoCourse]:
        """Add everything and return the courses."""
        self.add_subjects()
        self.add_curriculum()
        fixed = self.list_fixed()
        places = solve_timetable(self.list_blocks(fixed), fixed, random)
        courses: list[DemoCourse] = []
        for (names, block), times in sorted(self.group_times(places, fixed), key=self.course_order):
            courses += self.add_courses(names, block, tuple(sorted(times)))
        return courses

    def course_order(self, entry: tuple[tuple[tuple[str, ...], Block], list[Time]]) -> tuple[Any, ...]:
        """Courses by class, then by subject."""
        (names, block), _ = entry
        return split_class_name(names[0]), self.subjects[block.subject][0]

    def add_subjects(self) -> None:
        """Add the subjects in the order of the curriculum."""
        for position, entry in enumerate(self.curriculum["subjects"], start=1):
            key = self.rows.add(Subject, name=entry["name"], short_name=entry["short"], position=position)
            self.subjects[entry["name"]] = key, entry

    def hours_of(self, subject: str, class_name: str) -> int:
        """The hours a week of a subject in a class."""
        parallel, _ = split_class_name(class_name)
        hours: int = self.curriculum["hours"][subject].get(str(parallel), 0)
        return hours

    def add_curriculum(self) -> None:
        """Add the curriculum plan."""
        for name, school_class in self.classes.items():
            for subject, (subject_id, _) in self.subjects.items():
                hours = self.hours_of(subject, name)
                if hours:
                    self.rows.add_keyed(
                        CurriculumHours, class_id=school_class.id, subject_id=subject_id, hours=Decimal(hours)
                    )

    def find_teachers(self, subject: str, class_name: str) -> tuple[str, ...]:
        """Who teaches a subject in a class; two people are teachers of its two subgroups."""
        loads: dict[str, dict[str, list[str]]] = self.curriculum["teachers"]
        named = tuple(key for key, load in loads.items() if class_name in load.get(subject, ()))
        return named or tuple(
            key for key, load in loads.items() if class_name in load.get(EVERYTHING_ELSE, ())
        )

    def list_fixed(self) -> list[FixedBlock]:
        """The lessons that several classes have together."""
        return [
            FixedBlock(
                Block(entry["subject"], self.find_teachers(entry["subject"], entry["classes"][0])),
                tuple(entry["classes"]),
                (time[0], time[1]),
            )
            for entry in self.curriculum["joint"]
            for time in entry["times"]
        ]

    def list_blocks(self, fixed: list[FixedBlock]) -> dict[str, list[Block]]:
        """The lessons that every class has by itself."""
        joint = {(entry.block.subject, name) for entry in fixed for name in entry.classes}
        return {
            name: [
                Block(subject, self.find_teachers(subject, name))
                for subject in self.subjects
                if (subject, name) not in joint
                for _ in range(self.hours_of(subject, name))
            ]
            for name in self.classes
        }

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
        elif self.marking_of(block.subject, classes) == "credit":
            groups = [Group("", tuple(stay for stay in stays if stay.pupil.person_id % 3), by_name=True)]
        return [
            self.add_course(block.subject, classes, self.staff[key], times, group)
            for key, group in zip(block.teachers, groups, strict=True)
        ]

    def marking_of(self, subject: str, classes: tuple[DemoClass, ...]) -> str:
        """How a course is marked."""
        marking: str = self.subjects[subject][1].get("marking", "fives")
        return "none" if classes[0].parallel == NO_MARKS_PARALLEL else marking

    def add_course(
        self,
        subject: str,
        classes: tuple[DemoClass, ...],
        teacher: Employee,
        times: tuple[Time, ...],
        group: Group,
    ) -> DemoCourse:
        """Add one course with its parts, members, teacher and timetable."""
        subject_id, entry = self.subjects[subject]
        marking = self.marking_of(subject, classes)
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
