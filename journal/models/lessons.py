"""The timetable, lessons, their columns and homework, and lesson plans."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from journal.models.base import Base, Id, Name, Short
from journal.models.classes import Course


class TimetableSlot(Base):
    """A weekly lesson of a course, from one day to another; weekday 1 is Monday."""

    __tablename__ = "timetable_slots"
    __table_args__ = (CheckConstraint("weekday BETWEEN 1 AND 7", name="weekday"),)
    id: Mapped[Id]
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    weekday: Mapped[int] = mapped_column(SmallInteger)
    number: Mapped[int] = mapped_column(SmallInteger)
    room: Mapped[Short] = mapped_column(default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]


class LessonPlan(Base):
    """The calendar-thematic plan (КТП) of a course (R-PLAN)."""

    __tablename__ = "lesson_plans"
    id: Mapped[Id]
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), unique=True)
    title: Mapped[Name]


class PlanItem(Base):
    """A topic of a plan with its hours, in the plan's order."""

    __tablename__ = "plan_items"
    __table_args__ = (
        UniqueConstraint("plan_id", "position"),
        CheckConstraint("hours > 0", name="hours"),
    )
    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("lesson_plans.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    section: Mapped[str] = mapped_column(default="")
    topic: Mapped[str]
    hours: Mapped[Decimal] = mapped_column(Numeric(4, 2))
    control: Mapped[str] = mapped_column(default="")
    resources: Mapped[str] = mapped_column(default="")
    homework: Mapped[str] = mapped_column(default="")
    planned_on: Mapped[date | None]


class Lesson(Base):
    """A lesson of a course on a day. A row of its own: changing the timetable never touches it."""

    __tablename__ = "lessons"
    __table_args__ = (Index("ix_lessons_course", "course_id", "held_on", "number"),)
    id: Mapped[Id]
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    held_on: Mapped[date] = mapped_column(index=True)
    number: Mapped[int] = mapped_column(SmallInteger)
    room: Mapped[Short] = mapped_column(default="")
    hours: Mapped[Decimal] = mapped_column(Numeric(4, 2), default=Decimal(1))
    topic: Mapped[str] = mapped_column(default="")
    topic_saved_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    course: Mapped[Course] = relationship(lazy="joined", innerjoin=True)


class LessonTopic(Base):
    """A topic of the plan that a lesson took up; two half-hour topics may share one lesson (R-TOPIC)."""

    __tablename__ = "lesson_topics"
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), primary_key=True)
    plan_item_id: Mapped[int] = mapped_column(ForeignKey("plan_items.id"), primary_key=True, index=True)
    hours: Mapped[Decimal] = mapped_column(Numeric(4, 2))


class LessonColumn(Base):
    """A column of marks. Every lesson is born with column 1, which also takes its attendance.

    A deleted column's number is never given again: the history goes on naming it.
    """

    __tablename__ = "lesson_columns"
    __table_args__ = (UniqueConstraint("lesson_id", "position"), {"sqlite_autoincrement": True})
    id: Mapped[Id]
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    work_type_id: Mapped[int] = mapped_column(ForeignKey("work_types.id"))
    weight: Mapped[Decimal] = mapped_column(Numeric(4, 2))
    title: Mapped[Name] = mapped_column(default="")


class Homework(Base):
    """What a lesson sets for home; due at the course's next lesson unless a date is chosen."""

    __tablename__ = "homework"
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), primary_key=True)
    text: Mapped[str]
    due_on: Mapped[date | None] = mapped_column(index=True)
    saved_at: Mapped[datetime]


class HomeworkFile(Base):
    """A file given with a homework."""

    __tablename__ = "homework_files"
    id: Mapped[Id]
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), index=True)
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachments.id"))
