"""Whoever works at the school and has a child there may look as one or as the other. Pure."""

from dataclasses import replace

from journal.permissions.actor import Actor

ALL, WORK, FAMILY = VIEWS = ("all", "work", "family")
FAMILY_ROLES = frozenset({"parent", "pupil"})


def can_choose(actor: Actor) -> bool:
    """Whether there is anything to choose: a hat of the school and one of the family."""
    return bool(actor.roles & FAMILY_ROLES) and bool(actor.roles - FAMILY_ROLES)


def wear(actor: Actor, view: str) -> Actor:
    """The actor with the hats of one view only; with all of them where there is nothing to choose."""
    if view == ALL or not can_choose(actor):
        return actor
    kept = actor.roles & FAMILY_ROLES if view == FAMILY else actor.roles - FAMILY_ROLES
    return replace(actor, roles=kept)
