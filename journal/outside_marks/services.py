"""Writing marks of other organisations: by the administrator, and nothing else by that right (R-NEWCOMER).

They are written until the final marks of their period are locked (R-LOCK7); after that a grant that names the
final mark opens them too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.record import Cause, Place, record_value, summarise
from journal.errors import BadRequest, NotFound
from journal.finals.queries import view_period
from journal.lessons.rules import check_weight
from journal.locks.archives import find_class_archive
from journal.locks.rules import REASON_LIMIT, FinalCell, GrantView, check_outside_open
from journal.locks.services import make_attempt, make_limits
from journal.models import (
    REPORT_KINDS,
    AcademicYear,
    FinalWindow,
    OutsideMark,
    OutsideReport,
    Period,
    Pupil,
    SchoolClass,
)
from journal.outside_marks.errors import BadReport
from journal.outside_marks.queries import find_class_stay, list_marked_subjects
from journal.outside_marks.rules import LARGEST_MARK, SMALLEST_MARK, check_count, check_document
from journal.permissions.actions import OUTSIDE_EDIT
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.school import school_today
from journal.school_calendar.queries import list_class_periods
from journal.texts.rules import check_line, clean_line

ORGANISATION_LIMIT, NUMBER_LIMIT = 150, 40


@dataclass(frozen=True)
class MarkValue:
    """A mark as the report gives it."""

    subject_id: int
    period_id: int
    value: int
    weight: Decimal = Decimal(1)


@dataclass(frozen=True)
class ReportValue:
    """What a report says: «newcomer» or «treatment», who issued it, its number and day, and its marks."""

    kind: str
    organisation: str
    number: str
    dated_on: date
    marks: Sequence[MarkValue]


@dataclass(frozen=True)
class Desk:
    """Who enters marks, in which year, for a pupil of which class."""

    session: Session
    actor: Actor
    year: AcademicYear
    school_class: SchoolClass

    def check_open(self, pupil_id: int, subject_id: int, period_id: int) -> GrantView | None:
        """R-LOCK7: return the grant to cite; raise `Locked` or `TooFarAhead`."""
        period = self.session.get_one(Period, period_id)
        return check_outside_open(
            view_period(
                period,
                self.session.get(FinalWindow, period_id),
                find_class_archive(self.session, self.school_class.id),
            ),
            cell=FinalCell(pupil_id, subject_id, period_id),
            attempt=make_attempt(self.session, self.actor),
            limits=make_limits(self.year),
        )

    def record(self, mark: OutsideMark, report: OutsideReport, change: tuple[str, str], cause: Cause) -> None:
        """Record a change in the chain of the pupil's class."""
        before, after = change
        place = Place(
            class_ids=(self.school_class.id,),
            year_id=self.year.id,
            pupil_id=report.pupil_id,
            subject_id=mark.subject_id,
            period_id=mark.period_id,
        )
        record_value(
            self.session,
            actor=self.actor,
            kind="outside-mark",
            place=place,
            before=before,
            after=after,
            cause=cause,
        )
        self.session.flush()


def add_report(
    session: Session, *, actor: Actor, pupil_id: int, year: AcademicYear, value: ReportValue
) -> OutsideReport:
    """Enter a report with all its marks, or nothing of it.

    Raises `Forbidden`, `NotFound` for a pupil who isn't here this year, `BadRequest`, `BadReport`,
    `BadWeight`, `Locked`, `TooFarAhead`, and what is wrong with the organisation and the number.
    """
    school_class = _open_pupil(session, actor, pupil_id, year)
    if value.kind not in REPORT_KINDS:
        raise BadRequest()
    check_document(value.dated_on, school_today(session))
    check_count(len(value.marks))
    report = OutsideReport(
        pupil_id=pupil_id,
        year_id=year.id,
        kind=value.kind,
        organisation=check_line(value.organisation, ORGANISATION_LIMIT, is_required=True),
        number=_check_number(value.number),
        dated_on=value.dated_on,
        entered_at=clock.now(),
        entered_by=actor.person_id,
    )
    session.add(report)
    session.flush()
    desk = Desk(session, actor, year, school_class)
    _check_known(desk, value.marks)
    for one in value.marks:
        _add_mark(desk, report, one)
    return report


