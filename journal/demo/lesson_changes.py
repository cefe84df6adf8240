"""Lessons that the administrator cancelled or moved: a frosty day of the youngest, an olympiad (R-CANCEL)."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from journal.demo.calendar import Calendar, DemoPeriod, local_moment
from journal.demo.courses import DemoCourse
from journal.demo.history import History, Writer
from journal.lessons.changes import CANCELLED, MOVED
from journal.school_calendar.rules import find_public_days, is_within

FROST, OLYMPIAD = "мороз, приказ № 118", "олимпиада, перенос по просьбе учителя"
FROST_UP_TO, OLYMPIAD_COURSE = 4, ("Физика", "9А")
EARLY = time(7, 10)
FRIDAY, SATURDAY = 5, 6


def find_span(day: date, periods: Iterable[DemoPeriod]) -> int | None:
    """The period of a day, None in the holidays."""
    return next((one.id for one in periods if is_within(day, one.dates)), None)


class LessonChanges:
    """Tells which lessons were cancelled or moved, and records it."""

    def __init__(self, history: History, calendar: Calendar, writer: Writer) -> None:
        """Take the administrator's name."""
        self.history = history
        self.calendar = calendar
        self.writer = writer
        self.frosty_day = find_friday(calendar)
        self.moved_from = ""

    def find_cancellation(self, course: DemoCourse, day: date) -> datetime | None:
        """When a lesson of the day was cancelled; None where it took place."""
        if course.parallel > FROST_UP_TO or day != self.frosty_day:
            return None
        return local_moment(day, EARLY)

    def choose_day(self, course: DemoCourse, day: date) -> date:
        """The day to which a coming lesson is moved: its Saturday, once; else its own."""
        if self.moved_from or (course.subject, course.classes[0].name) != OLYMPIAD_COURSE:
            return day
        saturday = day + timedelta(days=SATURDAY - day.isoweekday())
        periods = self.calendar.list_periods(course.parallel)
        public = find_public_days(self.calendar.starts_on, self.calendar.ends_on)
        if saturday in public or find_span(day, periods) != find_span(saturday, periods):
            return day
        self.moved_from = f"{day:%d.%m.%Y}"
        return saturday

    def record_cancellation(self, course: DemoCourse, lesson_id: int, day: date, number: int) -> None:
        """Put a cancelled lesson into the history."""
        moment = local_moment(day, EARLY)
        self.record(moment, CANCELLED, course, lesson_id, FROST, f"{day:%d.%m.%Y}, {number} урок", "отменён")

    def record_move(self, course: DemoCourse, lesson_id: int, day: date, number: int) -> None:
        """Put the moved lesson into the history, as of yesterday."""
        moment = local_moment(self.calendar.today - timedelta(days=1), time(15, 40))
        before = f"{self.moved_from}, {number} урок"
        self.record(moment, MOVED, course, lesson_id, OLYMPIAD, before, f"{day:%d.%m.%Y}, {number} урок")

    def record(
        self,
        moment: datetime,
        kind: str,
        course: DemoCourse,
        lesson_id: int,
        reason: str,
        before: str,
        after: str,
    ) -> None:
        """Add one amendment in the chains of the lesson's classes."""
        self.history.record(
            moment,
            self.writer,
            kind,
            course.class_ids,
            year_id=self.calendar.year_id,
            course_id=course.id,
            lesson_id=lesson_id,
            subject_id=course.subject_id,
            before=before,
            after=after,
            reason=self.history.keep_text(reason),
        )


def find_friday(calendar: Calendar) -> date:
    """The day of the frost: the last Friday with lessons that is more than a week ago."""
    school_days = calendar.list_school_days(FROST_UP_TO)
    last = calendar.today - timedelta(days=8)
    fridays = [day for day in school_days if day.isoweekday() == FRIDAY and day <= last]
    return fridays[-1] if fridays else date.min
