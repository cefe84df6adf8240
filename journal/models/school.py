"""The school itself and the settings of its academic years."""

from datetime import date, time
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, SmallInteger, String, Time, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from journal.models.base import Base, Id, Name, Short


class School(Base):
    """The one school of this database."""

    __tablename__ = "school"
    id: Mapped[Id]
    name: Mapped[Name]
    short_name: Mapped[Name]
    settlement: Mapped[Name] = mapped_column(default="")
    region: Mapped[Name] = mapped_column(default="")
    time_zone: Mapped[Short] = mapped_column(default="Asia/Yekaterinburg")


class AcademicYear(Base):
    """A school year with the limits that hold in it (R-LOCK14, R-LOCK7, R-AHEAD14, R-SURVEY, R-MINMARKS).

    From `mean_for_four` on a weighted mean proposes a «4», and so on (R-OBJECTIVE).
    """

    __tablename__ = "academic_years"
    __table_args__ = (CheckConstraint("starts_on < ends_on", name="order"),)
    id: Mapped[Id]
    starts_on: Mapped[date] = mapped_column(unique=True)
    ends_on: Mapped[date]
    lock_days: Mapped[int] = mapped_column(SmallInteger, default=14)
    final_lock_days: Mapped[int] = mapped_column(SmallInteger, default=7)
    ahead_days: Mapped[int] = mapped_column(SmallInteger, default=14)
    warn_days: Mapped[int] = mapped_column(SmallInteger, default=3)
    survey_lessons: Mapped[int] = mapped_column(SmallInteger, default=4)
    min_marks: Mapped[int] = mapped_column(SmallInteger, default=5)
    min_marks_weekly: Mapped[int] = mapped_column(SmallInteger, default=3)
    school_week: Mapped[int] = mapped_column(SmallInteger, default=5)
    mean_for_three: Mapped[Decimal] = mapped_column(Numeric(3, 2), default=Decimal("2.50"))
    mean_for_four: Mapped[Decimal] = mapped_column(Numeric(3, 2), default=Decimal("3.50"))
    mean_for_five: Mapped[Decimal] = mapped_column(Numeric(3, 2), default=Decimal("4.50"))
    holidays: Mapped[list["Holiday"]] = relationship(viewonly=True)

    @property
    def title(self) -> str:
        """«2026/2027»."""
        return f"{self.starts_on.year}/{self.ends_on.year}"


class Period(Base):
    """A quarter, trimester or half-year, or the whole year, of the classes whose parallel uses its kind."""

    __tablename__ = "periods"
    __table_args__ = (
        UniqueConstraint("year_id", "kind", "number"),
        CheckConstraint("kind IN ('quarter', 'trimester', 'half', 'year')", name="kind"),
        CheckConstraint("starts_on < ends_on", name="order"),
    )
    id: Mapped[Id]
    year_id: Mapped[int] = mapped_column(ForeignKey("academic_years.id"))
    kind: Mapped[str] = mapped_column(String(10))
    number: Mapped[int] = mapped_column(SmallInteger)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    year: Mapped[AcademicYear] = relationship(viewonly=True)


class ParallelPeriods(Base):
    """Which kind of period a parallel lives by: 5–9 quarters, 10–11 half-years."""

    __tablename__ = "parallel_periods"
    year_id: Mapped[int] = mapped_column(ForeignKey("academic_years.id"), primary_key=True)
    parallel: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))


class Holiday(Base):
    """Days without lessons, first and last included; of one parallel only where it is named."""

    __tablename__ = "holidays"
    __table_args__ = (CheckConstraint("starts_on <= ends_on", name="order"),)
    id: Mapped[Id]
    year_id: Mapped[int] = mapped_column(ForeignKey("academic_years.id"), index=True)
    name: Mapped[Name]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    parallel: Mapped[int | None] = mapped_column(SmallInteger)


class Bell(Base):
    """When a lesson of that number begins and ends."""

    __tablename__ = "bells"
    year_id: Mapped[int] = mapped_column(ForeignKey("academic_years.id"), primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    starts_at: Mapped[time] = mapped_column(Time)
    ends_at: Mapped[time] = mapped_column(Time)


class WorkType(Base):
    """A kind of work with its weight; a column keeps its own copy of the weight."""

    __tablename__ = "work_types"
    __table_args__ = (UniqueConstraint("year_id", "name"),)
    id: Mapped[Id]
    year_id: Mapped[int] = mapped_column(ForeignKey("academic_years.id"))
    name: Mapped[Name]
    short_name: Mapped[Short]
    weight: Mapped[Decimal] = mapped_column(Numeric(4, 2))
    position: Mapped[int] = mapped_column(SmallInteger)


class Subject(Base):
    """A subject of the curriculum."""

    __tablename__ = "subjects"
    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)
    short_name: Mapped[Short]
    position: Mapped[int] = mapped_column(SmallInteger, default=100)


class CurriculumHours(Base):
    """The curriculum plan: hours a week of a subject in a class."""

    __tablename__ = "curriculum_hours"
    class_id: Mapped[int] = mapped_column(ForeignKey("school_classes.id"), primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True)
    hours: Mapped[Decimal] = mapped_column(Numeric(4, 2))
    subject: Mapped[Subject] = relationship(lazy="joined")
