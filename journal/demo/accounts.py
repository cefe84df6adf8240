"""Accounts of everybody in the demo school, and the few that can be signed in to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
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
    """Give everybody an account (R-CREDENTIALS).

    The demo logins get their passwords; who visits has one that nobody knows; the others have no slip yet.
    """
    known = choose_people(staff, pupils)
    visits = draw_visits(calendar, random, staff, pupils)
    unknown = HASHER.hash(random.randbytes(SALT_BYTES).hex(), salt=random.randbytes(SALT_BYTES))
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
            password_hash=hash_known(demo, random) if demo else unknown if person["id"] in visits else None,
            password_is_temporary=demo is None and person["id"] not in visits,
            created_at=created_at,
        )
    for account_id, days in visits.items():  # the number of an account is its person's
        for day, last_at in days.items():
            rows.add_keyed(Visit, account_id=account_id, visited_on=day, last_at=last_at)


def hash_known(demo: DemoLogin, random: Random) -> str:
    """The hash of a demo login's password."""
    return HASHER.hash(demo.password, salt=random.randbytes(SALT_BYTES))


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


def draw_visits(
    calendar: Calendar, random: Random, staff: list[Employee], pupils: list[DemoPupil]
) -> dict[int, dict[date, datetime]]:
    """The last month's visits by person: staff on school days, families by habit (R-ACTIVITY)."""
    school_days = set(calendar.list_school_days(YOUNGEST_VISITOR))
    days = [calendar.today - timedelta(days=back) for back in range(VISIT_DAYS, 0, -1)]
    days = [day for day in days if day >= calendar.starts_on]
    visits = {one.person_id: draw_days(random, (d for d in days if d in school_days), 0.97) for one in staff}
    for pupil in pupils:
        if split_class_name(pupil.class_name)[0] >= YOUNGEST_VISITOR:
            visits[pupil.person_id] = draw_days(random, days, 0.3)
        for parent_id in pupil.parent_ids:
            if parent_id not in visits:
                visits[parent_id] = draw_days(random, days, random.choice(PARENT_HABITS))
    return {person_id: own for person_id, own in visits.items() if own}


def draw_days(random: Random, days: Iterable[date], chance: float) -> dict[date, datetime]:
    """The days of a person's visits, each with its last moment."""
    return {
        day: local_moment(day, time(random.randrange(15, 22), random.randrange(60)))
        for day in days
        if random.random() < chance
    }
