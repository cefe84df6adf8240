"""The people of the demo school: how they are named and kept."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from journal.demo.history import Writer
from journal.demo.rows import Rows
from journal.demo.sources import read_json
from journal.models import Person
from journal.names import sort_key

FullName = tuple[str, str, str]


@dataclass(frozen=True)
class Employee:
    """A member of the staff as the builder knows them."""

    key: str
    person_id: int
    writer: Writer
    room: str
    tutor_of: str
    demo: str
    supervises: tuple[int, ...]


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


class Registry:
    """Adds people; names are dealt out so that no two people share one."""

    def __init__(self, rows: Rows, random: Random, year: int) -> None:
        """Take names from *random*; *year* is the one in which the school year began."""
        self.rows = rows
        self.random = random
        self.year = year
        self.names = read_json("names")
        self.taken: set[FullName] = set()
        self.phones = 0

    def add_person(self, name: FullName, birth_date: date, address: str, *, has_phone: bool = True) -> int:
        """Add a person and return the id."""
        self.taken.add(name)
        last_name, first_name, middle_name = name
        return self.rows.add(
            Person,
            last_name=last_name,
            first_name=first_name,
            middle_name=middle_name,
            sort_key=sort_key(*name),
            birth_date=birth_date,
            phone=self.make_phone() if has_phone else "",
            address=address,
        )

    def make_phone(self) -> str:
        """A number that can't be anybody's."""
        self.phones += 1
        return f"+7 000 {500 + self.phones // 100}-{self.phones % 100:02}-{self.random.randrange(100):02}"

    def pick_address(self) -> str:
        """An address in the village."""
        return f"с. Ольховка, {self.random.choice(self.names['streets'])}, д. {self.random.randrange(1, 60)}"

    def pick_birth_date(self, youngest: int, oldest: int) -> date:
        """The birthday of an adult of about that age."""
        born = date(self.year - self.random.randrange(youngest, oldest), 1, 1)
        return born + timedelta(days=self.random.randrange(360))

    def pick_name(self, pool: str, surname: str, form: int, father: str | None = None) -> FullName:
        """A name nobody has; *form* 0 is masculine, 1 feminine."""
        patronymics = self.names["patronymics"]
        while True:
            first_name = self.random.choice(self.names[pool])
            middle_name = patronymics[father or self.random.choice(sorted(patronymics))][form]
            name = (surname, first_name, middle_name)
            if name not in self.taken:
                return name


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
