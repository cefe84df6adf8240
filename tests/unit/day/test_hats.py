"""Looking as one of one's hats takes roles away and never gives one."""

import pytest

from journal.permissions.actor import Actor
from journal.permissions.hats import VIEWS, can_choose, wear

MANY = frozenset({"teacher", "administrator", "parent"})


def actor(roles: frozenset[str]) -> Actor:
    return Actor(1, "Мухин Сергей Ильич", "учитель", roles)


@pytest.mark.parametrize(
    ("view", "roles"), [("all", MANY), ("work", {"teacher", "administrator"}), ("family", {"parent"})]
)
def test_a_view_keeps_its_hats(view: str, roles: set[str]) -> None:
    assert wear(actor(MANY), view).roles == roles


@pytest.mark.parametrize("roles", [{"teacher", "deputy"}, {"parent"}, set()])
def test_without_a_choice_nothing_is_taken_away(roles: set[str]) -> None:
    someone = actor(frozenset(roles))
    assert not can_choose(someone)
    assert {wear(someone, view) for view in VIEWS} == {someone}
