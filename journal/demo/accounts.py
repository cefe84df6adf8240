"""Accounts of everybody in the demo school, and the few that can be signed in to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random

from journal.accounts.hashing import HASHER
from journal.accounts.logins import build_login
from journal.demo.calendar import Calendar, local_moment
from journal.demo.people import DemoPupil, Employee
from journal.demo.rows import Rows
from journal.demo.sources import split_class_name
from journal.models import Account, Person, Visit

SALT_BYTES = 16
VISIT_DAYS = 30
YOUNGEST_VISITOR = 5
# How likely a parent is to look in on a day; a family is one of these.
PARENT_HABITS = (0.0, 0.1, 0.35, 0.8)


@dataclass(frozen=True)
class DemoLogin:
    """An account of the demo school that has a password."""

    role: str
    login: str

    @property
    def password(self) -> str:
        """The password it is made with: the same in every demo school, and no secret."""
        return f"demo-{self.login}"


DEMO_LOGINS = tuple(
    DemoLogin(role, role)
    for role in (
        "administrator",
        "director",
        "deputy",
        "secretary",
        "teacher",
        "tutor",
        "pupil",
        "parent",
        "hats",
    )
)


def add_accounts(
    rows: Rows, calendar: Calendar, random: Random, staff: list[Employee], pupils: list[DemoPupil]
) -> None:
    """Give everybody an account; only the demo logins get a password (R-CREDENTIALS)."""
    known = choose_people(staff, pupils)
    taken = {each.login for each in DEMO_LOGINS}
    created_at = local_moment(calendar.starts_on, time(8, 0))
    for person in rows.by_table[Person.__tablename__]:
        demo = known.get(person["id"])
        login = (
            demo.login
            if demo
            else build_login(person["last_name"], person["first_name"], person["middle_name"], taken)
        )
        taken.add(login)
        rows.add(
            Account,
            person_id=person["id"],
            login=login,
            password_hash=HASHER.hash(demo.password, salt=random.randbytes(SALT_BYTES)) if demo else None,
            password_is_temporary=demo is None,
            created_at=created_at,
        )
    add_visits(rows, calendar, random, staff, pupils)


def choose_people(staff: list[Employee], pupils: list[DemoPupil]) -> dict[int, DemoLogin]:
    """Whose the demo logins are: named employees, a pupil of the older classes with a brother or sister, and
    the parent of both."""
    by_role = {each.role: each for each in DEMO_LOGINS}
    chosen = {each.person_id: by_role[each.demo] for each in staff if each.demo}
    employees = {each.person_id for each in staff}
    children: dict[int, list[DemoPupil]] = {}
    for child in pupils:
        for parent_id in child.parent_ids:
            children.setdefault(parent_id, []).append(child)
    parent_id, own = next(
        (parent_id, own)
        for parent_id, own in children.items()
        if len(own) > 1 and parent_id not in employees and any(in_middle_school(each) for each in own)
    )
    pupil = next(each for each in own if in_middle_school(each))
    return chosen | {parent_id: by_role["parent"], pupil.person_id: by_role["pupil"]}


def in_middle_school(pupil: DemoPupil) -> bool:
    """Years 7 to 9."""
    return 7 <= split_class_name(pupil.class_name)[0] <= 9


def add_visits(
    rows: Rows, calendar: Calendar, random: Random, staff: list[Employee], pupils: list[DemoPupil]
) -> None:
    """The last month's visits: staff on school days, families by habit (R-ACTIVITY)."""
    school_days = set(calendar.list_school_days(YOUNGEST_VISITOR))
    days = [calendar.today - timedelta(days=back) for back in range(VISIT_DAYS, 0, -1)]
    days = [day for day in days if day >= calendar.starts_on]
    for employee in staff:
        visit(rows, random, employee.person_id, (day for day in days if day in school_days), 0.97)
    seen: set[int] = set()
    for pupil in pupils:
        if split_class_name(pupil.class_name)[0] >= YOUNGEST_VISITOR:
            visit(rows, random, pupil.person_id, days, 0.3)
        for parent_id in pupil.parent_ids:
            if parent_id not in seen and parent_id > len(staff):
                visit(rows, random, parent_id, days, random.choice(PARENT_HABITS))
            seen.add(parent_id)


def visit(rows: Rows, random: Random, account_id: int, days: Iterable[date], chance: float) -> None:
    """Add visits of an account, whose number is its person's."""
    for day in days:
        if random.random() < chance:
            last_at = local_moment(day, time(random.randrange(15, 22), random.randrange(60)))
            rows.add_keyed(Visit, account_id=account_id, visited_on=day, last_at=last_at)
