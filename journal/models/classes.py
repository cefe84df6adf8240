"""Classes, who is in them when, and the courses that are taught to them."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from journal.models.base import Base, Id, Name, Short
from journal.models.school import Subject


class SchoolClass(Base):
    """A class of one academic year: 5А."""

    __tablename__ = "school_classes"
    __table_args__ = (
        UniqueConstraint("year_id", "parallel", "letter"),
        CheckConstraint("parallel BETWEEN 1 AND 11", name="parallel"),
    )
    id: Mapped[Id]
    year_id: Mapped[int] = mapped_column(ForeignKey("academic_years.id"))
    parallel: Mapped[int] = mapped_column(SmallInteger)
    letter: Mapped[str] = mapped_column(String(10))

    @property
    def name(self) -> str:
        """«5А»."""
        return f"{self.parallel}{self.letter}"


class Tutorship(Base):
    """Who is a class's tutor, and when; `ends_on` is the last day."""

    __tablename__ = "tutorships"
    id: Mapped[Id]
    class_id: Mapped[int] = mapped_column(ForeignKey("school_classes.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class Enrolment(Base):
    """A pupil's stay in a class; `ends_on` is the last day. The past is never rewritten by a move."""

    __tablename__ = "enrolments"
    __table_args__ = (
        Index("ix_enrolments_class", "class_id", "starts_on"),
        CheckConstraint("ends_on IS NULL OR starts_on <= ends_on", name="order"),
    )
    id: Mapped[Id]
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupils.person_id"), index=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("school_classes.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class Course(Base):
    """A page of the journal: year × subject × group of pupils. `marking`: fives, credit (зачёт) or none."""

    __tablename__ = "courses"
    __table_args__ = (CheckConstraint("marking IN ('fives', 'credit', 'none')", name="marking"),)
    id: Mapped[Id]
    year_id: Mapped[int] = mapped_column(ForeignKey("academic_years.id"), index=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"))
    title: Mapped[Name]
    marking: Mapped[str] = mapped_column(String(10), default="fives")
    subject: Mapped[Subject] = relationship(lazy="joined", innerjoin=True)


class CoursePart(Base):
    """A class that takes part in a course: whole (its roster follows enrolment) or by named members."""

    __tablename__ = "course_parts"
    __table_args__ = (UniqueConstraint("course_id", "class_id", "starts_on"),)
    id: Mapped[Id]
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    class_id: Mapped[int] = mapped_column(ForeignKey("school_classes.id"), index=True)
    subgroup: Mapped[Short] = mapped_column(default="")
    by_name: Mapped[bool] = mapped_column(default=False)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class CourseMember(Base):
    """A named pupil of a course (subgroup, elective, home teaching); dated."""

    __tablename__ = "course_members"
    __table_args__ = (UniqueConstraint("course_id", "pupil_id", "starts_on"),)
    id: Mapped[Id]
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    pupil_id: Mapped[int] = mapped_column(ForeignKey("pupils.person_id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class CourseTeacher(Base):
    """A dated assignment of a teacher to a course, with the hours a week of the workload."""

    __tablename__ = "course_teachers"
    __table_args__ = (UniqueConstraint("course_id", "person_id", "starts_on"),)
    id: Mapped[Id]
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"), index=True)
    hours: Mapped[float] = mapped_column(Numeric(4, 2, asdecimal=False), default=0)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
