"""What every view declares about its access; a test walks the routes and finds one that doesn't.

`reads` checks right here, before the view. A view marked `writes` calls a service, and the service checks
inside the write, where every other way in (import, command line) is checked too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import session as cookie
from flask_login import current_user
from sqlalchemy.orm import Session

from journal.database import current_session
from journal.errors import PasswordChangeRequired, SignInRequired
from journal.permissions.actions import DIARY_VIEW, PASSWORD_CHANGE
from journal.permissions.actor import Actor
from journal.permissions.hats import ALL, FAMILY, VIEWS, can_choose, wear
from journal.permissions.policy import permit
from journal.permissions.predicates import Target

P = ParamSpec("P")
R = TypeVar("R")
VIEW_KEY = "view"  # in the cookie: which of the person's hats the pages show
TargetFinder = Callable[[Session, int], Target]


@dataclass(frozen=True)
class Access:
    """What a view declared: its kind (public, reads, writes) and its action."""

    kind: str
    action: str | None


def current_actor() -> Actor:
    """The signed-in person of this request; raises `SignInRequired` where nobody is."""
    if not current_user.is_authenticated:
        raise SignInRequired()
    actor: Actor = current_user.actor
    return actor


def current_view() -> str:
    """Which of the person's hats the pages show: one of `VIEWS`; all where there is nothing to choose."""
    chosen = cookie.get(VIEW_KEY)
    return chosen if chosen in VIEWS and can_choose(current_actor()) else ALL


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Anybody may open it, signed in or not."""
    view.__access__ = Access("public", None)  # type: ignore[attr-defined]
    return view


def reads(
    action: str, target: TargetFinder | None = None, key: str = ""
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Only who may do *action* reads it; *target* finds the people around what URL part *key* names."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            actor = _signed_in(action)
            if action == DIARY_VIEW and current_view() == FAMILY:
                # who looks as a parent reads the diaries of the own children only, also as their teacher
                actor = wear(actor, FAMILY)
            permit(actor, action, target(current_session(), _key(kwargs, key)) if target else None)
            return view(*args, **kwargs)

        guarded.__access__ = Access("reads", action)  # type: ignore[attr-defined]
        return guarded

    return decorate


def writes(action: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A signed-in person writes; the service that the view calls checks *action* inside the write."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            _signed_in(action)
            return view(*args, **kwargs)

        guarded.__access__ = Access("writes", action)  # type: ignore[attr-defined]
        return guarded

    return decorate


def _signed_in(action: str) -> Actor:
    actor = current_actor()
    if current_user.password_is_temporary and action != PASSWORD_CHANGE:
        raise PasswordChangeRequired()
    return actor


def _key(kwargs: dict[str, Any], key: str) -> int:
    return int(kwargs[key])
