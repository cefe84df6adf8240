"""Pupils and parents of the lists: who is new, who is known, whose parents are one person (R-SIBLINGS).

Cards of a parent are joined by themselves only when name and phone agree, or when the same name stands at the
same child; everybody else of that name is asked about, for a wrong join shows a stranger's child.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from journal.imports.drafts import ParentDraft, PupilDraft
from journal.imports.known import KnownPerson, KnownSchool
from journal.imports.people import FullName
from journal.imports.pupils import ParentCell, PupilRow
from journal.imports.questions import NEW, Answers, Ask, Choice, Question, find_answer
from journal.names import fold


@dataclass
class Families:
    """The pupils and parents of the lists, and what must be asked.

    `elsewhere` are the pupils whom the school has in another class than the list, which is named: moving them
    takes an order, so they stay.
    """

    pupils: list[PupilDraft] = field(default_factory=list)
    parents: list[ParentDraft] = field(default_factory=list)
    elsewhere: list[tuple[PupilDraft, str]] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


@dataclass(eq=False)
class _Card:
    """Cells that are one parent for certain: same name, and a phone in common."""

    cells: list[tuple[PupilDraft, ParentCell]]
    person: KnownPerson | None = None

    @property
    def phones(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(phone for _, cell in self.cells for phone in cell.phones))


def match_families(rows: Iterable[PupilRow], known: KnownSchool, answers: Answers) -> Families:
    """Compare the rows of the lists with the school."""
    families = Families()
    cells: dict[str, list[tuple[PupilDraft, ParentCell]]] = defaultdict(list)
    for row in rows:
        pupil, sits_in = _match_pupil(row, known)
        families.pupils.append(pupil)
        if sits_in and sits_in != row.class_name:
            families.elsewhere.append((pupil, row.class_name))
            pupil.class_name = sits_in
        for cell in row.parents:
            cells[cell.name.key].append((pupil, cell))
    for key, group in cells.items():
        _match_parents(key, group, known, answers, families)
    return families


def _match_pupil(row: PupilRow, known: KnownSchool) -> tuple[PupilDraft, str]:
    """Return the draft of a row and the class in which the school has this pupil."""
    found = next((person for person in known.find_named(row.name.key) if _is_same_pupil(row, person)), None)
    draft = PupilDraft(
        id=found.id if found else None,
        name=row.name,
        birth_date=row.birth_date,
        file_number=row.file_number,
        class_name=row.class_name,
        enrolled=bool(found and found.class_name),
        address=row.address,
        phone=row.phone,
        notes=row.notes,
    )
    return draft, found.class_name if found else ""


def _is_same_pupil(row: PupilRow, person: KnownPerson) -> bool:
    """Say whether a namesake is this pupil: by file number where both have one, else by birth date."""
    if not person.is_pupil:
        return False
    if row.file_number and person.file_number:
        return fold(row.file_number) == fold(person.file_number)
    return row.birth_date is not None and row.birth_date == person.birth_date


def _match_parents(
    key: str,
    cells: list[tuple[PupilDraft, ParentCell]],
    known: KnownSchool,
    answers: Answers,
    families: Families,
) -> None:
    """Turn all cells with one name into parents, asking where nothing but the name agrees."""
    namesakes = [person for person in known.find_named(key) if not person.is_pupil]
    cards = _join_by_phone(cells)
    made: list[ParentDraft] = []
    for card in cards:
        card.person = next((person for person in namesakes if _is_same_parent(card, person)), None)
    for card in sorted(cards, key=lambda card: card.person is None):
        draft = next((draft for draft in made if card.person and draft.id == card.person.id), None)
        if draft is None and card.person is None:
            draft = _ask(card, made, namesakes, answers, families)
        if draft is None:
            draft = ParentDraft(card.person.id if card.person else None, _best_name(card), card.phones)
        if draft not in made:
            made.append(draft)
        _attach(draft, card, known)
    families.parents += made


def _join_by_phone(cells: list[tuple[PupilDraft, ParentCell]]) -> list[_Card]:
    cards: list[_Card] = []
    for pupil, cell in cells:
        same = [card for card in cards if set(card.phones) & set(cell.phones)]
        merged = _Card([entry for card in same for entry in card.cells] + [(pupil, cell)])
        cards = [card for card in cards if card not in same] + [merged]
    return cards


def _is_same_parent(card: _Card, person: KnownPerson) -> bool:
    children = {pupil.id for pupil, _ in card.cells if pupil.id is not None}
    return bool(children & person.children) or bool(set(card.phones) & person.phones)


def _ask(
    card: _Card, made: list[ParentDraft], namesakes: list[KnownPerson], answers: Answers, families: Families
) -> ParentDraft | None:
    """Ask whether a card belongs to a namesake; return that one's draft, or None for a card of its own."""
    taken = {draft.id for draft in made}
    others = [person for person in namesakes if person.id not in taken]
    candidates = {f"card:{number}": draft for number, draft in enumerate(made, 1)}
    candidates |= {f"person:{p.id}": _known_draft(p) for p in others}
    if not candidates:
        return None
    pupil, cell = card.cells[0]
    question = Question(
        key=f"parent/{pupil.key}/{cell.name}",
        ask=Ask.PARENT,
        data={"name": str(cell.name), "phones": list(card.phones), "child": _child(pupil)},
        choices=(
            *(Choice(value, _describe(draft, value, others)) for value, draft in candidates.items()),
            Choice(NEW),
        ),
    )
    families.questions.append(question)
    answer = find_answer(question, answers)
    return candidates.get(answer) if isinstance(answer, str) else None


def _known_draft(person: KnownPerson) -> ParentDraft:
    name = FullName(person.last_name, person.first_name, person.middle_name)
    return ParentDraft(person.id, name, tuple(sorted(person.phones)))


def _describe(draft: ParentDraft, value: str, others: list[KnownPerson]) -> str:
    """Say of a namesake what tells him or her from others: phones and children."""
    children = [_child(pupil) for pupil in draft.children]
    parts = [str(draft.name), *draft.phones, *children]
    if any(value == f"person:{person.id}" and person.is_staff for person in others):
        parts.append("учитель")
    return ", ".join(parts)


def _child(pupil: PupilDraft) -> str:
    return f"{pupil.name} ({pupil.class_name})"


def _attach(draft: ParentDraft, card: _Card, known: KnownSchool) -> None:
    """Give the card's children to the parent; links that the school has already aren't made again."""
    recorded = known.people[draft.id].children if draft.id in known.people else set()
    for pupil, cell in card.cells:
        if pupil in draft.children:
            continue
        draft.children.append(pupil)
        if pupil.id is None or pupil.id not in recorded:
            draft.links.append((pupil, cell.kind))
    draft.phones = tuple(dict.fromkeys((*draft.phones, *card.phones)))


def _best_name(card: _Card) -> FullName:
    """Of several spellings of one name take the one with the most «ё»: capitals and haste lose it."""
    return max((cell.name for _, cell in card.cells), key=lambda name: str(name).casefold().count("ё"))
