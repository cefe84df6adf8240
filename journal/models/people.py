"""People: one row a person, whatever hats the person wears."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from journal.models.base import Base, Id, Name, Short

STAFF_ROLES = ("administrator", "director", "deputy", "secretary", "teacher")


class Person(Base):
    """A human being known to the school; `sort_key` orders names as Russians do (ё as е)."""

    __tablename__ = "people"
    id: Mapped[Id]
    last_name: Mapped[Name]
    first_name: Mapped[Name]
    middle_name: Mapped[Name] = mapped_column(default="")
    sort_key: Mapped[Name] = mapped_column(index=True)
    birth_date: Mapped[date | None]
    phone: Mapped[Short] = mapped_column(default="")
    email: Mapped[Name] = mapped_column(default="")
    address: Mapped[Name] = mapped_column(default="")

    @property
    def full_name(self) -> str:
        """«Иванова Мария Петровна»."""
        return " ".join(part for part in (self.last_name, self.first_name, self.middle_name) if part)


class Pupil(Base):
    """A person as a pupil: the school's personal file and what teachers must know."""

    __tablename__ = "pupils"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    file_number: Mapped[Short] = mapped_column(default="", index=True)
    at_risk: Mapped[bool] = mapped_column(default=False)
    home_taught: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class Parenthood(Base):
    """Who is whose parent or other legal representative."""

    __tablename__ = "parenthoods"
    __table_args__ = (CheckConstraint("kind IN ('mother', 'father', 'guardian')", name="kind"),)
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupils.person_id"), primary_key=True)
    parent_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    kind: Mapped[str] = mapped_column(String(10))


class StaffMember(Base):
    """A person as an employee; a dismissed one keeps the name in the history and loses every right."""

    __tablename__ = "staff"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    position: Mapped[Name]
    dismissed_on: Mapped[date | None]
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class StaffRole(Base):
    """A role that an employee holds; one person may hold several."""

    __tablename__ = "staff_roles"
    __table_args__ = (
        CheckConstraint(
            "role IN ('administrator', 'director', 'deputy', 'secretary', 'teacher')", name="role"
        ),
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
