"""What a period's end leaves behind: confirmations, and results of interim attestation."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from decimal import Decimal
from random import Random

from journal.amendments.record import summarise
from journal.demo.calendar import Calendar, DemoPeriod, local_moment
from journal.demo.classes import DemoClass
from journal.demo.courses import DemoCourse
from journal.demo.history import History, Writer
from journal.demo.marks import MarkWriter
from journal.demo.rows import Rows
from journal.finals.rules import Thresholds, propose_period_mark
from journal.models import Exam, ExamMark, PeriodConfirmation

CONFIRMED_PAGES, CONFIRMED_CLASSES = 0.94, 0.8
EVENING = time(16, 0)
ATTESTED, TITLE = "Математика", "Входная диагностика"
USUAL = Thresholds(Decimal("2.5"), Decimal("3.5"), Decimal("4.5"))
ATTESTATION_DAY, WINDOW = timedelta(days=21), timedelta(days=7)


class PeriodEndWriter:
    """Confirms the periods that are over."""

    def __init__(self, rows: Rows, history: History, calendar: Calendar, random: Random) -> None:
        """Take the school's year."""
        self.rows = rows
        self.history = history
        self.calendar = calendar
        self.random = random

    def add_confirmations(self, courses: Iterable[DemoCourse], classes: Iterable[DemoClass]) -> None:
        """Confirm nearly every page of a period that is over, and most classes."""
        for course in courses:
            for period in self.list_over(course.parallel):
                if self.random.random() < CONFIRMED_PAGES:
                    moment = self.choose_moment(period)
                    self.confirm(course.teacher.writer, period, moment, course.class_ids, course_id=course.id)
        for school_class in classes:
            for period in self.list_over(school_class.parallel):
                if school_class.parallel > 1 and self.random.random() < CONFIRMED_CLASSES:
                    moment = self.choose_moment(period) + timedelta(days=1)
                    self.confirm(
                        school_class.tutor.writer,
                        period,
                        moment,
                        (school_class.id,),
                        class_id=school_class.id,
                    )

    def list_over(self, parallel: int) -> list[DemoPeriod]:
        """The periods of a parallel whose last day lies at least two days back."""
        limit = self.calendar.today - timedelta(days=1)
        return [one for one in self.calendar.list_periods(parallel) if one.dates.ends_on < limit]

    def choose_moment(self, period: DemoPeriod) -> datetime:
        """Some minute of the last day's evening."""
        return local_moment(period.dates.ends_on, EVENING) + timedelta(minutes=self.random.randrange(120))

    def confirm(
        self,
        writer: Writer,
        period: DemoPeriod,
        moment: datetime,
        class_ids: Iterable[int],
        *,
        course_id: int | None = None,
        class_id: int | None = None,
    ) -> None:
        """Add one confirmation with its amendment."""
        self.rows.add(
            PeriodConfirmation,
            period_id=period.id,
            course_id=course_id,
            class_id=class_id,
            confirmed_by=writer.person_id,
            confirmed_at=moment,
        )
        self.history.record(
            moment,
            writer,
            "confirmation",
            class_ids,
            year_id=self.calendar.year_id,
            course_id=course_id,
            period_id=period.id,
            after=moment.isoformat(),
        )


class AttestationWriter:
    """Adds the interim attestation of September in mathematics."""

    def __init__(self, rows: Rows, history: History, calendar: Calendar, given: MarkWriter) -> None:
        """Take the current marks, which the results follow."""
        self.rows = rows
        self.history = history
        self.calendar = calendar
        self.given = given
        self.held_on = calendar.starts_on + ATTESTATION_DAY

    def add_exams(self, courses: Iterable[DemoCourse]) -> None:
        """Add an examination for every class, once its window is over."""
        last_day = self.held_on + WINDOW
        if last_day >= self.calendar.today:
            return
        for course in courses:
            if course.subject == ATTESTED and course.parallel > 1:
                exam_id = self.rows.add(
                    Exam,
                    year_id=self.calendar.year_id,
                    subject_id=course.subject_id,
                    class_id=course.classes[0].id,
                    parallel=None,
                    kind="interim",
                    marking="fives",
                    title=TITLE,
                    held_on=self.held_on,
                    opens_on=self.held_on,
                    closes_on=last_day,
                )
                self.add_results(course, exam_id)

    def add_results(self, course: DemoCourse, exam_id: int) -> None:
        """Add a result for every pupil who has marks by then, near to their mean."""
        school_class = course.classes[0]
        for stay in course.stays:
            key = stay.pupil.person_id, course.subject_id
            given = [(value, weight) for day, value, weight in self.given.marks[key] if day <= self.held_on]
            mark = propose_period_mark(given, USUAL).mark
            if mark is None or not stay.covers(self.held_on) or stay.class_name != school_class.name:
                continue
            result = {"value": str(mark), "score": None, "seen_by": None, "seen_at": None}
            self.rows.add_keyed(ExamMark, exam_id=exam_id, pupil_id=stay.pupil.person_id, **result)
            self.history.record(
                local_moment(self.held_on + timedelta(days=2), EVENING),
                course.teacher.writer,
                "exam",
                (school_class.id,),
                year_id=self.calendar.year_id,
                pupil_id=stay.pupil.person_id,
                subject_id=course.subject_id,
                after=summarise(("interim", f"{self.held_on:%d.%m.%Y}", str(mark))),
            )
