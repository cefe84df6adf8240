"""Marks of other organisations: of the newcomer, and of a pupil back from long treatment (R-NEWCOMER)."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from journal.amendments.record import summarise
from journal.demo.calendar import Calendar, local_moment
from journal.demo.classes import NEWCOMER_CLASS, DemoClass, Stay
from journal.demo.courses import DemoCourse
from journal.demo.history import History, Writer
from journal.demo.marks import MarkWriter
from journal.demo.period_ends import USUAL
from journal.demo.rows import Rows
from journal.finals.rules import propose_period_mark
from journal.models import OutsideMark, OutsideReport
from journal.school_calendar.rules import is_within

SCHOOL_BEFORE, HOSPITAL = "МАОУ СОШ № 14 г. Тюмени", "ГБУЗ «Областной санаторий», школа при санатории"
HOSPITAL_CLASS, HOSPITAL_SUBJECTS = "5А", 4
USUAL_MARK, ONE, NUMBER = 4, Decimal(1), "27"
NOON = time(12, 30)


class OutsideMarkWriter:
    """Adds two reports with marks near to what the pupils have here."""

    def __init__(
        self, rows: Rows, history: History, calendar: Calendar, given: MarkWriter, writer: Writer
    ) -> None:
        """Take the marks that the pupils have at this school, and the administrator's name."""
        self.rows = rows
        self.history = history
        self.calendar = calendar
        self.given = given
        self.writer = writer

    def add_reports(self, classes: Iterable[DemoClass], courses: Iterable[DemoCourse]) -> None:
        """Add the newcomer's report, and that of a pupil of 5А who came back last week."""
        for school_class in classes:
            own = [one for one in courses if one.marking == "fives" and one.classes[0].id == school_class.id]
            subjects = list(dict.fromkeys(one.subject_id for one in own))
            for stay in school_class.stays:
                if school_class.name == NEWCOMER_CLASS and stay.starts_on > self.calendar.starts_on:
                    self.add_report(school_class, stay, "newcomer", stay.starts_on, subjects)
            if school_class.name == HOSPITAL_CLASS:
                back_on = self.find_return(school_class.parallel)
                self.add_report(
                    school_class, school_class.stays[2], "treatment", back_on, subjects[:HOSPITAL_SUBJECTS]
                )

    def find_return(self, parallel: int) -> date:
        """The day on which a pupil came back from treatment: a school day of more than a week ago."""
        last = self.calendar.today - timedelta(days=9)
        days = [day for day in self.calendar.list_school_days(parallel) if day <= last]
        return days[-1] if days else last

    def add_report(
        self, school_class: DemoClass, stay: Stay, kind: str, came_on: date, subjects: Iterable[int]
    ) -> None:
        """Add a report, issued the day before and entered two days later, with a mark in each subject."""
        periods = self.calendar.list_periods(school_class.parallel)
        period = next((one for one in periods if is_within(came_on, one.dates)), None)
        entered_on = came_on + timedelta(days=2)
        if period is None or entered_on >= self.calendar.today:
            return
        moment = local_moment(entered_on, NOON)
        report: dict[str, Any] = {
            "pupil_id": stay.pupil.person_id,
            "year_id": self.calendar.year_id,
            "kind": kind,
            "organisation": SCHOOL_BEFORE if kind == "newcomer" else HOSPITAL,
            "number": NUMBER,
            "dated_on": came_on - timedelta(days=1),
            "entered_at": moment,
            "entered_by": self.writer.person_id,
        }
        report_id = self.rows.add(OutsideReport, **report)
        for subject_id in subjects:
            place = {"subject_id": subject_id, "period_id": period.id}
            mark = self.choose_mark(stay.pupil.person_id, subject_id)
            row = {"report_id": report_id, "value": mark, "weight": ONE, "entered_at": moment}
            self.rows.add(OutsideMark, **place, **row)
            self.record(school_class, report, place, mark)

    def record(
        self, school_class: DemoClass, report: dict[str, Any], place: dict[str, int], mark: int
    ) -> None:
        """Put a mark with its paper into the history."""
        paper = f"№ {NUMBER} от {report['dated_on']:%d.%m.%Y}"
        self.history.record(
            report["entered_at"],
            self.writer,
            "outside-mark",
            (school_class.id,),
            year_id=self.calendar.year_id,
            pupil_id=report["pupil_id"],
            after=summarise((str(mark), "вес 1", report["organisation"], paper)),
            **place,
        )

    def choose_mark(self, pupil_id: int, subject_id: int) -> int:
        """A mark near to what the pupil has here."""
        given = [(value, weight) for _day, value, weight in self.given.marks[pupil_id, subject_id]]
        return propose_period_mark(given, USUAL).mark or USUAL_MARK
