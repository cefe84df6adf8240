"""The curriculum of the demo school: subjects, hours, who teaches what, and the lessons to place."""

from decimal import Decimal
from typing import Any

from journal.demo.classes import DemoClass
from journal.demo.rows import Rows
from journal.demo.sources import read_json, split_class_name
from journal.demo.timetable import Block, FixedBlock
from journal.models import CurriculumHours, Subject

EVERYTHING_ELSE = "*"
NO_MARKS_PARALLEL = 1


class Curriculum:
    """`curriculum.json` with the ids of its subjects."""

    def __init__(self, rows: Rows, classes: dict[str, DemoClass]) -> None:
        """Add the subjects and the hours of every class."""
        self.rows = rows
        self.classes = classes
        self.plan = read_json("curriculum")
        self.subjects: dict[str, tuple[int, dict[str, Any]]] = {}
        self.add_subjects()
        self.add_hours()

    def add_subjects(self) -> None:
        """Add the subjects in the order of the curriculum."""
        for position, entry in enumerate(self.plan["subjects"], start=1):
            key = self.rows.add(Subject, name=entry["name"], short_name=entry["short"], position=position)
            self.subjects[entry["name"]] = key, entry

    def hours_of(self, subject: str, class_name: str) -> int:
        """The hours a week of a subject in a class."""
        parallel, _ = split_class_name(class_name)
        hours: int = self.plan["hours"][subject].get(str(parallel), 0)
        return hours

    def add_hours(self) -> None:
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
        loads: dict[str, dict[str, list[str]]] = self.plan["teachers"]
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
            for entry in self.plan["joint"]
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

    def marking_of(self, subject: str, classes: tuple[DemoClass, ...]) -> str:
        """How a course is marked."""
        marking: str = self.subjects[subject][1].get("marking", "fives")
        return "none" if classes[0].parallel == NO_MARKS_PARALLEL else marking
