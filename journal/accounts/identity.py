"""Who is behind a signed-in browser: one query a request."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import Row, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from journal import names
from journal.models import (
    STAFF_ROLES,
    Account,
    Notice,
    Parenthood,
    Person,
    Pupil,
    SignInSession,
    StaffMember,
    StaffRole,
    Tutorship,
)
from journal.permissions.actor import Actor

UNREAD = (
    select(func.count())
    .where(Notice.person_id == Person.id, Notice.read_at.is_(None))
    .correlate(Person)
    .scalar_subquery()
)


def _select_identity() -> Select[Any]:
    other = aliased(SignInSession)
    newest = select(func.max(other.id)).where(other.account_id == SignInSession.account_id).scalar_subquery()
    tutor = select(Tutorship.id).where(
        Tutorship.person_id == Person.id,
        or_(Tutorship.ends_on.is_(None), Tutorship.ends_on >= bindparam("yesterday")),
    )
    return (
        select(
            SignInSession.id.label("session_id"),
            SignInSession.seen_at,
            newest.label("newest_session_id"),
            Account.id.label("account_id"),
            Account.login,
            Account.language,
            Account.theme,
            Account.password_is_temporary,
            Person.id.label("person_id"),
            Person.last_name,
            Person.first_name,
            Person.middle_name,
            StaffMember.position,
            StaffMember.dismissed_on,
            StaffRole.role,
            select(Pupil.person_id).where(Pupil.person_id == Person.id).exists().label("is_pupil"),
            select(Parenthood.pupil_id).where(Parenthood.parent_id == Person.id).exists().label("is_parent"),
            tutor.exists().label("is_tutor"),
            UNREAD.label("unread_notices"),
        )
        .join(Account, Account.id == SignInSession.account_id)
        .join(Person, Person.id == Account.person_id)
        .outerjoin(StaffMember, StaffMember.person_id == Person.id)
        .outerjoin(StaffRole, StaffRole.person_id == Person.id)
        .where(SignInSession.token_digest == bindparam("digest"), SignInSession.ended_at.is_(None))
    )


# Every request asks it, so it is built once.
IDENTITY = _select_identity()


@dataclass(frozen=True)
class SignedIn:
    """The `current_user` of a request with a living session."""

    actor: Actor
    account_id: int
    session_id: int
    newest_session_id: int
    """The account's last sign-in; a greater number than the own one means another browser."""
    login: str
    language: str
    theme: str
    short_name: str
    password_is_temporary: bool
    is_tutor: bool
    unread_notices: int
    seen_at: datetime

    is_authenticated: ClassVar[bool] = True
    is_active: ClassVar[bool] = True
    is_anonymous: ClassVar[bool] = False

    def get_id(self) -> str:
        """What Flask-Login knows a person by."""
        return str(self.account_id)


@dataclass(frozen=True)
class IdleLimits:
    """After how long without a request a session ends: staff's computers stand in classrooms (R-NOPUPIL)."""

    staff: timedelta
    family: timedelta

    def of(self, actor: Actor) -> timedelta:
        """The limit for a person with these roles."""
        return self.staff if actor.has_role(*STAFF_ROLES) else self.family


def find_signed_in(
    session: Session, token_digest: str, *, now: datetime, limits: IdleLimits
) -> SignedIn | None:
    """The person whose living session has this digest; None where it ended, stood idle or never was."""
    # The school's zone isn't known yet; a day more or less only decides whether a tutor's link is shown.
    yesterday = (now - timedelta(days=1)).date()
    rows = session.execute(IDENTITY, {"digest": token_digest, "yesterday": yesterday}).all()
    if not rows:
        return None
    first = rows[0]
    actor = _build_actor(first, {row.role for row in rows if row.role})
    if now - first.seen_at > limits.of(actor):
        return None
    return SignedIn(
        actor=actor,
        account_id=first.account_id,
        session_id=first.session_id,
        newest_session_id=first.newest_session_id,
        login=first.login,
        language=first.language,
        theme=first.theme,
        short_name=names.short_name(first.last_name, first.first_name, first.middle_name),
        password_is_temporary=first.password_is_temporary,
        is_tutor=first.is_tutor and actor.has_role(*STAFF_ROLES),
        unread_notices=first.unread_notices,
        seen_at=first.seen_at,
    )


def _build_actor(row: Row[Any], roles: set[str]) -> Actor:
    """A dismissed person keeps what a parent may do and nothing else."""
    works_here = row.position is not None and row.dismissed_on is None
    hats = roles if works_here else set()
    hats |= {"pupil"} if row.is_pupil else set()
    hats |= {"parent"} if row.is_parent else set()
    name = names.full_name(row.last_name, row.first_name, row.middle_name)
    family = "ученик" if row.is_pupil else "родитель"
    return Actor(row.person_id, name, row.position if works_here else family, frozenset(hats))
