"""The history: amendments, their free texts and the chains that prove them. It only grows."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Id, Name, Short

ABOUT_LESSONS = "kind IN ('lesson-cancelled', 'lesson-moved', 'lesson-restored')"


class Amendment(Base):
    """One change of one thing; `before` and `after` are short values or digests of texts (R-AMEND)."""

    __tablename__ = "amendments"
    __table_args__ = (
        Index("ix_amendments_cell", "lesson_id", "pupil_id"),
        Index("ix_amendments_pupil", "pupil_id", "id"),
        Index("ix_amendments_course", "course_id", "id"),
        Index("ix_amendments_actor", "actor_id", "id"),
        Index("ix_amendments_kind", "kind", "id"),
        Index("ix_amendments_made_at", "made_at"),
        Index(
            "ix_amendments_grant",
            "grant_id",
            sqlite_where=text("grant_id IS NOT NULL"),
            postgresql_where=text("grant_id IS NOT NULL"),
        ),
        # Cancelled and moved lessons are listed by the year, and they are few among a year's amendments.
        Index(
            "ix_amendments_lessons",
            "year_id",
            "id",
            sqlite_where=text(ABOUT_LESSONS),
            postgresql_where=text(ABOUT_LESSONS),
        ),
        CheckConstraint(
            "source IN ('typed', 'pasted', 'prefilled', 'imported', 'administrator', 'scheduler', 'demo')",
            name="source",
        ),
    )
    id: Mapped[Id]
    made_at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(20))
    year_id: Mapped[int | None]
    course_id: Mapped[int | None]
    lesson_id: Mapped[int | None]
    column_id: Mapped[int | None]
    pupil_id: Mapped[int | None]
    subject_id: Mapped[int | None]
    period_id: Mapped[int | None]
    before: Mapped[Name]
    after: Mapped[Name]
    reason: Mapped[Name]
    source: Mapped[str] = mapped_column(String(20))
    grant_id: Mapped[int | None]
    actor_id: Mapped[int | None]
    actor_name: Mapped[Name]
    actor_position: Mapped[Name]


class AmendmentText(Base):
    """A free text of an amendment under its salted digest; erasing text and salt leaves the chain whole.

    PostgreSQL, which must do without triggers, checks the digest itself: a text is the written one or none.
    """

    __tablename__ = "amendment_texts"
    __table_args__ = (
        CheckConstraint(
            "content IS NULL OR digest = encode(sha256(salt || convert_to(content, 'UTF8')), 'hex')",
            name="digest",
        ).ddl_if(dialect="postgresql"),
    )
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    content: Mapped[str | None]


class TextErasure(Base):
    """By which order of the director a text was erased, when and by whom."""

    __tablename__ = "text_erasures"
    digest: Mapped[str] = mapped_column(ForeignKey("amendment_texts.digest"), primary_key=True)
    order_number: Mapped[Short]
    ordered_on: Mapped[date]
    erased_at: Mapped[datetime]
    erased_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class Chain(Base):
    """A chain of amendments: a class's, the school's, or the daily one that joins the heads."""

    __tablename__ = "chains"
    __table_args__ = (
        UniqueConstraint("class_id"),
        Index(
            "uq_chains_kind",
            "kind",
            unique=True,
            sqlite_where=text("class_id IS NULL"),
            postgresql_where=text("class_id IS NULL"),
        ),
        CheckConstraint("kind IN ('class', 'school', 'daily')", name="kind"),
        CheckConstraint("(kind = 'class') = (class_id IS NOT NULL)", name="target"),
    )
    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(10))
    class_id: Mapped[int | None] = mapped_column(ForeignKey("school_classes.id"))
    head_number: Mapped[int]
    head_hash: Mapped[str] = mapped_column(String(64))


class ChainLink(Base):
    """The place of an amendment in a chain: hash = SHA-256(chain, number, previous, canonical form)."""

    __tablename__ = "chain_links"
    __table_args__ = (Index("ix_chain_links_amendment", "amendment_id"),)
    chain_id: Mapped[int] = mapped_column(ForeignKey("chains.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    amendment_id: Mapped[int] = mapped_column(ForeignKey("amendments.id"))
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
