"""Accounts, their sessions and visits."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from journal.models.base import Base, Id, Name, Short
from journal.models.people import Person


class Account(Base):
    """A sign-in; without a password hash nobody can enter until a slip is printed (R-CREDENTIALS)."""

    __tablename__ = "accounts"
    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), unique=True)
    login: Mapped[Short] = mapped_column(unique=True)
    password_hash: Mapped[str | None]
    password_is_temporary: Mapped[bool] = mapped_column(default=True)
    language: Mapped[str] = mapped_column(String(2), default="ru")
    theme: Mapped[str] = mapped_column(String(10), default="auto")
    created_at: Mapped[datetime]
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class SignInSession(Base):
    """A signed-in browser; only the digest of its secret is kept, so that a stolen database opens nothing."""

    __tablename__ = "sign_in_sessions"
    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    address: Mapped[Short]
    device: Mapped[Name]


class SignInFailure(Base):
    """A failed sign-in, for slowing down guesses by login and by address; old ones are swept away."""

    __tablename__ = "sign_in_failures"
    id: Mapped[Id]
    login_digest: Mapped[str] = mapped_column(String(64), index=True)
    address: Mapped[Short] = mapped_column(index=True)
    failed_at: Mapped[datetime]


class Visit(Base):
    """A day on which an account was used, and when last (R-ACTIVITY)."""

    __tablename__ = "visits"
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    visited_on: Mapped[date] = mapped_column(primary_key=True)
    last_at: Mapped[datetime]
