"""The families of the demo school: parents, brothers and sisters, and what each pupil is like."""

from dataclasses import dataclass
from datetime import date, timedelta

from journal.demo.people import DemoPupil, Employee, FullName, Registry, feminine, masculine
from journal.demo.sources import read_json, split_class_name
from journal.models import Parenthood, Pupil
from journal.names import split_name

# How many children of the school a family has, and how often.
FAMILY_SIZES, FAMILY_SHARES = (1, 2, 3, 4), (52, 31, 13, 4)
# Draws below the first make families with both parents, up to the second mothers alone, then fathers alone.
BOTH_PARENTS, WITH_MOTHER = 0.78, 0.96
YOUNGEST_PARENT, OLDEST_PARENT = 30, 48
FIRST_TRUANT_PARALLEL, TRUANTS = 7, 0.06
UNKNOWN_FATHERS = ("Сергей", "Андрей", "Павел")


@dataclass
class Family:
    """Parents and a surname for their children."""

    surname: str
    father: tuple[int, str] | None
    mother_id: int | None
    address: str


class FamilyBuilder:
    """Fills the classes with children and adds their parents."""

    def __init__(self, registry: Registry) -> None:
        """Take the registry that adds people."""
        self.registry = registry
        self.rows = registry.rows
        self.random = registry.random

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
            return Family(last_name, (person_id, first_name), None, self.registry.pick_address())
        return Family(masculine(last_name), None, person_id, self.registry.pick_address())

    def make_family(self) -> Family:
        """Parents: mostly both, sometimes the mother or the father alone."""
        surname, address = self.random.choice(self.registry.names["surnames"]), self.registry.pick_address()
        kind = self.random.random()
        father = mother_id = None
        if kind < BOTH_PARENTS or kind >= WITH_MOTHER:
            name = self.registry.pick_name("men", surname, 0)
            father = self.add_parent(name, address), name[1]
        if kind < WITH_MOTHER:
            mother_id = self.add_parent(self.registry.pick_name("women", feminine(surname), 1), address)
        return Family(surname, father, mother_id, address)

    def add_parent(self, name: FullName, address: str) -> int:
        """Add a parent."""
        birth_date = self.registry.pick_birth_date(YOUNGEST_PARENT, OLDEST_PARENT)
        return self.registry.add_person(name, birth_date, address)

    def add_children(self, family: Family, classes: list[str], free: list[str]) -> list[DemoPupil]:
        """Add a pupil to each of these classes, with the parents of the family."""
        father_name = family.father[1] if family.father else self.random.choice(UNKNOWN_FATHERS)
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
        name = self.registry.pick_name("girls" if is_girl else "boys", surname, int(is_girl), father_name)
        parallel, _ = split_class_name(class_name)
        birth_date = date(self.registry.year - 6 - parallel, 1, 1) + timedelta(days=random.randrange(330))
        person_id = self.registry.add_person(name, birth_date, family.address, has_phone=False)
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
            parallel >= FIRST_TRUANT_PARALLEL and random.random() < TRUANTS,
        )
