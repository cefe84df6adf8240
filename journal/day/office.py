"""What waits for the school's office: accounts without a password, open imports, the server's health."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from journal.backups.dump import JOB as BACKUP
from journal.courses.roster import holds_on
from journal.models import Account, Enrolment, ImportDraft, Parenthood, StaffMember
from journal.scheduler.lease import find_lease
from journal.scheduler.queries import find_last_run

BACKUP_IS_OLD_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class AccountCounts:
    """How many people can't sign in yet, because nobody has printed their slip (R-CREDENTIALS)."""

    pupils: int
    parents: int
    staff: int


@dataclass(frozen=True)
class ServerState:
    """What the administrator must look after on the server."""

    open_drafts: int
    is_scheduler_alive: bool
    last_backup: datetime | None
    is_backup_old: bool


def count_without_password(session: Session, today: date) -> AccountCounts:
    """Count the pupils of today, their parents and the staff who have no password."""
    enrolled = select(Enrolment.pupil_id).where(holds_on(Enrolment.starts_on, Enrolment.ends_on, today))
    parents = select(Parenthood.parent_id).where(Parenthood.pupil_id.in_(enrolled))
    staff = select(StaffMember.person_id).where(StaffMember.dismissed_on.is_(None))
    counts = [
        select(func.count(people.subquery().c[0].distinct()))
        for people in (
            enrolled.where(_has_none(Enrolment.pupil_id)),
            parents.where(_has_none(Parenthood.parent_id)),
            staff.where(_has_none(StaffMember.person_id)),
        )
    ]
    return AccountCounts(*session.execute(select(*(count.scalar_subquery() for count in counts))).one())


def _has_none(person_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    account = select(Account.id).where(
        and_(Account.person_id == person_id, Account.password_hash.is_not(None))
    )
    return ~account.exists()


def read_server_state(session: Session, now: datetime) -> ServerState:
    """Read the open imports of the school, the scheduler's lease and the last backup."""
    drafts = session.scalar(
        select(func.count()).where(ImportDraft.state == "open", ImportDraft.course_id.is_(None))
    )
    lease, backup = find_lease(session), find_last_run(session, BACKUP)
    return ServerState(
        open_drafts=drafts or 0,
        is_scheduler_alive=lease is not None and lease.until > now,
        last_backup=backup.started_at if backup else None,
        is_backup_old=backup is None or now - backup.started_at >= BACKUP_IS_OLD_AFTER,
    )
