"""The table of rights as a whole, and what a refusal may admit."""

import pytest

from journal.errors import Forbidden, NotFound
from journal.permissions import actions
from journal.permissions.actor import COMMAND_LINE, SCHEDULER, Actor
from journal.permissions.policy import POLICY, VIEW_OF, is_permitted, permit
from journal.permissions.predicates import NOTHING, Target

TEACHER, TUTOR, PARENT = 1, 2, 3
AROUND = Target(
    teacher_ids=frozenset({TEACHER}), tutor_ids=frozenset({TUTOR}), parent_ids=frozenset({PARENT})
)
ENTRIES = (
    actions.MARK_EDIT,
    actions.COLUMN_EDIT,
    actions.TOPIC_EDIT,
    actions.HOMEWORK_EDIT,
    actions.FINAL_EDIT,
)


def actor(person_id: int, *roles: str) -> Actor:
    return Actor(person_id, "Иванова Мария Петровна", "учитель", frozenset(roles))


def test_every_action_has_its_line_and_no_line_is_left_over() -> None:
    named = {value for name, value in vars(actions).items() if name.isupper()}
    assert set(POLICY) == named
    assert all(POLICY.values())
    assert set(VIEW_OF) | set(VIEW_OF.values()) <= named


@pytest.mark.parametrize("action", ENTRIES)
def test_entries_are_the_teachers_own(action: str) -> None:
    """Novosibirsk, 2016: 51 marks were changed through the administrator's login."""
    assert is_permitted(actor(TEACHER, "teacher"), action, AROUND)
    everybody_else = ("administrator", "director", "deputy", "secretary", "pupil", "parent")
    assert not is_permitted(actor(TEACHER, *everybody_else), action, AROUND)
    assert not is_permitted(actor(TUTOR, "teacher", *everybody_else), action, AROUND)
    assert not is_permitted(actor(TEACHER, "teacher"), action)
    for program in (SCHEDULER, COMMAND_LINE):
        assert not is_permitted(program, action, AROUND)


def test_one_predicate_of_several_is_enough() -> None:
    for someone in (actor(9, "administrator"), actor(9, "secretary"), actor(TUTOR, "teacher")):
        assert is_permitted(someone, actions.FACT_EDIT, AROUND)
    assert not is_permitted(actor(9, "teacher"), actions.FACT_EDIT, AROUND)


def test_who_is_permitted_passes() -> None:
    permit(actor(TEACHER, "teacher"), actions.MARK_EDIT, AROUND)
    permit(actor(9, "administrator"), actions.SCHOOL_IMPORT)


def test_whoever_sees_a_thing_is_told_that_it_is_forbidden() -> None:
    for someone in (actor(9, "director"), actor(TUTOR, "teacher")):
        with pytest.raises(Forbidden) as refusal:
            permit(someone, actions.MARK_EDIT, AROUND)
        assert refusal.value.action == actions.MARK_EDIT


@pytest.mark.parametrize("action", [actions.MARK_EDIT, actions.DIARY_VIEW])
def test_whoever_doesn_t_see_it_learns_nothing_of_it(action: str) -> None:
    for target in (AROUND, NOTHING):
        with pytest.raises(NotFound):
            permit(actor(9, "secretary"), action, target)


def test_without_a_thing_the_role_is_said_not_to_suffice() -> None:
    with pytest.raises(Forbidden) as refusal:
        permit(actor(9, "teacher"), actions.SCHOOL_IMPORT)
    assert refusal.value.action == actions.SCHOOL_IMPORT
