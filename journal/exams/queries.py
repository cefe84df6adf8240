"""Reading examinations, who takes them, and their results."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.courses.roster import holds_on
from journal.errors import NotFound
from journal.exams.rules import STATE_KINDS, DebtMark, owes_resit
from journal.finals.rules import NO_PROPOSAL, Proposal, propose_mean_mark
from journal.models import (
    AcademicYear,
    Course,
    CoursePart,
    CourseTeacher,
    Enrolment,
    Exam,
    ExamMark,
    FinalMark,
    Period,
    Person,
    SchoolClass,
    Subject,
    Tutorship,
)
from journal.permissions.predicates import Target
from journal.school import school_today


class ExamPupil(NamedTuple):
    """A pupil of an examination, in the class of its day."""

    pupil_id: int
    class_id: int
    class_name: str
    person: Person


@dataclass(frozen=True)
class ExamResult:
    """A result as a family reads it."""

    exam: Exam
    mark: ExamMark

    @property
    def needs_acknowledging(self) -> bool:
        """R-GIA: the parents acknowledge results of state examinations."""
        return self.exam.kind in STATE_KINDS and self.mark.seen_at is None


def get_exam(session: Session, exam_id: int, *, lock: bool = False) -> Exam:
    """An examination, or `NotFound`; *lock* holds it until the end of the transaction."""
    query = select(Exam).where(Exam.id == exam_id)
    if lock:
        query = query.with_for_update(of=Exam, key_share=True)
    exam = session.scalar(query)
    if exam is None:
        raise NotFound()
    return exam


def list_exams(session: Session, year: AcademicYear) -> list[Exam]:
    """The examinations of a year, the latest first."""
    query = select(Exam).where(Exam.year_id == year.id)
    return list(session.scalars(query.order_by(Exam.held_on.desc(), Exam.id)))


def list_classes(session: Session, exam: Exam) -> list[SchoolClass]:
    """The classes of an examination: one, or all of its parallel."""
    query = select(SchoolClass).where(SchoolClass.year_id == exam.year_id)
    if exam.class_id is not None:
        query = query.where(SchoolClass.id == exam.class_id)
    else:
        query = query.where(SchoolClass.parallel == exam.parallel)
    return list(session.scalars(query.order_by(SchoolClass.letter)))


def list_exam_pupils(session: Session, exam: Exam) -> list[ExamPupil]:
    """The pupils of the examination's classes on its day, by name; of a resit only those who owe it."""
    names = {one.id: one.name for one in list_classes(session, exam)}
    rows = session.execute(
        select(Enrolment.class_id, Person)
        .join(Person, Person.id == Enrolment.pupil_id)
        .where(
            Enrolment.class_id.in_(names),
            holds_on(Enrolment.starts_on, Enrolment.ends_on, exam.held_on),
        )
        .order_by(Person.sort_key, Person.id)
    )
    pupils = [ExamPupil(person.id, class_id, names[class_id], person) for class_id, person in rows]
    if exam.kind != "resit":
        return pupils
    sitting = list_debtors(session, exam, [one.pupil_id for one in pupils]) | list_marks(session, exam).keys()
    return [one for one in pupils if one.pupil_id in sitting]


def list_debtors(session: Session, exam: Exam, pupil_ids: Collection[int]) -> set[int]:
    """Who owes a resit in the subject, by the final marks of the examination's year and the year before."""
    year = session.get_one(AcademicYear, exam.year_id)
    finals: dict[int, list[DebtMark]] = defaultdict(list)
    for pupil_id, year_id, kind, value in session.execute(
        select(FinalMark.pupil_id, Period.year_id, Period.kind, FinalMark.value)
        .join(Period, Period.id == FinalMark.period_id)
        .join(AcademicYear, AcademicYear.id == Period.year_id)
        .where(
            FinalMark.subject_id == exam.subject_id,
            FinalMark.pupil_id.in_(pupil_ids),
            AcademicYear.starts_on.between(_find_year_before(session, year), year.starts_on),
        )
    ):
        finals[pupil_id].append(DebtMark(year_id, kind == "year", value))
    return {pupil_id for pupil_id, marks in finals.items() if owes_resit(marks)}


def list_marks(session: Session, exam: Exam) -> Mapping[int, ExamMark]:
    """The results of an examination by pupil."""
    rows = session.scalars(select(ExamMark).where(ExamMark.exam_id == exam.id))
    return {row.pupil_id: row for row in rows}


def list_pupil_results(session: Session, pupil_id: int) -> list[ExamResult]:
    """Every result of a pupil, of all years, the latest first (R-DIARY)."""
    rows = session.execute(
        select(Exam, ExamMark)
        .join(ExamMark, ExamMark.exam_id == Exam.id)
        .where(ExamMark.pupil_id == pupil_id)
        .order_by(Exam.held_on.desc(), Exam.id)
    )
    return [ExamResult(exam, mark) for exam, mark in rows]


