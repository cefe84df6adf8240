"""Every question about an actor, over every role and every place around a thing."""

from itertools import combinations

import pytest

from journal.permissions import predicates as p
from journal.permissions.actor import Actor
from journal.permissions.policy import POLICY
from journal.permissions.predicates import NOTHING, Predicate, Target

STAFF = frozenset({"administrator", "director", "deputy", "secretary", "teacher"})
ROLES = STAFF | {"pupil", "parent"}
PERSON, OTHER = 7, 8
PLACES = ("teacher_ids", "tutor_ids", "pupil_ids", "parent_ids", "asker_ids", "decider_ids")

BY_ROLE: dict[Predicate, frozenset[str]] = {
    p.is_administrator: frozenset({"administrator"}),
    p.is_head: frozenset({"director", "deputy"}),
    p.is_director: frozenset({"director"}),
    p.is_secretary: frozenset({"secretary"}),
    p.is_staff: STAFF,
}
# Where the person must stand around the thing, and with which roles; None: any role, or none at all.
BY_PLACE: dict[Predicate, tuple[str, frozenset[str] | None]] = {
    p.teaches: ("teacher_ids", frozenset({"teacher"})),
    p.is_tutor: ("tutor_ids", STAFF),
    p.is_pupil: ("pupil_ids", None),
    p.is_parent: ("parent_ids", None),
    p.is_asker: ("asker_ids", STAFF),
    p.is_decider: ("decider_ids", frozenset({"director", "deputy"})),
}


def actor(*roles: str, person_id: int | None = PERSON) -> Actor:
    return Actor(person_id, "Иванова Мария Петровна", "учитель", frozenset(roles))


def around(place: str, *people: int) -> Target:
    """A thing around which these people stand in one place, and somebody else in every other."""
    everywhere = {name: frozenset({OTHER}) for name in PLACES}
    return Target(**everywhere | {place: frozenset(people)})


@pytest.mark.parametrize("predicate", BY_ROLE, ids=lambda predicate: predicate.__name__)
def test_a_role_is_enough_and_any_other_isn_t(predicate: Predicate) -> None:
    for role in ROLES:
        assert predicate(actor(role), NOTHING) == (role in BY_ROLE[predicate])
    for pair in combinations(sorted(ROLES), 2):
        assert predicate(actor(*pair), NOTHING) == bool(BY_ROLE[predicate] & set(pair))
    assert not predicate(actor(), NOTHING)


@pytest.mark.parametrize("predicate", BY_PLACE, ids=lambda predicate: predicate.__name__)
def test_a_place_counts_only_with_its_role(predicate: Predicate) -> None:
    place, roles = BY_PLACE[predicate]
    for role in ROLES:
        counts = roles is None or role in roles
        assert predicate(actor(role), around(place, PERSON)) == counts
        assert predicate(actor(role), around(place, PERSON, OTHER)) == counts
        assert not predicate(actor(role), around(place, OTHER))
        assert not predicate(actor(role), NOTHING)
    assert predicate(actor(), around(place, PERSON)) == (roles is None)
    for elsewhere in set(PLACES) - {place}:
        assert not predicate(actor(*STAFF), around(elsewhere, PERSON))


def test_the_program_itself_stands_nowhere() -> None:
    for predicate, (place, _) in BY_PLACE.items():
        assert not predicate(actor(*ROLES, person_id=None), around(place, PERSON))


def test_anybody_is_anybody() -> None:
    assert p.is_anybody(actor(), NOTHING)


def test_no_predicate_of_the_table_of_rights_is_missing() -> None:
    used = {predicate for predicates in POLICY.values() for predicate in predicates}
    assert used <= BY_ROLE.keys() | BY_PLACE.keys() | {p.is_anybody}
