"""What keeps several scheduler processes from doing a job twice (R-SCHEDULER)."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Id, Name


class SchedulerLease(Base):
    """Which process leads, and until when it does unless it renews."""

    __tablename__ = "scheduler_leases"
    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    holder: Mapped[Name]
    until: Mapped[datetime]


class JobRun(Base):
    """One due time of a job; its uniqueness makes sure that only one process does it."""

    __tablename__ = "job_runs"
    __table_args__ = (UniqueConstraint("job", "due_at"),)
    id: Mapped[Id]
    job: Mapped[str] = mapped_column(String(40))
    due_at: Mapped[datetime]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    holder: Mapped[Name]
    outcome: Mapped[Name] = mapped_column(default="")