def exam_target(session: Session, exam_id: int) -> Target:
    """The people around an examination: teachers of its subject in its classes, and their tutors."""
    exam = get_exam(session, exam_id)
    class_ids = [one.id for one in list_classes(session, exam)]
    today = school_today(session)
    teachers = session.scalars(
        select(CourseTeacher.person_id)
        .join(Course, Course.id == CourseTeacher.course_id)
        .join(CoursePart, CoursePart.course_id == Course.id)
        .where(
            Course.subject_id == exam.subject_id,
            CoursePart.class_id.in_(class_ids),
            holds_on(CourseTeacher.starts_on, CourseTeacher.ends_on, today),
        )
    )
    tutors = session.scalars(
        select(Tutorship.person_id).where(
            Tutorship.class_id.in_(class_ids), holds_on(Tutorship.starts_on, Tutorship.ends_on, today)
        )
    )
    return Target(teacher_ids=frozenset(teachers), tutor_ids=frozenset(tutors))


def list_subjects(session: Session, year_id: int) -> list[tuple[int, str]]:
    """The subjects that are taught in a year or were in the year before, in the order of the curriculum."""
    year = session.get_one(AcademicYear, year_id)
    taught = (
        select(Course.subject_id)
        .join(AcademicYear, AcademicYear.id == Course.year_id)
        .where(AcademicYear.starts_on.between(_find_year_before(session, year), year.starts_on))
    )
    rows = session.execute(
        select(Subject.id, Subject.name)
        .where(Subject.id.in_(taught))
        .order_by(Subject.position, Subject.name)
    )
    return [(row.id, row.name) for row in rows]


def is_taught(session: Session, exam: Exam) -> bool:
    """Whether any class of an examination has its subject."""
    class_ids = [one.id for one in list_classes(session, exam)]
    query = (
        select(Course.id)
        .join(CoursePart, CoursePart.course_id == Course.id)
        .where(Course.subject_id == exam.subject_id, CoursePart.class_id.in_(class_ids))
        .limit(1)
    )
    return session.scalar(query) is not None


def list_certificate_proposals(
    session: Session, exam: Exam, classes: Sequence[SchoolClass], pupil_ids: Collection[int]
) -> Mapping[int, Proposal]:
    """What is proposed for a certificate: in year 9 the mean of year mark and examination, in year 11 the
    mean of all half-year and year marks of years 10 and 11. Other years have no certificate.
    """
    parallel = classes[0].parallel if classes else 0
    year = session.get_one(AcademicYear, exam.year_id)
    if exam.kind != "certificate" or parallel not in (9, 11):
        return defaultdict(lambda: NO_PROPOSAL)
    kinds, since = (("year",), year.starts_on) if parallel == 9 else (("half", "year"), None)
    symbols = _list_period_marks(session, exam, pupil_ids, kinds, since or _find_year_before(session, year))
    if parallel == 9:
        for pupil_id, value in session.execute(
            select(ExamMark.pupil_id, ExamMark.value)
            .join(Exam, Exam.id == ExamMark.exam_id)
            .where(
                Exam.year_id == exam.year_id,
                Exam.subject_id == exam.subject_id,
                Exam.kind.in_(("oge", "exam")),
                ExamMark.pupil_id.in_(pupil_ids),
            )
        ):
            symbols[pupil_id].append(value)
    return defaultdict(lambda: NO_PROPOSAL, {key: propose_mean_mark(found) for key, found in symbols.items()})


def _find_year_before(session: Session, year: AcademicYear) -> date:
    """The first day of the year before, or of this one where the school has none."""
    before = session.scalar(
        select(AcademicYear.starts_on)
        .where(AcademicYear.starts_on < year.starts_on)
        .order_by(AcademicYear.starts_on.desc())
        .limit(1)
    )
    return before or year.starts_on


def _list_period_marks(
    session: Session, exam: Exam, pupil_ids: Collection[int], kinds: Collection[str], since: date
) -> dict[int, list[str]]:
    """The final marks of these kinds of periods in the examination's subject, by pupil."""
    found: dict[int, list[str]] = defaultdict(list)
    for pupil_id, value in session.execute(
        select(FinalMark.pupil_id, FinalMark.value)
        .join(Period, Period.id == FinalMark.period_id)
        .join(AcademicYear, AcademicYear.id == Period.year_id)
        .where(
            FinalMark.subject_id == exam.subject_id,
            FinalMark.pupil_id.in_(pupil_ids),
            Period.kind.in_(kinds),
            AcademicYear.starts_on >= since,
        )
    ):
        found[pupil_id].append(value)
    return found
