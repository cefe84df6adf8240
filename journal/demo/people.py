"""The people of the demo school: staff, families with siblings, and what each pupil is like."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from journal.demo.history import Writer
from journal.demo.rows import Rows
from journal.demo.sources import read_json, split_class_name
from journal.models import Parenthood, Person, Pupil, StaffMember, StaffRole
from journal.names import sort_key, split_name

# How many children of the school a family has, and how often.
FAMILY_SIZES, FAMILY_SHARES = (1, 2, 3, 4), (52, 31, 13, 4)
TRUANTS = 0.03


@dataclass(frozen=True)
class Employee:
    """A member of the staff as the builder knows them."""

    key: str
    person_id: int
    writer: Writer
    room: str
    tutor_of: str
    demo: str


@dataclass
class DemoPupil:
    """A pupil with what marks and absences come from; ability is about 0, mostly between -1.5 and 1.5."""

    person_id: int
    class_name: str
    is_girl: bool
    ability: float
    illness_rate: float
    is_truant: bool
    parent_ids: list[int] = field(default_factory=list)


@dataclass
class Family:
    """Parents and a surname for their children."""

    surname: str
    father: tuple[int, str] | None
    mother_id: int | None
    address: str


class Registry:
    """Adds people; names are dealt out so that no two people share one."""

    def __init__(self, rows: Rows, random: Random, year: int) -> None:
        """Take names from *random*; *year* is the one in which the school year began."""
        self.rows = rows
        self.random = random
        self.year = year
        self.names = read_json("names")
        self.taken: set[tuple[str, str, str]] = set()
        self.phones = 0

    def add_person(
        self, name: tuple[str, str, str], birth_date: date | None, phone: bool, address: str
    ) -> int:
        """Add a person and return the id. The phone numbers can't be anybody's."""
        self.taken.add(name)
        self.phones += phone
        last_name, first_name, middle_name = name
        return self.rows.add(
            Person,
            last_name=last_name,
            first_name=first_name,
            middle_name=middle_name,
            sort_key=sort_key(*name),
            birth_date=birth_date,
            phone=f"+7 000 {500 + self.phones // 100}-{self.phones % 100:02}-{self.random.randrange(100):02}"
            if phone
            else "",
            address=address,
        )

    def add_staff(self) -> list[Employee]:
        """Add the staff of `staff.json` with their roles."""
        return [self.add_employee(entry) for entry in read_json("staff")]

    def add_employee(self, entry: dict[str, Any]) -> Employee:
        """Add one employee."""
        born = date(self.year - self.random.randrange(28, 60), 1, 1)
        birth_date = born + timedelta(days=self.random.randrange(360))
        name = split_name(entry["name"])
        person_id = self.add_person(name, birth_date, True, self.pick_address())
        self.rows.add_keyed(StaffMember, person_id=person_id, position=entry["position"], dismissed_on=None)
        for role in entry.get("roles", ["teacher"]):
            self.rows.add_keyed(StaffRole, person_id=person_id, role=role)
        writer = Writer(person_id, entry["name"], entry["position"])
        return Employee(
            entry["key"], person_id, writer, entry["room"], entry.get("tutor", ""), entry.get("demo", "")
        )

    def pick_address(self) -> str:
        """An address in the village."""
        return f"с. Ольховка, {self.random.choice(self.names['streets'])}, д. {self.random.randrange(1, 60)}"

    def add_families(self, staff: list[Employee], sizes: dict[str, int]) -> list[DemoPupil]:
        """Fill the classes with the children of the staff first, then of other families."""
        free = [name for name, size in sizes.items() for _ in range(size)]
        pupils: list[DemoPupil] = []
        people = {employee.key: employee for employee in staff}
        for entry in read_json("staff"):
            classes = [name for name in entry.get("children", ()) if name in free]
            if classes:
                family = self.make_staff_family(entry["name"], people[entry["key"]].person_id)
                pupils += self.add_children(family, classes, free)
        while free:
            (count,) = self.random.choices(FAMILY_SIZES, FAMILY_SHARES)
            pupils += self.add_children(self.make_family(), self.pick_classes(free, count), free)
        return pupils

    def pick_classes(self, free: list[str], count: int) -> list[str]:
        """Classes for brothers and sisters: different ones while there are any."""
        classes: list[str] = []
        for _ in range(count):
            options = [name for name in free if name not in classes]
            if options:
                classes.append(self.random.choice(options))
        return classes

    def make_staff_family(self, name: str, person_id: int) -> Family:
        """A family of which an employee is the father or the mother; the other parent isn't known."""
        last_name, first_name, middle_name = split_name(name)
        if middle_name.endswith("ич"):
            return Family(last_name, (person_id, first_name), None, self.pick_address())
        return Family(masculine(last_name), None, person_id, self.pick_address())

    def make_family(self) -> Family:
        """Parents: mostly both, sometimes the mother or the father alone."""
        surname, address = self.random.choice(self.names["surnames"]), self.pick_address()
        kind = self.random.random()
        father = mother_id = None
        if kind < 0.78 or kind >= 0.96:
            name = self.pick_name("men", surname, 0)
            father = self.add_person(name, self.pick_adult_birth(), True, address), name[1]
        if kind < 0.96:
            mother_id = self.add_person(
                self.pick_name("women", feminine(surname), 1), self.pick_adult_birth(), True, address
            )
        return Family(surname, father, mother_id, address)

    def pick_adult_birth(self) -> date:
        """A parent's birthday."""
        return date(self.year - self.random.randrange(30, 48), 1, 1) + timedelta(
            days=self.random.randrange(360)
        )

    def pick_name(
        self, pool: str, surname: str, form: int, father: str | None = None
    ) -> tuple[str, str, str]:
        """A name nobody has; *form* 0 is masculine, 1 feminine."""
        patronymics = self.names["patronymics"]
        while True:
            first_name = self.random.choice(self.names[pool])
            middle_name = patronymics[father or self.random.choice(sorted(patronymics))][form]
            name = (surname, first_name, middle_name)
            if name not in self.taken:
                return name

    def add_children(self, family: Family, classes: list[str], free: list[str]) -> list[DemoPupil]:
        """Add a pupil to each of these classes, with the parents of the family."""
        father_name = family.father[1] if family.father else self.random.choice(["Сергей", "Андрей", "Павел"])
        home_ability = self.random.gauss(0, 0.5)
        children = []
        for class_name in classes:
            free.remove(class_name)
            child = self.add_child(family, class_name, father_name, home_ability)
            for kind, parent_id in (
                ("father", family.father and family.father[0]),
                ("mother", family.mother_id),
            ):
                if parent_id:
                    child.parent_ids.append(parent_id)
                    self.rows.add_keyed(Parenthood, pupil_id=child.person_id, parent_id=parent_id, kind=kind)
            children.append(child)
        return children

    def add_child(self, family: Family, class_name: str, father_name: str, home: float) -> DemoPupil:
        """Add one pupil, seven years old in the first year of school."""
        random = self.random
        is_girl = random.random() < 0.5
        surname = feminine(family.surname) if is_girl else family.surname
        name = self.pick_name("girls" if is_girl else "boys", surname, int(is_girl), father_name)
        parallel, _ = split_class_name(class_name)
        birth_date = date(self.year - 6 - parallel, 1, 1) + timedelta(days=random.randrange(330))
        person_id = self.add_person(name, birth_date, False, family.address)
        self.rows.add_keyed(
            Pupil,
            person_id=person_id,
            file_number=f"{surname[0]}-{person_id}",
            at_risk=random.random() < 0.03,
            home_taught=False,
            note="",
        )
        return DemoPupil(
            person_id,
            class_name,
            is_girl,
            home + random.gauss(0.1, 0.6),
            random.choice((0.5, 1.0, 1.5, 3.0)),
            parallel >= 7 and random.random() < TRUANTS * 2,
        )


def feminine(surname: str) -> str:
    """«Иванов» → «Иванова», «Садовский» → «Садовская»; others don't change."""
    if surname.endswith("ский"):
        return surname.removesuffix("ий") + "ая"
    return surname + "а" if surname.endswith(("ов", "ев", "ёв", "ин", "ын")) else surname


def masculine(surname: str) -> str:
    """The way back from `feminine`."""
    if surname.endswith("ская"):
        return surname.removesuffix("ая") + "ий"
    return surname.removesuffix("а") if surname.endswith(("ова", "ева", "ёва", "ина", "ына")) else surname
