"""Notices: what people are told, how they want to be told, and the letters that carry it (R-INFORM)."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Time, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Id, Name, Short

KINDS = "('mark', 'absence', 'homework', 'final', 'exam', 'answer', 'closing', 'request', 'own', 'heads')"
WAYS = "('at_once', 'daily', 'weekly', 'page')"


class NoticeDesk(Base):
    """The one row of how the school tells people: its quiet hours, and how far the history was read."""

    __tablename__ = "notice_desk"
    id: Mapped[Id]
    seen_amendment_id: Mapped[int]
    quiet_from: Mapped[time] = mapped_column(Time)
    quiet_until: Mapped[time] = mapped_column(Time)


class NoticeHabit(Base):
    """A person's own quiet hours, where they differ from the school's."""

    __tablename__ = "notice_habits"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    quiet_from: Mapped[time] = mapped_column(Time)
    quiet_until: Mapped[time] = mapped_column(Time)


class NoticeChoice(Base):
    """How a person is told of one kind of thing, where it isn't the usual way."""

    __tablename__ = "notice_choices"
    __table_args__ = (
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint(f"way IN {WAYS}", name="way"),
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    way: Mapped[str] = mapped_column(String(10))


class MailAddress(Base):
    """Where a person's letters go; nothing is sent there before the link in the first one was followed."""

    __tablename__ = "mail_addresses"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    address: Mapped[Name]
    confirmed_at: Mapped[datetime | None]
    token_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    token_until: Mapped[datetime | None]
    stop_key: Mapped[Short] = mapped_column(unique=True)


class Letter(Base):
    """A letter on its way: it keeps what it is about, not what it says, and nobody's marks.

    `secret` is the part of a confirming link; it is forgotten as soon as the letter has gone.
    """

    __tablename__ = "letters"
    __table_args__ = (
        CheckConstraint("kind IN ('notices', 'confirmation')", name="kind"),
        Index(
            "ix_letters_waiting",
            "try_at",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_letters_person", "person_id", "created_at"),
    )
    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str] = mapped_column(String(15))
    message_id: Mapped[Name] = mapped_column(unique=True)
    secret: Mapped[Short] = mapped_column(default="")
    created_at: Mapped[datetime]
    try_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    ended_at: Mapped[datetime | None]
    trouble: Mapped[Short] = mapped_column(default="")


class Notice(Base):
    """One thing that one person is told: which mark, absence, homework or final mark, and what it became.

    A thing that changes again changes this row: `before` is what the person knew, `after` what stands now.
    What staff are told of their own work names no pupil. `on_day` is the day that it is about where neither a
    lesson nor a period tells it; `work_type_id` is no foreign key: a kind of work may go after its column.
    """

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("thing", "person_id"),
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        Index("ix_notices_shown", "person_id", "happened_at"),
        Index(
            "ix_notices_unread",
            "person_id",
            sqlite_where=text("read_at IS NULL"),
            postgresql_where=text("read_at IS NULL"),
        ),
        Index(
            "ix_notices_mail",
            "mail_at",
            sqlite_where=text("mail_at IS NOT NULL"),
            postgresql_where=text("mail_at IS NOT NULL"),
        ),
    )
    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    pupil_id: Mapped[int | None] = mapped_column(ForeignKey("pupils.person_id"))
    thing: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(10))
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subjects.id"))
    lesson_id: Mapped[int | None] = mapped_column(ForeignKey("lessons.id"))
    period_id: Mapped[int | None] = mapped_column(ForeignKey("periods.id"))
    work_type_id: Mapped[int | None]
    on_day: Mapped[date | None]
    before: Mapped[Short] = mapped_column(default="")
    after: Mapped[Short] = mapped_column(default="")
    amendment_id: Mapped[int]
    happened_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    mail_at: Mapped[datetime | None]
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letters.id"), index=True)
