"""Which deputy watches whom: teachers, and classes with all who teach them (R-WEEKLY)."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Id


class Supervision(Base):
    """A teacher or a class under a deputy's supervision; two deputies may watch the same one."""

    __tablename__ = "supervisions"
    __table_args__ = (
        CheckConstraint("(teacher_id IS NULL) <> (class_id IS NULL)", name="watched"),
        UniqueConstraint("deputy_id", "teacher_id"),
        UniqueConstraint("deputy_id", "class_id"),
    )
    id: Mapped[Id]
    deputy_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    teacher_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"))
    class_id: Mapped[int | None] = mapped_column(ForeignKey("school_classes.id"))
