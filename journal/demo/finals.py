"""Final marks of the periods that are over."""

from datetime import date, datetime
from decimal import Decimal
from random import Random

from journal.demo.absences import AbsenceBook
from journal.demo.calendar import Calendar, DemoPeriod
from journal.demo.classes import DemoClass, Stay
from journal.demo.courses import DemoCourse
from journal.demo.history import History
from journal.demo.lessons import DemoLesson
from journal.demo.marks import MarkWriter
from journal.demo.rows import Rows
from journal.entries.sums import compute_mean, compute_weighted_mean
from journal.entries.symbols import CREDIT, NOT_ATTESTED, RELEASED
from journal.models import FinalMark

FORGOTTEN, GENEROUS = 0.004, 0.7
FEWEST_MARKS = 2


class FinalWriter:
    """Sets the final marks of one course after another."""

    def __init__(
        self,
        rows: Rows,
        history: History,
        calendar: Calendar,
        given: MarkWriter,
        absences: AbsenceBook,
        random: Random,
    ) -> None:
        """Take the current marks."""
        self.rows = rows
        self.history = history
        self.calendar = calendar
        self.given = given
        self.absences = absences
        self.random = random
        self.by_pupil: dict[tuple[int, int], list[int]] = {}

    def fill_course(self, course: DemoCourse, lessons: list[DemoLesson]) -> None:
        """Set the finals of every period whose last lesson was before today."""
        if course.marking == "none":
            return
        for school_class in course.classes:
            periods = [*self.calendar.list_periods(school_class.parallel), self.calendar.whole_year]
            for order, period in enumerate(periods):
                span = period.dates
                if span.ends_on >= self.calendar.today:
                    continue
                last = [lesson for lesson in lessons if span.starts_on <= lesson.held_on <= span.ends_on][-1:]
                for stay in course.stays:
                    if last and stay.class_name == school_class.name and stay.covers(span.ends_on):
                        moment = self.calendar.moment(last[0].held_on, last[0].number, 45 + order)
                        self.set_final(course, school_class, period, stay, moment)

    def set_final(
        self, course: DemoCourse, school_class: DemoClass, period: DemoPeriod, stay: Stay, moment: datetime
    ) -> None:
        """Set one final mark unless the teacher forgot it."""
        if self.random.random() < FORGOTTEN:
            return
        pupil_id = stay.pupil.person_id
        value = self.choose(course, period, stay)
        self.rows.add(
            FinalMark,
            pupil_id=pupil_id,
            subject_id=course.subject_id,
            period_id=period.id,
            course_id=course.id,
            value=value,
        )
        self.history.record(
            moment,
            course.teacher.writer,
            "final",
            (school_class.id,),
            year_id=self.calendar.year_id,
            course_id=course.id,
            pupil_id=pupil_id,
            subject_id=course.subject_id,
            period_id=period.id,
            after=value,
        )

    def choose(self, course: DemoCourse, period: DemoPeriod, stay: Stay) -> str:
        """The final mark a teacher gives for the current ones, for a year that of its periods."""
        if course.marking == "credit":
            return CREDIT
        key = stay.pupil.person_id, course.subject_id
        span = period.dates
        middle = span.starts_on + (span.ends_on - span.starts_on) / 2
        if course.subject_id == self.absences.sport_id and self.absences.is_released(stay.pupil, middle):
            return RELEASED
        if span.kind == "year":
            mean = compute_mean(self.by_pupil.get(key, []))
            return str(int(mean + Decimal("0.5"))) if mean else NOT_ATTESTED
        marks = [(value, weight) for day, value, weight in self.given.marks[key] if within(day, period)]
        mean = compute_weighted_mean(marks)
        if mean is None or len(marks) < FEWEST_MARKS:
            return NOT_ATTESTED
        value = max(2, int(mean + Decimal("0.5")))
        if value == 2 and self.random.random() < GENEROUS:
            value = 3
        self.by_pupil.setdefault(key, []).append(value)
        return str(value)


def within(day: date, period: DemoPeriod) -> bool:
    """Whether a day lies in a period."""
    return period.dates.starts_on <= day <= period.dates.ends_on
