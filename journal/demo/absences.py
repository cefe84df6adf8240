"""Who was away when, and why: illness, other reasons, truancy, lateness, and exemptions (R-REASON, R-PE)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random

from journal.demo.calendar import Calendar, local_moment
from journal.demo.classes import DemoClass
from journal.demo.people import DemoPupil
from journal.demo.rows import Rows
from journal.entries.symbols import Code
from journal.models import Announcement, HealthFact

SPORT = "Физическая культура"
ILLNESS, VALID, TRUANCY, TRUANT_DAY = 0.009, 0.006, 0.0007, 0.035
ANNOUNCED = {
    "illness": "Утром поднялась температура, останемся дома",
    "leave": "Семейные обстоятельства",
}
LATE, TRUANT_LATE = 0.008, 0.05
OLDEST_UNRESOLVED = timedelta(days=4)
# Class, days from the year's beginning, length in days.
EXEMPTIONS = (("6А", 10, 90), ("8А", 25, 45), ("9А", 0, 300), ("3А", 120, 60))


@dataclass(frozen=True)
class Absence:
    """What stands for a whole day; a first day begins as ОТ until the tutor knows the reason."""

    code: Code
    is_first_day: bool
    is_resolved: bool


class AbsenceBook:
    """Every absence of the year up to yesterday."""

    def __init__(self, rows: Rows, calendar: Calendar, random: Random, sport_id: int) -> None:
        """Begin with an empty book."""
        self.rows = rows
        self.calendar = calendar
        self.random = random
        self.sport_id = sport_id
        self.days: dict[tuple[int, date], Absence] = {}
        self.released: dict[int, tuple[date, date]] = {}

    def fill(self, classes: Iterable[DemoClass]) -> None:
        """Go through the days of every pupil."""
        for school_class in classes:
            days = [
                day
                for day in self.calendar.list_school_days(school_class.parallel)
                if day < self.calendar.today
            ]
            for stay in school_class.stays:
                self.fill_pupil(school_class, stay.pupil, [day for day in days if stay.covers(day)])
        self.add_exemptions(classes)
        self.add_announcements(classes)

    def fill_pupil(self, school_class: DemoClass, pupil: DemoPupil, days: list[date]) -> None:
        """Draw the spells of one pupil."""
        random = self.random
        position = 0
        while position < len(days):
            chance = random.random()
            if chance < ILLNESS * pupil.illness_rate:
                length = random.randint(3, 9)
                self.add_illness(school_class, pupil, days, position, length)
                position += length
            elif chance > 1 - VALID:
                self.add_day(pupil, days[position], Code.VALID, True)
            elif chance > 1 - VALID - (TRUANT_DAY if pupil.is_truant else TRUANCY):
                self.add_day(pupil, days[position], Code.UNEXCUSED, True)
            position += 1

    def add_illness(
        self, school_class: DemoClass, pupil: DemoPupil, days: list[date], position: int, length: int
    ) -> None:
        """Add a spell of so many school days; half of them are facts that the tutor recorded."""
        spell = days[position : position + length]
        has_fact = self.random.random() < 0.5
        for number, day in enumerate(spell):
            self.add_day(pupil, day, Code.ILL, number == 0 and not has_fact, has_fact)
        if has_fact:
            lasting = timedelta(days=self.random.randint(1, 4)) if len(spell) < length else timedelta()
            self.rows.add(
                HealthFact,
                pupil_id=pupil.person_id,
                kind="illness",
                subject_id=None,
                starts_on=spell[0],
                ends_on=spell[-1] + lasting,
                recorded_by=school_class.tutor.person_id,
            )

    def add_day(
        self, pupil: DemoPupil, day: date, code: Code, is_first: bool, is_known: bool = False
    ) -> None:
        """Add one day; a late one may still wait for its reason, and so do a few old ones."""
        is_late = self.calendar.today - day <= OLDEST_UNRESOLVED
        is_resolved = is_known or self.random.random() > (0.6 if is_late else 0.02)
        self.days[pupil.person_id, day] = Absence(code, is_first, is_resolved)

    def add_exemptions(self, classes: Iterable[DemoClass]) -> None:
        """Exempt a pupil of some classes from physical education."""
        by_name = {school_class.name: school_class for school_class in classes}
        for name, after, length in EXEMPTIONS:
            starts_on = self.calendar.starts_on + timedelta(days=after)
            ends_on = min(starts_on + timedelta(days=length), self.calendar.ends_on)
            if starts_on >= self.calendar.today:
                continue
            school_class = by_name[name]
            pupil = school_class.stays[len(school_class.stays) // 2].pupil
            self.released[pupil.person_id] = (starts_on, ends_on)
            self.rows.add(
                HealthFact,
                pupil_id=pupil.person_id,
                kind="exemption",
                subject_id=self.sport_id,
                starts_on=starts_on,
                ends_on=ends_on,
                recorded_by=school_class.tutor.person_id,
            )

    def add_announcements(self, classes: Iterable[DemoClass]) -> None:
        """Let families of every third class announce an absence that the tutor hasn't answered yet."""
        for number, school_class in enumerate(list(classes)[1::3]):
            pupil = school_class.stays[len(school_class.stays) // 3].pupil
            if not pupil.parent_ids:
                continue
            kind = ("illness", "leave")[number % 2]
            self.rows.add(
                Announcement,
                pupil_id=pupil.person_id,
                kind=kind,
                starts_on=self.calendar.today,
                ends_on=self.calendar.today + timedelta(days=number % 3),
                note=ANNOUNCED[kind],
                announced_by=pupil.parent_ids[0],
                announced_at=local_moment(self.calendar.today, time(7, 10 + number)),
                state="waiting",
                answer="",
            )

    def find(self, pupil: DemoPupil, day: date, number: int, subject_id: int) -> Absence | None:
        """What stands for a pupil at a lesson; only the first lesson of a day is come late to."""
        absence = self.days.get((pupil.person_id, day))
        if absence is not None:
            return absence
        if subject_id == self.sport_id and self.is_released(pupil, day):
            return Absence(Code.RELEASED, False, True)
        if number == 1 and self.random.random() < (TRUANT_LATE if pupil.is_truant else LATE):
            return Absence(Code.LATE, False, True)
        return None

    def is_released(self, pupil: DemoPupil, day: date) -> bool:
        """Whether the pupil is exempt from physical education that day."""
        starts_on, ends_on = self.released.get(pupil.person_id, (date.max, date.min))
        return starts_on <= day <= ends_on
