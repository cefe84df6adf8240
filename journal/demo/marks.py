"""Marks and attendance of the lessons that were held: what a pupil of some ability gets for what work."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from journal.demo.absences import Absence, AbsenceBook
from journal.demo.calendar import Calendar
from journal.demo.classes import DemoClass, Stay
from journal.demo.courses import DemoCourse
from journal.demo.history import History, Writer
from journal.demo.lessons import ANSWER, DemoColumn, DemoLesson
from journal.demo.people import DemoPupil
from journal.demo.rows import Rows
from journal.entries.symbols import MISSED, Code
from journal.models import Attendance, Mark

AVERAGE, SPREAD_OF_MARKS, STRENGTH = 3.95, 0.6, 0.85
WORK_IS_HARDER, BAD_DAY = 0.15, 1.4
CORRECTED, CORRECTED_LATER, NO_MARKS_GIVEN = 0.004, 0.002, 0.05
SEVERAL_COLUMNS = 0.6
FRIDAY = 5
REASONS = {
    Code.ILL: "Справка от врача",
    Code.VALID: "Записка от родителей",
    Code.UNEXCUSED: "Беседа с родителями: причины нет",
}


class MarkWriter:
    """Fills the cells; remembers marks for the finals."""

    def __init__(
        self, rows: Rows, history: History, calendar: Calendar, absences: AbsenceBook, random: Random
    ) -> None:
        """Begin without marks."""
        self.rows = rows
        self.history = history
        self.calendar = calendar
        self.absences = absences
        self.random = random
        self.marks: dict[tuple[int, int], list[tuple[date, int, Decimal]]] = defaultdict(list)
        self.class_by_name: dict[str, DemoClass] = {}

    def fill_course(self, course: DemoCourse, lessons: list[DemoLesson]) -> None:
        """Fill the cells of all lessons of a course."""
        self.class_by_name = {each.name: each for each in course.classes}
        lessons_since: dict[int, int] = defaultdict(int)
        for lesson in lessons:
            for stay in course.stays:
                if stay.covers(lesson.held_on):
                    self.fill_cell(course, lesson, stay, lessons_since)

    def fill_cell(
        self, course: DemoCourse, lesson: DemoLesson, stay: Stay, lessons_since: dict[int, int]
    ) -> None:
        """What a pupil gets at a lesson: attendance, or marks, or nothing."""
        pupil = stay.pupil
        absence = self.absences.find(pupil, lesson.held_on, lesson.number, course.subject_id)
        if absence:
            self.write_absence(course, lesson, stay, absence)
            if absence.code in MISSED or absence.code == Code.RELEASED:
                return
        if course.marking != "fives":
            return
        lessons_since[pupil.person_id] += 1
        for column in lesson.columns:
            if absence and column.position == 1:
                continue
            if self.is_asked(course, column, lessons_since[pupil.person_id]):
                self.write_mark(course, lesson, column, stay)
                lessons_since[pupil.person_id] = 0

    def is_asked(self, course: DemoCourse, column: DemoColumn, waited: int) -> bool:
        """Whether a pupil gets a mark: everybody for a work, otherwise the sooner the longer the wait."""
        chance = self.random.random()
        if column.work != ANSWER:
            return chance < (1 - NO_MARKS_GIVEN if column.position == 1 else SEVERAL_COLUMNS)
        return chance < (0.22 + 0.2 * waited if course.hours == 1 else 0.08 + 0.09 * waited)

    def draw_mark(self, course: DemoCourse, pupil: DemoPupil, column: DemoColumn) -> int:
        """A mark from ability, the subject's difficulty and luck."""
        score = AVERAGE + STRENGTH * pupil.ability - 0.6 * course.difficulty
        score += self.random.gauss(0, SPREAD_OF_MARKS) - (column.work != ANSWER) * WORK_IS_HARDER
        lowest = 1 if score < BAD_DAY and self.random.random() < 0.3 else 2
        return max(lowest, min(5, round(score)))

    def write_mark(self, course: DemoCourse, lesson: DemoLesson, column: DemoColumn, stay: Stay) -> None:
        """Give a mark; a few are corrected at once, fewer on the next day with a reason."""
        value = self.draw_mark(course, stay.pupil, column)
        moment = self.calendar.moment(lesson.held_on, lesson.number, 20 + self.random.randrange(24))
        fate = self.random.random()
        if fate < CORRECTED:
            value = self.correct(
                course, lesson, column, stay, value, moment, moment + timedelta(minutes=1), ""
            )
        elif fate < CORRECTED + CORRECTED_LATER and lesson.held_on + timedelta(days=1) < self.calendar.today:
            later = moment + timedelta(days=1)
            value = self.correct(course, lesson, column, stay, value, moment, later, "Работа переписана")
        else:
            self.record(course, lesson, stay, moment, kind="mark", column_id=column.id, after=str(value))
        pupil_id = stay.pupil.person_id
        self.rows.add_keyed(Mark, column_id=column.id, pupil_id=pupil_id, value=value)
        self.marks[pupil_id, course.subject_id].append((lesson.held_on, value, column.weight))

    def correct(
        self,
        course: DemoCourse,
        lesson: DemoLesson,
        column: DemoColumn,
        stay: Stay,
        value: int,
        moment: datetime,
        later: datetime,
        reason: str,
    ) -> int:
        """Record a mark and its correction one up; return the corrected one."""
        corrected = min(5, value + 1) if value < 5 else 4
        self.record(course, lesson, stay, moment, kind="mark", column_id=column.id, after=str(value))
        self.record(
            course,
            lesson,
            stay,
            later,
            kind="mark",
            column_id=column.id,
            before=str(value),
            after=str(corrected),
            reason=self.history.keep_text(reason),
        )
        return corrected

    def write_absence(self, course: DemoCourse, lesson: DemoLesson, stay: Stay, absence: Absence) -> None:
        """Write attendance: ОТ first where nobody knew the reason, then what the tutor found out."""
        code = absence.code if absence.is_resolved else Code.ABSENT
        moment = self.calendar.moment(lesson.held_on, lesson.number, 5 + self.random.randrange(8))
        if absence.is_first_day and absence.is_resolved:
            self.record(course, lesson, stay, moment, kind="attendance", after=Code.ABSENT.value)
            self.resolve(course, lesson, stay, code)
        else:
            self.record(course, lesson, stay, moment, kind="attendance", after=code.value)
        self.rows.add_keyed(Attendance, lesson_id=lesson.id, pupil_id=stay.pupil.person_id, code=code.value)

    def resolve(self, course: DemoCourse, lesson: DemoLesson, stay: Stay, code: Code) -> None:
        """Record that the tutor has put the reason in place of ОТ, the next day where that is past."""
        next_day = lesson.held_on + timedelta(days=3 if lesson.held_on.isoweekday() == FRIDAY else 1)
        is_past = next_day < self.calendar.today
        moment = self.calendar.moment(next_day, 1, 330)
        if not is_past:
            moment = self.calendar.moment(lesson.held_on, lesson.number, 300)
        self.record(
            course,
            lesson,
            stay,
            moment,
            writer=self.class_by_name[stay.class_name].tutor.writer,
            kind="attendance",
            before=Code.ABSENT.value,
            after=code.value,
            reason=self.history.keep_text(REASONS[code]) if is_past else "",
        )

    def record(
        self,
        course: DemoCourse,
        lesson: DemoLesson,
        stay: Stay,
        moment: datetime,
        *,
        writer: Writer | None = None,
        kind: str,
        **fields: Any,
    ) -> None:
        """Record a change of a pupil's cell in the chain of the pupil's class on that day."""
        self.history.record(
            moment,
            writer or course.teacher.writer,
            kind,
            (self.class_by_name[stay.class_name].id,),
            year_id=self.calendar.year_id,
            course_id=course.id,
            lesson_id=lesson.id,
            subject_id=course.subject_id,
            pupil_id=stay.pupil.person_id,
            **fields,
        )
