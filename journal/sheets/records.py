"""What the sheets are built from: the year of one class as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Stay:
    """A time from one day to another, both included; without an end it lasts."""

    starts_on: date
    ends_on: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def touches(self, other: "Stay") -> bool:
        """Whether both have a day in common; the other one has an end."""
        return self.starts_on <= (other.ends_on or date.max) and (self.ends_on or date.max) >= other.starts_on


@dataclass(frozen=True)
class Move:
    """An arrival or a departure: its day, its order, and from where or to where."""

    day: date
    number: str = ""
    dated_on: date | None = None
    place: str = ""


@dataclass(frozen=True)
class Decision:
    """What the pedagogical council decided about a pupil, with its minutes."""

    kind: str
    number: str
    dated_on: date | None


@dataclass(frozen=True)
class PupilRecord:
    """A pupil of the class with what the general information tells; `stays` are those in the class.

    `arrival` is known where the pupil came after the year began or an order was entered.
    """

    id: int
    last_name: str
    first_name: str
    middle_name: str = ""
    birth_date: date | None = None
    file_number: str = ""
    address: str = ""
    phone: str = ""
    parents: Sequence[str] = ()
    stays: Sequence[Stay] = ()
    arrival: Move | None = None
    departure: Move | None = None
    decision: Decision | None = None

    @property
    def name(self) -> str:
        """«Иванова Мария», as in the journal."""
        return " ".join(part for part in (self.last_name, self.first_name) if part)

    @property
    def full_name(self) -> str:
        """«Иванова Мария Петровна»."""
        return " ".join(part for part in (self.last_name, self.first_name, self.middle_name) if part)


@dataclass(frozen=True)
class PeriodRecord:
    """A period by which the class lives; the year is one too."""

    id: int
    kind: str
    number: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class MarkColumn:
    """A column of a lesson; `work` is its kind of work in short, empty for an ordinary answer."""

    id: int
    work: str = ""


@dataclass(frozen=True)
class LessonRecord:
    """A lesson that took place; `place` counts the course's lessons from the beginning of the year."""

    id: int
    place: int
    held_on: date
    number: int
    hours: str
    topic: str
    homework: str
    columns: Sequence[MarkColumn]


@dataclass(frozen=True)
class Teaching:
    """A teacher's assignment to a course: «Иванова М. П.»."""

    name: str
    stay: Stay


@dataclass(frozen=True)
class CourseRecord:
    """A page of the journal: its lessons in the interval and the class's pupils on it with their stays."""

    id: int
    subject_id: int
    subject: str
    subgroup: str
    marking: str
    teachings: Sequence[Teaching]
    lessons: Sequence[LessonRecord]
    members: Mapping[int, Sequence[Stay]]


@dataclass(frozen=True)
class ClassRecord:
    """A class's year, or any interval of it.

    Lessons after `today` haven't taken place yet: nobody missed them. `marks` are keyed by (column, pupil),
    `codes` by (lesson, pupil), `finals` by (pupil, subject, period), exams and results by (pupil, subject).
    """

    school: str
    place: str
    name: str
    parallel: int
    year: str
    year_span: Stay
    tutors: Sequence[str]
    interval: Stay
    today: date
    pupils: Sequence[PupilRecord] = ()
    periods: Sequence[PeriodRecord] = ()
    courses: Sequence[CourseRecord] = ()
    marks: Mapping[tuple[int, int], str] = field(default_factory=dict)
    codes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    finals: Mapping[tuple[int, int, int], str] = field(default_factory=dict)
    exams: Mapping[tuple[int, int], str] = field(default_factory=dict)
    results: Mapping[tuple[int, int], str] = field(default_factory=dict)
