"""Who is let in, for the table of `expectations.py`: the people, and the rows that many routes share."""

from dataclasses import dataclass
from typing import Any

People = frozenset[str]

PEOPLE = (
    "administrator",
    "director",
    "deputy",
    "secretary",
    "teacher_a",
    "teacher_b",
    "many_hats",
    "dismissed",
    "parent_a",
    "parent_b",
    "pupil_a",
    "pupil_b",
)
EVERYBODY = frozenset(PEOPLE)
ADMINISTRATORS = frozenset({"administrator", "many_hats"})
HEADS = frozenset({"director", "deputy"})
SECRETARY = frozenset({"secretary"})
DIRECTOR = frozenset({"director"})
TEACHER_A, TEACHER_B = frozenset({"teacher_a"}), frozenset({"teacher_b"})
STAFF = ADMINISTRATORS | HEADS | SECRETARY | TEACHER_A | TEACHER_B
KEEPERS = HEADS | ADMINISTRATORS | SECRETARY
NOBODY: People = frozenset()


@dataclass(frozen=True)
class Row:
    """Who is let in. Whoever isn't is answered 404 as for a missing thing, or 403 where *refusal* says so."""

    own: People
    foreign: People = NOBODY
    classmate: People | None = None
    """Where the pupil is another one of 5А; None: the same people as for *own*."""
    sees: People = NOBODY
    """Those who may see the thing, so that a refusal need not hide it: 403."""
    sees_own: People = NOBODY
    sees_foreign: People = NOBODY
    """The same for the own and for the foreign thing alone."""
    refusal: int = 404
    json: Any = None
    data: Any = None

    def expects(self, variant: str, person: str) -> str:
        """«in», «403» or «404»."""
        allowed = {"own": self.own, "foreign": self.foreign, "classmate": self.own}[variant]
        if variant == "classmate" and self.classmate is not None:
            allowed = self.classmate
        if person in allowed:
            return "in"
        seeing = self.sees | (self.sees_foreign if variant == "foreign" else self.sees_own)
        return "403" if person in seeing else str(self.refusal)


def anybody(**body: Any) -> Row:
    """Whoever is signed in."""
    return Row(EVERYBODY, EVERYBODY, **body)


def by_role(people: People, **body: Any) -> Row:
    """Whoever has the role; the others are told that it doesn't suffice."""
    return Row(people, people, refusal=403, **body)


def read_request() -> Row:
    """A request to unlock: its asker and whoever decides; the deputy's order begins tomorrow."""
    return Row(TEACHER_A | DIRECTOR, TEACHER_B | DIRECTOR)


def write_request() -> Row:
    """What only the asker of a request does."""
    return Row(TEACHER_A, TEACHER_B, sees=DIRECTOR, data={"ground": "illness"})


def read_course() -> Row:
    """The journal page of a course, and what is read beside it."""
    watching = HEADS | ADMINISTRATORS
    return Row(own=TEACHER_A | watching, foreign=TEACHER_B | watching)


def write_course(**body: Any) -> Row:
    """Whatever a teacher writes into the own course: never the administrator, never the heads."""
    return Row(own=TEACHER_A, foreign=TEACHER_B, sees=HEADS | ADMINISTRATORS, **body)


def read_class() -> Row:
    """A class's page."""
    watching = HEADS | ADMINISTRATORS | SECRETARY
    return Row(own=TEACHER_A | watching, foreign=TEACHER_B | watching)


def write_class(**body: Any) -> Row:
    """Whatever only the tutor writes of the own class."""
    return Row(own=TEACHER_A, foreign=TEACHER_B, sees=HEADS | ADMINISTRATORS | SECRETARY, **body)


def print_papers(**body: Any) -> Row:
    """The papers of a class are asked for by its tutor, the heads and the administrator."""
    watching = HEADS | ADMINISTRATORS
    return Row(own=TEACHER_A | watching, foreign=TEACHER_B | watching, sees=SECRETARY, **body)


def write_facts(**body: Any) -> Row:
    """Illness and exemptions: the tutor, the administrator, the secretary."""
    office = ADMINISTRATORS | SECRETARY
    return Row(own=TEACHER_A | office, foreign=TEACHER_B | office, sees=HEADS, **body)


def read_pupil() -> Row:
    """A pupil's diary: the pupil, the parents, the tutor and the heads."""
    return Row(
        own=frozenset({"pupil_a", "parent_a"}) | TEACHER_A | HEADS,
        classmate=TEACHER_A | HEADS,
        foreign=frozenset({"pupil_b", "parent_b"}) | TEACHER_B | HEADS,
    )


def read_homework() -> Row:
    """The homework of a lesson: the families of its pupils too. `parent_a` has a second child in 5Б."""
    watching = HEADS | ADMINISTRATORS | {"parent_a"}
    return Row(own=TEACHER_A | watching | {"pupil_a"}, foreign=TEACHER_B | watching | {"pupil_b", "parent_b"})


def read_finals() -> Row:
    """A class's final marks: its tutor, the heads, the administrator."""
    watching = HEADS | ADMINISTRATORS
    return Row(own=TEACHER_A | watching, foreign=TEACHER_B | watching)


def apply_for_pupil() -> Row:
    """Applications for a pupil's extracts: the parents, the tutor, the secretary."""
    return Row(
        own=frozenset({"parent_a"}) | TEACHER_A | SECRETARY,
        classmate=TEACHER_A | SECRETARY,
        foreign=frozenset({"parent_b"}) | TEACHER_B | SECRETARY,
    )


def read_application() -> Row:
    """An application: its applicant, the tutor, the secretary, the heads."""
    watching = SECRETARY | HEADS
    return Row(
        own=frozenset({"parent_a"}) | TEACHER_A | watching,
        foreign=frozenset({"parent_b"}) | TEACHER_B | watching,
    )


def make_for_class() -> Row:
    """The extracts of a class at once: its tutor and the secretary."""
    return Row(own=TEACHER_A | SECRETARY, foreign=TEACHER_B | SECRETARY, sees=HEADS)


def handle_application() -> Row:
    """Receiving, making, handing out: the tutor and the secretary; the applicant and the heads look on."""
    return Row(
        own=TEACHER_A | SECRETARY,
        foreign=TEACHER_B | SECRETARY,
        sees=HEADS,
        sees_own=frozenset({"parent_a"}),
        sees_foreign=frozenset({"parent_b"}),
    )
