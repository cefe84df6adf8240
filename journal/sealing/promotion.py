"""The next year: its set-up copied from this one, its classes from the council's decisions (R-CLOSED)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from journal.amendments.record import Place, record_value
from journal.courses.roster import holds_on
from journal.models import (
    AcademicYear,
    Bell,
    CouncilDecision,
    CurriculumHours,
    Enrolment,
    Holiday,
    ParallelPeriods,
    Period,
    SchoolClass,
    Tutorship,
    WorkType,
)
from journal.permissions.actions import YEAR_PROMOTE
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.school import get_year
from journal.school_calendar.proposals import propose_holidays, propose_periods
from journal.sealing.errors import Undecided
from journal.sealing.rules import ClassPlan, PromotionPlan, PupilAtEnd, keeps_tutor, plan_promotion

ONE_DAY = timedelta(days=1)
COPIED = (
    "lock_days", "final_lock_days", "ahead_days", "warn_days", "survey_lessons", "min_marks",
    "min_marks_weekly", "school_week", "mean_for_three", "mean_for_four", "mean_for_five",
)  # fmt: skip


@dataclass(frozen=True)
class Promotion:
    """What was made: the next year, its new classes, and how many pupils were enrolled now."""

    year: AcademicYear
    classes: int
    pupils: int


def preview_promotion(session: Session, year_id: int) -> PromotionPlan:
    """Where the pupils of a year's last day go, as decided so far."""
    year = get_year(session, year_id)
    rows = session.execute(
        select(Enrolment.pupil_id, SchoolClass.parallel, SchoolClass.letter, CouncilDecision.kind)
        .join(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .outerjoin(
            CouncilDecision,
            (CouncilDecision.pupil_id == Enrolment.pupil_id) & (CouncilDecision.year_id == year_id),
        )
        .where(
            SchoolClass.year_id == year_id,
            holds_on(Enrolment.starts_on, Enrolment.ends_on, year.ends_on),
        )
        .order_by(SchoolClass.parallel, SchoolClass.letter, Enrolment.pupil_id)
    )
    return plan_promotion(PupilAtEnd(*row[:3], row.kind or "") for row in rows)


def promote_school(session: Session, *, actor: Actor, year_id: int) -> Promotion:
    """Make the next year with its classes and enrol the pupils; what is there already stays as it is.

    Raises `Forbidden`, `NotFound`, and `Undecided` while the council has not decided about everyone.
    """
    permit(actor, YEAR_PROMOTE)
    plan = preview_promotion(session, year_id)
    if plan.undecided:
        raise Undecided(counts=dict(plan.undecided))
    year = get_year(session, year_id)
    following = find_next_year(session, year) or _copy_year(session, actor, year)
    former = _list_classes(session, year.id)
    known = _list_classes(session, following.id)
    enrolled = 0
    for class_plan in plan.classes:
        key = class_plan.parallel, class_plan.letter
        school_class = known.get(key) or _open_class(session, actor, following, class_plan, former)
        enrolled += _enrol(session, actor, following, school_class, class_plan)
    _end_stays(session, year, following.starts_on)
    session.flush()
    opened = sum((one.parallel, one.letter) not in known for one in plan.classes)
    return Promotion(following, opened, enrolled)


def find_next_year(session: Session, year: AcademicYear) -> AcademicYear | None:
    """The year after a year, if it was set up."""
    return session.scalar(
        select(AcademicYear)
        .where(AcademicYear.starts_on > year.starts_on)
        .order_by(AcademicYear.starts_on)
        .limit(1)
    )


def _copy_year(session: Session, actor: Actor, year: AcademicYear) -> AcademicYear:
    """The next year with this one's limits, kinds of work and bells; periods and holidays are proposed."""
    starts_on = date(year.starts_on.year + 1, year.starts_on.month, year.starts_on.day)
    ends_on = date(year.ends_on.year + 1, year.ends_on.month, year.ends_on.day)
    following = AcademicYear(
        starts_on=starts_on, ends_on=ends_on, **{name: getattr(year, name) for name in COPIED}
    )
    session.add(following)
    session.flush()
    number = following.starts_on.year
    session.add_all(Period(year_id=following.id, **asdict(one)) for one in propose_periods(number))
    session.add_all(Holiday(year_id=following.id, **asdict(one)) for one in propose_holidays(number))
    for model, names in (
        (ParallelPeriods, ("parallel", "kind")),
        (Bell, ("number", "starts_at", "ends_at")),
        (WorkType, ("name", "short_name", "weight", "position")),
    ):
        _copy_rows(session, model, names, year.id, following.id)
    _record(session, actor, "year", following.title, following)
    return following


def _copy_rows(session: Session, model: Any, names: tuple[str, ...], year_id: int, next_id: int) -> None:
    rows = session.execute(select(*(getattr(model, name) for name in names)).where(model.year_id == year_id))
    session.add_all(model(year_id=next_id, **row) for row in [dict(row) for row in rows.mappings()])


def _list_classes(session: Session, year_id: int) -> dict[tuple[int, str], SchoolClass]:
    """The classes of a year by parallel and letter."""
    classes = session.scalars(select(SchoolClass).where(SchoolClass.year_id == year_id))
    return {(one.parallel, one.letter): one for one in classes}


def _open_class(
    session: Session,
    actor: Actor,
    year: AcademicYear,
    plan: ClassPlan,
    former: Mapping[tuple[int, str], SchoolClass],
) -> SchoolClass:
    """A class with the tutor of the class that it was, and the hours that its parallel had."""
    school_class = SchoolClass(year_id=year.id, parallel=plan.parallel, letter=plan.letter)
    session.add(school_class)
    session.flush()
    _record(session, actor, "class", plan.name, year, school_class.id)
    younger = former.get((plan.parallel - 1, plan.letter))
    if younger is not None and keeps_tutor(younger.parallel):
        tutor_id = session.scalar(
            select(Tutorship.person_id)
            .where(Tutorship.class_id == younger.id)
            .order_by(Tutorship.starts_on.desc())
            .limit(1)
        )
        if tutor_id is not None:
            session.add(Tutorship(class_id=school_class.id, person_id=tutor_id, starts_on=year.starts_on))
    same = former.get((plan.parallel, plan.letter))
    if same is not None:
        hours = session.execute(
            select(CurriculumHours.subject_id, CurriculumHours.hours).where(
                CurriculumHours.class_id == same.id
            )
        )
        session.add_all(CurriculumHours(class_id=school_class.id, **row) for row in hours.mappings().all())
    session.flush()
    return school_class


def _enrol(
    session: Session, actor: Actor, year: AcademicYear, school_class: SchoolClass, plan: ClassPlan
) -> int:
    """Enrol the pupils who are in no class of the next year yet; return how many."""
    placed = set(
        session.scalars(
            select(Enrolment.pupil_id)
            .join(SchoolClass, SchoolClass.id == Enrolment.class_id)
            .where(SchoolClass.year_id == year.id, Enrolment.pupil_id.in_(plan.pupil_ids))
        )
    )
    coming = [pupil_id for pupil_id in plan.pupil_ids if pupil_id not in placed]
    for pupil_id in coming:
        session.add(Enrolment(pupil_id=pupil_id, class_id=school_class.id, starts_on=year.starts_on))
        _record(session, actor, "enrolment", school_class.name, year, school_class.id, pupil_id)
    return len(coming)


def _end_stays(session: Session, year: AcademicYear, next_day: date) -> None:
    """Let stays and tutorships of the year end with it: nobody is in two classes on a day."""
    class_ids = select(SchoolClass.id).where(SchoolClass.year_id == year.id)
    for model in (Enrolment, Tutorship):
        session.execute(
            update(model)
            .where(model.class_id.in_(class_ids), model.ends_on.is_(None))
            .values(ends_on=next_day - ONE_DAY)
        )


def _record(
    session: Session,
    actor: Actor,
    kind: str,
    after: str,
    year: AcademicYear,
    class_id: int | None = None,
    pupil_id: int | None = None,
) -> None:
    place = Place(class_ids=(class_id,) if class_id else (), year_id=year.id, pupil_id=pupil_id)
    record_value(session, actor=actor, kind=kind, place=place, before="", after=after)
