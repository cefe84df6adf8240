"""Writing the year, its classes and its subjects."""

from dataclasses import asdict

from sqlalchemy import select

from journal.imports.classes import split_class_name
from journal.imports.drafts import ImportPlan, YearDraft
from journal.imports.ledger import Ledger
from journal.imports.subjects import subject_position
from journal.models import (
    AcademicYear,
    Bell,
    Holiday,
    ParallelPeriods,
    Period,
    SchoolClass,
    Subject,
    WorkType,
)
from journal.school_calendar.proposals import WORK_TYPES, propose_bells, propose_period_kind

PARALLELS = range(1, 12)
SHORT_NAME = 40


def write_year(ledger: Ledger, draft: YearDraft) -> None:
    """Write a new year with periods, holidays, bells and work types; a known one is only looked up."""
    if draft.id is not None:
        ledger.year_id = draft.id
        return
    session = ledger.session
    year = AcademicYear(starts_on=draft.starts_on, ends_on=draft.ends_on, school_week=draft.school_week)
    session.add(year)
    session.flush()
    ledger.year_id = year.id
    kinds = {period.kind for period in draft.periods}
    session.add_all(Period(year_id=year.id, **asdict(period)) for period in draft.periods)
    session.add_all(Holiday(year_id=year.id, **asdict(holiday)) for holiday in draft.holidays)
    session.add_all(
        ParallelPeriods(year_id=year.id, parallel=parallel, kind=_period_kind(parallel, kinds))
        for parallel in PARALLELS
    )
    session.add_all(
        WorkType(year_id=year.id, position=position, **asdict(work_type))
        for position, work_type in enumerate(WORK_TYPES, start=1)
    )
    _write_bells(ledger, draft)
    ledger.note("year", year.title)
    session.flush()


def write_classes(ledger: Ledger, plan: ImportPlan) -> None:
    """Write the new classes and learn the ids of all of them."""
    session = ledger.session
    for name in plan.classes:
        parallel, letter = split_class_name(name)
        school_class = SchoolClass(year_id=ledger.year_id, parallel=parallel, letter=letter)
        session.add(school_class)
        session.flush()
        ledger.class_ids[name] = school_class.id
        ledger.note("class", name, class_name=name)
    rows = session.execute(
        select(SchoolClass.id, SchoolClass.parallel, SchoolClass.letter).where(
            SchoolClass.year_id == ledger.year_id
        )
    )
    ledger.class_ids |= {f"{row.parallel}{row.letter}": row.id for row in rows}


def write_subjects(ledger: Ledger, plan: ImportPlan) -> None:
    """Write the new subjects."""
    for draft in plan.subjects:
        if draft.id is None:
            subject = Subject(
                name=draft.name,
                short_name=draft.name[:SHORT_NAME],
                position=subject_position(draft.name),
            )
            ledger.session.add(subject)
            ledger.session.flush()
            draft.id = subject.id
            ledger.note("subject", draft.name)


def _period_kind(parallel: int, kinds: set[str]) -> str:
    """Return the kind of period that a parallel lives by: the usual one if the year has it."""
    usual = propose_period_kind(parallel)
    return usual if usual in kinds else min(kinds - {"year"}, default="year")


def _write_bells(ledger: Ledger, draft: YearDraft) -> None:
    """Write the bells of the timetable; lessons that it doesn't time get the usual ones."""
    bells = {bell.number: (bell.starts_at, bell.ends_at) for bell in propose_bells()}
    if draft.bells:
        bells = {number: (starts_at, ends_at) for number, starts_at, ends_at in draft.bells}
    ledger.session.add_all(
        Bell(year_id=ledger.year_id, number=number, starts_at=starts_at, ends_at=ends_at)
        for number, (starts_at, ends_at) in bells.items()
    )
