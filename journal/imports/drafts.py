"""What an import would make: each draft says which row of the school it is, or that it is new (no `id`)."""

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from journal.imports.notes import Notes
from journal.imports.people import FullName
from journal.imports.plans import PlanTopic


@dataclass(eq=False)
class PupilDraft:
    """A pupil of the lists; `enrolled` says that the school has the pupil in a class already."""

    id: int | None
    name: FullName
    birth_date: date | None
    file_number: str
    class_name: str
    enrolled: bool
    address: str = ""
    phone: str = ""
    notes: Notes = field(default_factory=Notes)

    @property
    def key(self) -> str:
        """Return what tells this pupil from all others in forms and answers files."""
        return self.file_number or f"{self.name} {self.birth_date or self.id}"


@dataclass(eq=False)
class ParentDraft:
    """One parent's card; `links` are the children with the kind of parenthood that isn't recorded yet."""

    id: int | None
    name: FullName
    phones: tuple[str, ...]
    children: list[PupilDraft] = field(default_factory=list)
    links: list[tuple[PupilDraft, str]] = field(default_factory=list)


@dataclass(eq=False)
class StaffDraft:
    """A teacher of the load; `card` is the same person's card as a parent."""

    id: int | None
    name: FullName
    position: str
    is_staff: bool = False
    is_teacher: bool = False
    card: ParentDraft | None = None


@dataclass(eq=False)
class SubjectDraft:
    """A subject of the curriculum."""

    id: int | None
    name: str
    key: str


@dataclass(eq=False)
class CourseDraft:
    """A page of the journal: subject × class or subgroup. `teachers`, `members`: those of the lists."""

    id: int | None
    subject: SubjectDraft
    class_name: str
    subgroup: str
    hours: Decimal = Decimal(0)
    known_teachers: tuple[str, ...] = ()
    teachers: list[StaffDraft] = field(default_factory=list)
    members: list[PupilDraft] = field(default_factory=list)

    @property
    def title(self) -> str:
        """«Математика, 5А», «Иностранный язык (английский), 5А (1 гр.)»."""
        group = f" ({self.subgroup} гр.)" if self.subgroup else ""
        return f"{self.subject.name}, {self.class_name}{group}"

    @property
    def key(self) -> str:
        """Return the course as forms and answers files name it."""
        return "/".join(part for part in (self.class_name, self.subject.name, self.subgroup) if part)


@dataclass(frozen=True)
class SlotDraft:
    """A weekly lesson that isn't in the timetable yet."""

    course: CourseDraft
    weekday: int
    number: int
    room: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class PlanDraft:
    """A lesson plan for a course that has none."""

    course: CourseDraft
    title: str
    topics: tuple[PlanTopic, ...]


@dataclass(frozen=True)
class TutorDraft:
    """A tutor whom the class doesn't have yet."""

    class_name: str
    staff: StaffDraft


@dataclass(frozen=True)
class PeriodDraft:
    """A period of the year; also the whole year."""

    kind: str
    number: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class HolidayDraft:
    """Days without lessons."""

    name: str
    starts_on: date
    ends_on: date
    parallel: int | None = None


@dataclass(frozen=True)
class YearDraft:
    """The academic year: a known one, or the one that a person has agreed to."""

    id: int | None
    starts_on: date
    ends_on: date
    school_week: int
    periods: tuple[PeriodDraft, ...]
    holidays: tuple[HolidayDraft, ...]
    bells: tuple[tuple[int, time, time], ...] = ()


@dataclass
class ImportPlan:
    """All that an import would write, in the order in which it is written."""

    year: YearDraft
    classes: list[str] = field(default_factory=list)
    pupils: list[PupilDraft] = field(default_factory=list)
    parents: list[ParentDraft] = field(default_factory=list)
    staff: list[StaffDraft] = field(default_factory=list)
    tutors: list[TutorDraft] = field(default_factory=list)
    subjects: list[SubjectDraft] = field(default_factory=list)
    courses: list[CourseDraft] = field(default_factory=list)
    slots: list[SlotDraft] = field(default_factory=list)
    plans: list[PlanDraft] = field(default_factory=list)
    exemptions: list[tuple[PupilDraft, date, date]] = field(default_factory=list)
