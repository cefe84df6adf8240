"""Pure questions about an actor and what the actor wants to touch."""

from collections.abc import Callable
from dataclasses import dataclass

from journal.permissions.actor import Actor


@dataclass(frozen=True)
class Target:
    """The people around a thing: its course's teachers, its classes' tutors, its pupils, their parents.

    Around a request to unlock: who asks, and who may decide on it.
    """

    teacher_ids: frozenset[int] = frozenset()
    tutor_ids: frozenset[int] = frozenset()
    pupil_ids: frozenset[int] = frozenset()
    parent_ids: frozenset[int] = frozenset()
    asker_ids: frozenset[int] = frozenset()
    decider_ids: frozenset[int] = frozenset()


NOTHING = Target()
Predicate = Callable[[Actor, Target], bool]


def is_administrator(actor: Actor, _target: Target) -> bool:
    """The system administrator: sets the school up, never edits marks."""
    return actor.has_role("administrator")


def is_head(actor: Actor, _target: Target) -> bool:
    """The director or a deputy."""
    return actor.has_role("director", "deputy")


def is_director(actor: Actor, _target: Target) -> bool:
    """The director."""
    return actor.has_role("director")


def is_secretary(actor: Actor, _target: Target) -> bool:
    """The secretary."""
    return actor.has_role("secretary")


def is_staff(actor: Actor, _target: Target) -> bool:
    """Anybody who works at the school."""
    return actor.has_role("administrator", "director", "deputy", "secretary", "teacher")


def teaches(actor: Actor, target: Target) -> bool:
    """A teacher of the course; whoever lost the role (or the job) teaches no more."""
    return actor.has_role("teacher") and actor.person_id in target.teacher_ids


def is_tutor(actor: Actor, target: Target) -> bool:
    """The tutor of the class, or of a class of the course, while working here."""
    return is_staff(actor, target) and actor.person_id in target.tutor_ids


def is_pupil(actor: Actor, target: Target) -> bool:
    """The pupil in person."""
    return actor.person_id in target.pupil_ids


def is_parent(actor: Actor, target: Target) -> bool:
    """A parent of the pupil."""
    return actor.person_id in target.parent_ids


def is_asker(actor: Actor, target: Target) -> bool:
    """Whoever made the request, while working here."""
    return is_staff(actor, target) and actor.person_id in target.asker_ids


def is_decider(actor: Actor, target: Target) -> bool:
    """The director, or a deputy named by an order in force; never for the own request (R-UNLOCK)."""
    return is_head(actor, target) and actor.person_id in target.decider_ids


def is_anybody(_actor: Actor, _target: Target) -> bool:
    """Anybody who signed in, for the own account."""
    return True