def remove_mark(session: Session, *, actor: Actor, mark_id: int, reason: str) -> None:
    """Take back a mark that was entered by mistake, with a reason; the report goes with its last mark.

    Raises `Forbidden`, `NotFound`, `Empty` or what else is wrong with the reason, and `Locked`.
    """
    permit(actor, OUTSIDE_EDIT)
    mark = session.scalar(
        select(OutsideMark).where(OutsideMark.id == mark_id).with_for_update(of=OutsideMark, key_share=True)
    )
    if mark is None:
        raise NotFound()
    kept = check_line(reason, REASON_LIMIT, is_required=True)
    report, year = mark.report, session.get_one(AcademicYear, mark.report.year_id)
    desk = Desk(session, actor, year, _open_pupil(session, actor, report.pupil_id, year))
    grant = desk.check_open(report.pupil_id, mark.subject_id, mark.period_id)
    desk.record(mark, report, (describe(report, mark), ""), Cause("administrator", kept, _key(grant)))
    session.delete(mark)
    session.flush()
    if session.scalar(select(OutsideMark.id).where(OutsideMark.report_id == report.id).limit(1)) is None:
        session.delete(report)
        session.flush()


def describe(report: OutsideReport, mark: OutsideMark) -> str:
    """A mark as the history keeps it: «5 · вес 1 · МБОУ СОШ № 3 · № 12 от 02.11.2026»."""
    paper = f"№ {report.number} от {report.dated_on:%d.%m.%Y}"
    return summarise((str(mark.value), f"вес {mark.weight.normalize():f}", report.organisation, paper))


def _open_pupil(session: Session, actor: Actor, pupil_id: int, year: AcademicYear) -> SchoolClass:
    """The pupil's class of the year; raise `Forbidden` or `NotFound`."""
    permit(actor, OUTSIDE_EDIT)
    stay = find_class_stay(session, pupil_id, year.id) if session.get(Pupil, pupil_id) else None
    if stay is None:
        raise NotFound()
    return stay.school_class


def _check_number(number: str) -> str:
    """A document's number in its own letters: «12», «А-3/17»; raise `BadReport`."""
    kept = clean_line(number)
    if not kept or len(kept) > NUMBER_LIMIT:
        raise BadReport(trouble="number")
    return kept


def _check_known(desk: Desk, marks: Sequence[MarkValue]) -> None:
    """These are marks, and the class has their subjects, marked by fives, and periods; raise `BadReport`."""
    if not all(SMALLEST_MARK <= one.value <= LARGEST_MARK for one in marks):
        raise BadReport(trouble="mark")
    subjects = {one.id for one in list_marked_subjects(desk.session, desk.school_class.id)}
    periods = list_class_periods(desk.session, desk.school_class)
    period_ids = {one.id for one in periods if one.kind != "year"}
    if any(one.subject_id not in subjects for one in marks):
        raise BadReport(trouble="subject")
    if any(one.period_id not in period_ids for one in marks):
        raise BadReport(trouble="period")


def _add_mark(desk: Desk, report: OutsideReport, value: MarkValue) -> None:
    grant = desk.check_open(report.pupil_id, value.subject_id, value.period_id)
    mark = OutsideMark(
        report_id=report.id,
        subject_id=value.subject_id,
        period_id=value.period_id,
        value=value.value,
        weight=check_weight(value.weight),
        entered_at=clock.now(),
    )
    desk.session.add(mark)
    desk.session.flush()
    desk.record(mark, report, ("", describe(report, mark)), Cause("administrator", grant_id=_key(grant)))


def _key(grant: GrantView | None) -> int | None:
    return grant.grant_id if grant else None
