"""Nobody is in two places at once; rooms taken twice are told."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from journal.imports.clashes import Placing, find_room_clashes, find_teacher_clashes

PLACINGS = st.builds(
    Placing,
    weekday=st.integers(1, 2),
    number=st.integers(1, 2),
    class_name=st.sampled_from(["5А", "6А", "7А"]),
    subject=st.sampled_from(["Алгебра", "Физика"]),
    subgroup=st.sampled_from([None, 1, 2]),
    teacher=st.sampled_from(["", "Иванов", "Петрова"]),
    room=st.sampled_from(["", "5", "9"]),
)


@given(st.lists(PLACINGS, max_size=12))
def test_teacher_clashes_are_the_pairs_of_a_slow_search(placings: list[Placing]) -> None:
    pairs = {
        frozenset((one, other))
        for one, other in combinations(set(placings), 2)
        if one.teacher
        and (one.weekday, one.number, one.teacher) == (other.weekday, other.number, other.teacher)
    }
    found = {
        frozenset(pair)
        for clash in find_teacher_clashes(placings)
        for pair in combinations(clash.placings, 2)
    }
    assert found == pairs


@given(st.lists(PLACINGS, max_size=12))
def test_room_clashes_are_of_one_room_several_lessons_and_several_teachers(placings: list[Placing]) -> None:
    for clash in find_room_clashes(placings):
        assert {(p.weekday, p.number, p.room) for p in clash.placings} == {
            (clash.weekday, clash.number, clash.what)
        }
        assert clash.what
        assert len({(p.class_name, p.subject) for p in clash.placings}) > 1


def test_two_subgroups_in_the_room_of_their_cell_are_no_clash_and_one_teacher_with_both_is() -> None:
    first = Placing(1, 3, "6А", "Английский", 1, "Лаптева", "5")
    second = Placing(1, 3, "6А", "Английский", 2, "Шадрина", "5")
    assert find_room_clashes([first, second]) == []
    assert find_teacher_clashes([first, second]) == []
    alone = Placing(1, 3, "6А", "Английский", 2, "Лаптева", "5")
    (clash,) = find_teacher_clashes([first, alone])
    assert (clash.what, clash.placings) == ("Лаптева", (first, alone))


def test_lessons_without_teacher_or_room_clash_with_nothing() -> None:
    placings = [Placing(1, 1, name, "Физика", None, "", "") for name in ("5А", "6А")]
    assert find_teacher_clashes(placings) == find_room_clashes(placings) == []
