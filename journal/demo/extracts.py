"""Applications for paper extracts in every state, and the extracts of the year so far (R-APPLY, R-ONEDAY)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.amendments.record import summarise
from journal.demo.calendar import SCHOOL_WEEK, Calendar, local_moment
from journal.demo.classes import DemoClass, Stay
from journal.demo.history import History, Writer
from journal.demo.rows import Rows
from journal.extracts.making import ALPHABET, CODE_GROUPS, GROUP_LENGTH, print_extract
from journal.extracts.rules import compute_due_day, compute_next_due_day
from journal.models import ApplicationStep, Extract, ExtractApplication, Person, StaffMember
from journal.permissions.actor import Actor

MORNING, NOON, EVENING = time(9, 20), time(12, 40), time(15, 30)
EARLIEST = timedelta(days=14)
PARENT = "родитель"
DELIVERIES = {
    "post": "623910, Свердловская область, село Ольховка, ул. Школьная, д. 14",
    "email": "semya@example.org",
}
MADE = frozenset({"ready", "delivered"})


@dataclass(frozen=True)
class Case:
    """An application: how it is delivered, how many days ago it was signed, how far it came, how late."""

    state: str
    delivery: str
    days_ago: int
    late: int = 0
    is_repeated: bool = False
    failure: str = ""


CASES = (
    Case("prepared", "person", 1),
    Case("received", "person", 2),
    Case("working", "centre", 6),
    Case("ready", "email", 2, failure="refused 550"),
    Case("ready", "post", 3),
    Case("delivered", "person", 13, is_repeated=True),
    Case("refused", "portal", 9),
    Case("withdrawn", "person", 12),
)
EARLIER = (
    Case("delivered", "person", 20),
    Case("delivered", "post", 35, late=2),
    Case("delivered", "person", 52),
)


class ExtractWriter:
    """Adds applications of one class in every state, and delivered ones of the others."""

    def __init__(
        self, rows: Rows, history: History, calendar: Calendar, random: Random, head: Writer
    ) -> None:
        """Take the calendar, the numbers that codes are drawn from, and who refuses."""
        self.rows = rows
        self.history = history
        self.calendar = calendar
        self.random = random
        self.head = head

    def add_applications(self, classes: Iterable[DemoClass]) -> None:
        """Add them; in the first days of a year there are none yet."""
        for place, school_class in enumerate(classes):
            is_tutors = school_class.tutor.demo == "tutor"
            cases = CASES if is_tutors else EARLIER[place % len(EARLIER) :][:1]
            stays = [
                one for one in school_class.stays if one.covers(self.calendar.today) and one.pupil.parent_ids
            ]
            for case, stay in zip(cases, stays, strict=False):
                if self.find_day(case) - EARLIEST > self.calendar.starts_on:
                    self.add_application(school_class, stay, case)

    def find_day(self, case: Case) -> date:
        """The day on which an application was signed, never a day at the weekend."""
        day = self.calendar.today - timedelta(days=case.days_ago)
        return day - timedelta(days=max(0, day.weekday() - (SCHOOL_WEEK - 1)))

    def add_application(self, school_class: DemoClass, stay: Stay, case: Case) -> None:
        """Add one with its steps and, where it came so far, its extract."""
        signed_on = self.find_day(case)
        due_on = compute_due_day(signed_on, week_days=SCHOOL_WEEK)
        parent = self.name_parent(stay.pupil.parent_ids[0])
        is_signed = case.state != "prepared"
        next_due_on = compute_next_due_day(due_on, at_risk=False, week_days=SCHOOL_WEEK)
        application_id = self.rows.add(
            ExtractApplication,
            pupil_id=stay.pupil.person_id,
            applicant_id=parent.person_id,
            applicant=parent.name,
            authority="",
            phone="",
            delivery=case.delivery,
            address=DELIVERIES.get(case.delivery, ""),
            protection="ключи от дома" if case.delivery == "email" else "",
            starts_on=self.calendar.starts_on,
            ends_on=None if case.is_repeated else signed_on,
            identity_kind="passport" if is_signed else "",
            identity_ending=f"{self.random.randrange(10_000):04}" if is_signed else "",
            identity_seen_by=school_class.tutor.person_id if is_signed else None,
            state=case.state,
            prepared_by=parent.person_id,
            prepared_at=local_moment(signed_on, MORNING),
            signed_on=signed_on if is_signed else None,
            due_on=(next_due_on if case.is_repeated else due_on) if is_signed else None,
            consent_on=signed_on if is_signed else None,
            consent_withdrawn_on=None,
            refusal_ground="no-right" if case.state == "refused" else "",
            refusal_text="Заявитель ограничен в родительских правах решением суда."
            if case.state == "refused"
            else "",
        )
        self.add_steps(application_id, school_class, stay, case, parent)

    def add_steps(
        self, application_id: int, school_class: DemoClass, stay: Stay, case: Case, parent: Writer
    ) -> None:
        """Add how an application came to where it is, each step with its amendment."""
        tutor, day = school_class.tutor.writer, self.find_day(case)
        steps: list[tuple[str, Writer, datetime, str]] = [
            ("prepared", parent, local_moment(day, MORNING), "")
        ]
        if case.state != "prepared":
            steps.append(("received", tutor, local_moment(day, NOON), ""))
        if case.state == "working":
            steps.append(("working", tutor, local_moment(day, EVENING), ""))
        if case.state in ("refused", "withdrawn"):
            by = self.head if case.state == "refused" else parent
            steps.append((case.state, by, local_moment(day + timedelta(days=1), MORNING), ""))
        if case.state in MADE:
            due_on = compute_due_day(day, week_days=SCHOOL_WEEK)
            made_on = min(due_on + timedelta(days=case.late), self.calendar.today - timedelta(days=1))
            made_at = local_moment(made_on, MORNING)
            number = self.add_extract(application_id, stay, case, tutor, due_on, made_at)
            steps.append(("ready", tutor, made_at, f"№ {number}"))
            if case.state == "delivered":
                steps.append(("delivered", tutor, made_at + timedelta(hours=3), f"№ {number}"))
        before = ""
        for state, by, moment, note in steps:
            self.add_step(application_id, (school_class, stay), (before, state), by, moment, note)
            before = state

    def add_step(
        self,
        application_id: int,
        place: tuple[DemoClass, Stay],
        states: tuple[str, str],
        by: Writer,
        moment: datetime,
        note: str,
    ) -> None:
        """Add a step and its amendment in the chain of the class."""
        school_class, stay = place
        before, after = states
        made = {"made_at": moment, "person_id": by.person_id, "note": note}
        self.rows.add(ApplicationStep, application_id=application_id, state=after, **made)
        number = f"№ {application_id}"
        self.history.record(
            moment,
            by,
            "application",
            (school_class.id,),
            pupil_id=stay.pupil.person_id,
            before=summarise((number, before)) if before else "",
            after=summarise((number, after, note)),
        )

    def add_extract(
        self, application_id: int, stay: Stay, case: Case, tutor: Writer, due_on: date, made_at: datetime
    ) -> int:
        """Add an extract; its paper is made when all rows stand in the database."""
        is_handed, is_posted = case.state == "delivered", case.delivery == "post"
        values: dict[str, Any] = {
            "handed_at": made_at + timedelta(hours=3) if is_handed else None,
            "handed_by": tutor.person_id if is_handed else None,
            "handed_way": case.delivery if is_handed or case.failure else "",
            "handed_note": f"6239{self.random.randrange(10**10):010}" if is_handed and is_posted else "",
            "mailing": "failed" if case.failure else "",
            "attempts": 1 if case.failure else 0,
            "next_attempt_at": made_at if case.failure else None,
            "failure": case.failure,
        }
        return self.rows.add(
            Extract,
            application_id=application_id,
            pupil_id=stay.pupil.person_id,
            course_id=None,
            starts_on=self.calendar.starts_on,
            ends_on=self.find_day(case),
            code=self.draw_code(),
            made_at=made_at,
            made_by=tutor.person_id,
            paper_id=None,
            due_on=due_on,
            **values,
        )

    def draw_code(self) -> str:
        """A code as a real extract bears it, the same for the same seed."""
        groups = ("".join(self.random.choices(ALPHABET, k=GROUP_LENGTH)) for _ in range(CODE_GROUPS))
        return "-".join(groups)

    def name_parent(self, person_id: int) -> Writer:
        """A parent as the history names one."""
        row = self.rows.by_table[Person.__tablename__][person_id - 1]
        return Writer(
            person_id, f"{row['last_name']} {row['first_name']} {row['middle_name']}".strip(), PARENT
        )


def print_papers(session: Session) -> None:
    """Make the papers of the demo's extracts, as their tutors would have."""
    rows = session.execute(
        select(Extract, StaffMember.position, Person, ExtractApplication.delivery)
        .join(ExtractApplication, ExtractApplication.id == Extract.application_id)
        .join(Person, Person.id == Extract.made_by)
        .join(StaffMember, StaffMember.person_id == Person.id)
        .order_by(Extract.id)
    ).all()
    for extract, position, maker, delivery in rows:
        tutor = Actor(maker.id, maker.full_name, position, frozenset({"teacher"}))
        print_extract(session, tutor, extract, None, "", receipt=delivery == "person")
