"""Building the demo school, step by step."""

from collections.abc import Callable
from datetime import date, time
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.demo.absences import SPORT, AbsenceBook
from journal.demo.accounts import add_accounts
from journal.demo.calendar import SCHOOL, Calendar, add_calendar, local_moment
from journal.demo.classes import add_classes
from journal.demo.closings import BY_SCHEDULE, add_closings, add_windows
from journal.demo.courses import CourseBuilder, DemoCourse
from journal.demo.extracts import ExtractWriter, print_papers
from journal.demo.families import FamilyBuilder
from journal.demo.finals import FinalWriter
from journal.demo.history import History
from journal.demo.lesson_changes import LessonChanges
from journal.demo.lessons import DemoLesson, LessonWriter
from journal.demo.marks import MarkWriter
from journal.demo.notices import add_notices
from journal.demo.outside_marks import OutsideMarkWriter
from journal.demo.people import Registry
from journal.demo.period_ends import AttestationWriter, PeriodEndWriter
from journal.demo.plans import add_plan
from journal.demo.requests import RequestWriter
from journal.demo.rows import Rows, refresh_statistics
from journal.demo.sources import read_json
from journal.demo.staff import add_staff
from journal.errors import DatabaseNotEmpty
from journal.models import School

Progress = Callable[[str, int], None]

# Percent at which entries, history and saving begin, as measured.
ENTRIES_FROM, ENTRIES_SHARE, HISTORY_FROM, SAVING_FROM, SAVING_SHARE = 5, 25, 30, 50, 45


def build_demo(
    session: Session,
    *,
    seed: int,
    today: date,
    sizes: dict[str, int] | None = None,
    progress: Progress = lambda step, percent: None,
) -> None:
    """Fill an empty database with the demo school as it stands on the morning of *today*.

    The same seed and date make the same rows. *sizes* are pupils by class, by default the curriculum's.
    *progress* is told each step and the percentage done. Raises `DatabaseNotEmpty`; the caller commits.
    """
    if session.scalar(select(School.id).limit(1)) is not None:
        raise DatabaseNotEmpty()
    progress("people", 0)
    builder = DemoBuilder(seed, today)
    builder.add_school(sizes or read_json("curriculum")["classes"])
    builder.add_entries(progress)
    progress("history", HISTORY_FROM)
    builder.history.add_rows()
    builder.rows.insert(session, lambda share: progress("saving", SAVING_FROM + int(SAVING_SHARE * share)))
    print_papers(session)
    add_notices(session, today)
    refresh_statistics(session)
    progress("ready", 100)


class DemoBuilder:
    """Holds the rows while the school grows; every part draws from random numbers of its own."""

    def __init__(self, seed: int, today: date) -> None:
        """Begin the school around *today*."""
        self.seed = seed
        self.rows = Rows()
        self.history = History(self.rows, self.random("salts"))
        self.calendar: Calendar = add_calendar(self.rows, today)

    def random(self, purpose: str) -> Random:
        """Random numbers for one purpose, always the same with the same seed."""
        return Random(f"{self.seed}/{purpose}")

    def add_school(self, sizes: dict[str, int]) -> None:
        """Add people, accounts, classes, courses and absences."""
        calendar = self.calendar
        self.history.record(
            local_moment(calendar.starts_on, time(8, 0)),
            BY_SCHEDULE,
            "school",
            year_id=calendar.year_id,
            after=SCHOOL["short_name"],
        )
        registry = Registry(self.rows, self.random("people"), calendar.starts_on.year)
        staff = add_staff(registry)
        self.administrator = next(each.writer for each in staff if each.key == "informatics")
        self.director = next(each.writer for each in staff if each.key == "director")
        pupils = FamilyBuilder(registry).add_families(staff, sizes)
        add_accounts(self.rows, calendar, self.random("accounts"), staff, pupils)
        classes = add_classes(self.rows, self.history, calendar, staff, pupils)
        self.classes = list(classes.values())
        courses = CourseBuilder(self.rows, calendar, staff, classes)
        self.courses: list[DemoCourse] = courses.build(self.random("timetable"))
        sport_id, _ = courses.curriculum.subjects[SPORT]
        self.absences = AbsenceBook(self.rows, calendar, self.random("absences"), sport_id)
        self.absences.fill(list(classes.values()))

    def add_entries(self, progress: Progress) -> None:
        """Add plans, lessons, marks and finals of every course, and what has closed."""
        parts = self.rows, self.history, self.calendar
        marks = MarkWriter(*parts, self.absences, self.random("marks"))
        finals = FinalWriter(*parts, marks, self.absences, self.random("finals"))
        changes = LessonChanges(self.history, self.calendar, self.administrator)
        held: dict[int, list[DemoLesson]] = {}
        for done, course in enumerate(self.courses):
            progress("lessons", ENTRIES_FROM + ENTRIES_SHARE * done // len(self.courses))
            random = self.random(f"course {course.id}")
            writer = LessonWriter(*parts, course, random, changes)
            times = writer.list_times()
            plan = add_plan(self.rows, course, random, [day for day, _ in times])
            lessons = writer.add_lessons(times, plan)
            marks.fill_course(course, lessons)
            finals.fill_course(course, lessons)
            held[course.id] = lessons
        add_closings(*parts, [lesson for lessons in held.values() for lesson in lessons])
        add_windows(*parts)
        AttestationWriter(*parts, marks).add_exams(self.courses)
        OutsideMarkWriter(*parts, marks, self.administrator).add_reports(self.classes, self.courses)
        period_ends = PeriodEndWriter(*parts, self.random("period ends"))
        period_ends.add_confirmations(self.courses, self.classes)
        RequestWriter(*parts, self.director).add_requests(self.courses, held)
        extracts = ExtractWriter(*parts, self.random("extracts"), self.director)
        extracts.add_applications(self.classes)
