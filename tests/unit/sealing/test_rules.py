"""Who goes where at a year's end: against a slow and obvious second version (R-CLOSED)."""

from hypothesis import given
from hypothesis import strategies as st

from journal.sealing.rules import PupilAtEnd, keeps_tutor, plan_promotion

DECISIONS = ("", "promoted", "conditionally", "second-year", "graduated")
PUPILS = st.lists(
    st.builds(
        PupilAtEnd,
        st.integers(1, 10_000),
        st.integers(1, 11),
        st.sampled_from(("А", "Б")),
        st.sampled_from(DECISIONS),
    ),
    max_size=30,
    unique_by=lambda pupil: pupil.pupil_id,
)


@given(PUPILS)
def test_everyone_is_placed_once(pupils: list[PupilAtEnd]) -> None:
    plan = plan_promotion(pupils)
    placed = {pupil_id: one.name for one in plan.classes for pupil_id in one.pupil_ids}
    for pupil in pupils:
        if pupil.decision == "graduated":
            assert pupil.pupil_id in plan.graduates
        elif pupil.decision == "second-year":
            assert placed[pupil.pupil_id] == f"{pupil.parallel}{pupil.letter}"
        elif pupil.decision and pupil.parallel < 11:
            assert placed[pupil.pupil_id] == f"{pupil.parallel + 1}{pupil.letter}"
        else:
            assert pupil.pupil_id not in placed
            assert plan.undecided[f"{pupil.parallel}{pupil.letter}"] > 0
    assert len(placed) + len(plan.graduates) + sum(plan.undecided.values()) == len(pupils)


def test_nobody_goes_beyond_year_11() -> None:
    plan = plan_promotion([PupilAtEnd(1, 11, "А", "promoted")])
    assert (list(plan.classes), plan.undecided) == ([], {"11А": 1})


def test_year_4_gets_another_tutor() -> None:
    assert [parallel for parallel in range(1, 12) if not keeps_tutor(parallel)] == [4, 11]
