"""The timetable's search: no clash, no gap, the same for the same random numbers."""

from random import Random

import pytest

from journal.demo.timetable import Block, FixedBlock, list_times, solve_timetable


def blocks(*lessons: tuple[str, str, int]) -> list[Block]:
    return [Block(subject, (teacher,)) for subject, teacher, hours in lessons for _ in range(hours)]


CLASSES = {
    "5А": blocks(("Математика", "m", 3), ("История", "h", 3), ("Спорт", "s", 2), ("Чтение", "a", 2)),
    "6А": blocks(("Математика", "m", 3), ("История", "h", 3), ("Спорт", "s", 2), ("Чтение", "b", 2)),
    "7А": blocks(("Математика", "m", 3), ("История", "h", 3), ("Спорт", "s", 2), ("Чтение", "c", 2)),
}


def test_no_teacher_is_in_two_classes() -> None:
    places = solve_timetable(CLASSES, [], Random(1))
    taken = [(time, t) for own in places.values() for time, block in own.items() for t in block.teachers]
    assert len(taken) == len(set(taken)) == 30


def test_no_subject_twice_a_day_while_days_are_enough() -> None:
    places = solve_timetable(CLASSES, [], Random(2))
    for own in places.values():
        days = [(time[0], block.subject) for time, block in own.items()]
        assert len(days) == len(set(days))


def test_same_random_numbers_same_table() -> None:
    assert solve_timetable(CLASSES, [], Random(3)) == solve_timetable(CLASSES, [], Random(3))


def test_fixed_lessons_keep_their_time_and_teacher() -> None:
    fixed = [FixedBlock(Block("Труд", ("m", "h")), ("5А", "6А"), (3, 1))]
    places = solve_timetable(CLASSES, fixed, Random(4))
    assert (3, 1) not in places["5А"]
    assert places["7А"][3, 1].teachers in (("s",), ("c",))


def test_more_hours_than_a_teacher_has_are_refused() -> None:
    crowd = {name: blocks(("Математика", "m", 5)) for name in ("5А", "6А")}
    with pytest.raises(RuntimeError):
        solve_timetable(crowd, [], Random(5))


@pytest.mark.parametrize("count", [21, 23, 28, 30, 34])
def test_days_are_even_and_begin_with_the_first_lesson(count: int) -> None:
    times = list_times(count, ())
    by_day = {day: sorted(number for each, number in times if each == day) for day in range(1, 6)}
    assert sum(map(len, by_day.values())) == count
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in by_day.values())
    assert max(map(len, by_day.values())) - min(map(len, by_day.values())) <= 1


def test_a_lesson_after_all_others_leaves_no_gap_before_it() -> None:
    times = list_times(29, {(3, 7)})
    assert (3, 6) in times
    assert len(times) == 28
