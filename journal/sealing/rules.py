"""Who goes where at a year's end, by the council's decision (R-CLOSED). Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LAST_PARALLEL, LAST_PRIMARY = 11, 4
MOVING, STAYING, LEAVING = frozenset({"promoted", "conditionally"}), "second-year", "graduated"


@dataclass(frozen=True)
class PupilAtEnd:
    """A pupil at the end of a year: the class and the council's decision, empty where there is none yet."""

    pupil_id: int
    parallel: int
    letter: str
    decision: str


@dataclass(frozen=True)
class ClassPlan:
    """A class of the next year: its parallel and letter, and its pupils."""

    parallel: int
    letter: str
    pupil_ids: tuple[int, ...]

    @property
    def name(self) -> str:
        """«6А»."""
        return f"{self.parallel}{self.letter}"


@dataclass(frozen=True)
class PromotionPlan:
    """The classes of the next year, who leaves the school, and how many wait for a decision, by class."""

    classes: Sequence[ClassPlan]
    graduates: tuple[int, ...]
    undecided: Mapping[str, int]


def plan_promotion(pupils: Iterable[PupilAtEnd]) -> PromotionPlan:
    """Place every pupil: promoted ones a parallel higher under the same letter, second-year ones as before.

    Whoever is to go beyond year 11 waits for another decision, as do those without one.
    """
    classes: dict[tuple[int, str], list[int]] = defaultdict(list)
    graduates: list[int] = []
    undecided: Counter[str] = Counter()
    for one in pupils:
        if one.decision == LEAVING:
            graduates.append(one.pupil_id)
        elif one.decision == STAYING:
            classes[one.parallel, one.letter].append(one.pupil_id)
        elif one.decision in MOVING and one.parallel < LAST_PARALLEL:
            classes[one.parallel + 1, one.letter].append(one.pupil_id)
        else:
            undecided[f"{one.parallel}{one.letter}"] += 1
    return PromotionPlan(
        classes=[ClassPlan(*key, tuple(pupil_ids)) for key, pupil_ids in sorted(classes.items())],
        graduates=tuple(graduates),
        undecided=dict(undecided),
    )


def keeps_tutor(parallel: int) -> bool:
    """Whether a class of this parallel usually keeps its tutor: year 4 gets another one in year 5."""
    return parallel not in (LAST_PRIMARY, LAST_PARALLEL)
