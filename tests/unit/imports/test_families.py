"""R-SIBLINGS: parents are joined by name and phone, else asked about; pupils of one name stay two people."""

from datetime import date
from typing import Any

import pytest

from journal.imports.families import Families, match_families
from journal.imports.known import KnownPerson, KnownSchool
from journal.imports.notes import Notes
from journal.imports.people import parse_name
from journal.imports.pupils import ParentCell, PupilRow
from journal.imports.questions import Ask, list_open
from journal.imports.rows import RowRef

PHONE, OTHER = "+79041112233", "+79990001122"


def school(*people: KnownPerson) -> KnownSchool:
    return KnownSchool(
        year=None, people={person.id: person for person in people}, classes=set(), tutored=set(), subjects={},
        courses={}, teachers={}, members={}, slots=[], plans={}, exempt=set(),
    )  # fmt: skip


def person(number: int, text: str, **facts: Any) -> KnownPerson:
    name = parse_name(text)
    assert name is not None
    phones = frozenset(facts.pop("phones", ()))
    born = facts.pop("birth_date", None)
    return KnownPerson(
        number, name.key, name.last_name, name.first_name, name.middle_name, phones, born, **facts
    )


def pupil(text: str, *parents: tuple[str, str], number: str = "", born: date = date(2014, 1, 1)) -> PupilRow:
    name = parse_name(text)
    assert name is not None
    cells = []
    for parent, phone in parents:
        parent_name = parse_name(parent)
        assert parent_name is not None
        cells.append(ParentCell("mother", parent_name, (phone,) if phone else ()))
    return PupilRow(RowRef("ф", "л", 1), "5А", name, born, number or text[:3], "", "", tuple(cells), Notes())


def match(
    *rows: PupilRow, known: KnownSchool | None = None, answers: dict[str, str] | None = None
) -> Families:
    return match_families(rows, known or school(), answers or {})


def shape(families: Families) -> list[tuple[str, int | None, list[str]]]:
    return sorted(
        (str(parent.name), parent.id, sorted(str(child.name) for child in parent.children))
        for parent in families.parents
    )


@pytest.mark.parametrize(
    "spelling", ["ЁЛКИНА АЛЁНА ИЛЬИНИЧНА", "Елкина Алена Ильинична", "елкина  алёна Ильинична"]
)
def test_siblings_parents_with_one_phone_are_one_card(spelling: str) -> None:
    families = match(
        pupil("Ёлкин Пётр", ("Ёлкина Алёна Ильинична", PHONE)), pupil("Ёлкина Яна", (spelling, PHONE))
    )
    assert shape(families) == [("Ёлкина Алёна Ильинична", None, ["Ёлкин Пётр", "Ёлкина Яна"])]
    assert families.questions == []


def test_another_phone_is_asked_about_and_joined_only_when_told() -> None:
    rows = (pupil("Ёлкин Пётр", ("Ёлкина Анна", PHONE)), pupil("Ёлкина Яна", ("Ёлкина Анна", OTHER)))
    asked = match(*rows)
    (question,) = asked.questions
    assert (question.ask, [choice.value for choice in question.choices]) == (Ask.PARENT, ["card:1", "new"])
    assert list_open(asked.questions, {}) == [question]
    assert len(match(*rows, answers={question.key: "new"}).parents) == 2
    (joined,) = match(*rows, answers={question.key: "card:1"}).parents
    assert joined.phones == (PHONE, OTHER)
    assert len(joined.children) == 2


def test_a_parent_without_phone_is_never_joined_by_name_alone() -> None:
    families = match(pupil("Ёлкин Пётр", ("Ёлкина Анна", "")), pupil("Ёлкина Яна", ("Ёлкина Анна", "")))
    assert len(families.questions) == 1
    assert len(families.parents) == 2


def test_phones_join_cards_in_a_chain() -> None:
    rows = [
        pupil(f"Ёлкин {name}", ("Ёлкина Анна", phone)) for name, phone in (("Пётр", PHONE), ("Иван", OTHER))
    ]
    both = PupilRow(
        RowRef("ф", "л", 3), "5А", rows[0].name, date(2015, 1, 1), "третий", "", "",
        (ParentCell("mother", rows[0].parents[0].name, (PHONE, OTHER)),), Notes(),
    )  # fmt: skip
    families = match(*rows, both)
    assert families.questions == []
    assert len(families.parents) == 1


def test_one_phone_does_not_make_two_names_one_person() -> None:
    families = match(pupil("Ёлкин Пётр", ("Ёлкина Анна", PHONE), ("Ёлкин Игорь", PHONE)))
    assert len(families.parents) == 2


def test_namesakes_among_pupils_differ_by_file_number_or_birth_date() -> None:
    known = school(
        person(
            1,
            "Медведева Анна",
            is_pupil=True,
            file_number="М-1",
            birth_date=date(2014, 7, 15),
            class_name="5А",
        ),
        person(2, "Медведева Анна", is_pupil=True, birth_date=date(2014, 7, 20), class_name="5А"),
    )
    rows = [
        pupil("Медведева Анна", number="м-1", born=date(2014, 7, 15)),
        pupil("Медведева Анна", number="М-2", born=date(2014, 7, 20)),
        pupil("Медведева Анна", number="М-3", born=date(2014, 7, 21)),
    ]
    assert [draft.id for draft in match(*rows, known=known).pupils] == [1, 2, None]


def test_a_known_parent_is_found_by_the_child_or_the_phone_and_otherwise_asked_about() -> None:
    known = school(
        person(1, "Ёлкин Пётр", is_pupil=True, file_number="Ёлк", class_name="5А"),
        person(7, "Ёлкина Анна", children={1}, phones=[OTHER]),
    )
    by_child = match(pupil("Ёлкин Пётр", ("Ёлкина Анна", PHONE)), known=known)
    assert (shape(by_child), by_child.questions) == ([("Ёлкина Анна", 7, ["Ёлкин Пётр"])], [])
    assert by_child.parents[0].links == []
    by_phone = match(pupil("Другой Пётр", ("Ёлкина Анна", OTHER)), known=known)
    assert (shape(by_phone), by_phone.questions) == ([("Ёлкина Анна", 7, ["Другой Пётр"])], [])
    assert len(by_phone.parents[0].links) == 1
    asked = match(pupil("Другой Пётр", ("Ёлкина Анна", PHONE)), known=known)
    assert [choice.value for choice in asked.questions[0].choices] == ["person:7", "new"]


def test_a_pupil_of_another_class_stays_there() -> None:
    known = school(person(1, "Ёлкин Пётр", is_pupil=True, file_number="Ёлк", class_name="7Б"))
    families = match(pupil("Ёлкин Пётр"), known=known)
    assert [(draft.class_name, listed) for draft, listed in families.elsewhere] == [("7Б", "5А")]
    assert families.pupils[0].enrolled
