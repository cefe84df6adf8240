"""Requests of the demo teacher for closed cells: one waits, one is granted, one refused (R-UNLOCK)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from journal.amendments.record import summarise
from journal.demo.calendar import Calendar, local_moment
from journal.demo.courses import DemoCourse
from journal.demo.history import History, Writer
from journal.demo.lessons import DemoLesson
from journal.demo.rows import Rows
from journal.models import Grant, GrantCell, UnlockCell, UnlockRequest, UnlockStep

TEACHER = "teacher"
LOCKED_AFTER = timedelta(days=15)
ASKED_AT, DECIDED_AT = time(14, 10), time(16, 5)


@dataclass(frozen=True)
class Case:
    """A request: its ground, why, how far it came, how many days ago, and what was said of it."""

    state: str
    ground: str
    why: str
    days_ago: int
    note: str = ""


CASES = (
    Case("sent", "illness", "Ученик болел и переписал проверочную работу.", 1),
    Case("granted", "resit", "Пересдача по уважительной причине.", 3, "До конца недели."),
    Case("refused", "other", "Забыл(а) внести отметку.", 8, "Причина не подтверждена документом."),
)


class RequestWriter:
    """Adds the requests for the first closed lessons of a course of the demo teacher."""

    def __init__(self, rows: Rows, history: History, calendar: Calendar, head: Writer) -> None:
        """Take the calendar and who decides."""
        self.rows = rows
        self.history = history
        self.calendar = calendar
        self.head = head

    def add_requests(
        self, courses: Iterable[DemoCourse], lessons: Mapping[int, Sequence[DemoLesson]]
    ) -> None:
        """Add them where lessons are locked already; in the first days of a year there are none."""
        course = next((one for one in courses if one.teacher.demo == TEACHER and len(one.classes) == 1), None)
        if course is None:
            return
        closed = [one for one in lessons[course.id] if one.held_on + LOCKED_AFTER < self.calendar.today]
        for case, lesson in zip(CASES, reversed(closed), strict=False):
            stay = next((one for one in course.stays if one.covers(lesson.held_on)), None)
            if stay is not None:
                self.add_request(course, lesson, stay.pupil.person_id, case)

    def add_request(self, course: DemoCourse, lesson: DemoLesson, pupil_id: int, case: Case) -> None:
        """Add one with its cell, its steps and, where it was granted, its grant."""
        asker = course.teacher.writer
        day = self.calendar.today - timedelta(days=case.days_ago)
        asked_at, decided_at = local_moment(day, ASKED_AT), local_moment(day, DECIDED_AT)
        cell = {"lesson_id": lesson.id, "period_id": None, "subject_id": None, "pupil_id": pupil_id}
        grant_id = self.add_grant(asker, case, decided_at, cell) if case.state == "granted" else None
        request_id = self.rows.add(
            UnlockRequest,
            year_id=self.calendar.year_id,
            person_id=asker.person_id,
            ground=case.ground,
            why=case.why,
            state=case.state,
            grant_id=grant_id,
        )
        self.rows.add(UnlockCell, request_id=request_id, **cell)
        steps = [("draft", asker, asked_at, ""), ("sent", asker, asked_at, case.why)]
        if case.state != "sent":
            steps.append((case.state, self.head, decided_at, case.note))
        before = ""
        for state, writer, moment, note in steps:
            self.add_step(course, request_id, (before, state), writer, moment, note)
            before = state

    def add_grant(self, asker: Writer, case: Case, moment: datetime, cell: dict[str, int | None]) -> int:
        """A grant of the cell that still holds for some days."""
        grant_id = self.rows.add(
            Grant,
            person_id=asker.person_id,
            decided_by=self.head.person_id,
            reason=case.ground,
            granted_at=moment,
            deadline=local_moment(self.calendar.today + timedelta(days=4), time(0, 0)),
            ended_at=None,
        )
        self.rows.add(GrantCell, grant_id=grant_id, **cell)
        return grant_id

    def add_step(
        self,
        course: DemoCourse,
        request_id: int,
        states: tuple[str, str],
        writer: Writer,
        moment: datetime,
        note: str,
    ) -> None:
        """A step with its amendment."""
        before, state = states
        self.rows.add(
            UnlockStep,
            request_id=request_id,
            state=state,
            made_at=moment,
            person_id=writer.person_id,
            name=writer.name,
            position=writer.position,
            note=note,
        )
        name = f"№ {request_id}"
        self.history.record(
            moment,
            writer,
            "request",
            course.class_ids,
            year_id=self.calendar.year_id,
            before=summarise((name, before)) if before else "",
            after=summarise((name, state)),
            reason=self.history.keep_text(note),
        )
