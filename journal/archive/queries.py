"""Reading a class's year for the sheets: a fixed number of queries, plain rows, whatever the class's size."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.archive.course_rows import list_course_records, list_entries
from journal.archive.pupil_rows import list_pupil_records
from journal.archive.spans import touches
from journal.errors import NotFound
from journal.models import (
    AcademicYear,
    Exam,
    ExamMark,
    FinalMark,
    Period,
    Person,
    SchoolClass,
    Tutorship,
)
from journal.names import full_name
from journal.school import get_school, school_today
from journal.school_calendar.queries import list_class_periods
from journal.sheets.records import ClassRecord, PeriodRecord, Stay

# An examination's own mark, and what results from it and the year's: the latest of each kind counts.
RESULT_KINDS = ("certificate", "resit")
Values = dict[tuple[int, int], str]


def read_class_record(session: Session, class_id: int, interval: Stay | None = None) -> ClassRecord:
    """Return all that the sheets of a class show, of its whole year or of *interval*; or `NotFound`."""
    school_class, year = get_class_with_year(session, class_id)
    year_span = Stay(year.starts_on, year.ends_on)
    span = interval or year_span
    pupils = list_pupil_records(session, school_class, year_span, span)
    pupil_ids = [pupil.id for pupil in pupils]
    marks, codes = list_entries(session, class_id, span)
    exams, results = list_exam_values(session, year.id, pupil_ids)
    school = get_school(session)
    return ClassRecord(
        school=school.name,
        place=", ".join(part for part in (school.settlement, school.region) if part),
        name=school_class.name,
        parallel=school_class.parallel,
        year=year.title,
        year_span=year_span,
        tutors=list_tutors(session, class_id, span),
        interval=span,
        today=school_today(session),
        pupils=pupils,
        periods=[
            PeriodRecord(one.id, one.kind, one.number, one.starts_on, one.ends_on)
            for one in list_class_periods(session, school_class)
        ],
        courses=list_course_records(session, class_id, span, pupils),
        marks=marks,
        codes=codes,
        finals=list_final_values(session, year.id, pupil_ids),
        exams=exams,
        results=results,
    )


def get_class_with_year(session: Session, class_id: int) -> tuple[SchoolClass, AcademicYear]:
    """A class and its year, or `NotFound`."""
    found = session.execute(
        select(SchoolClass, AcademicYear)
        .join(AcademicYear, AcademicYear.id == SchoolClass.year_id)
        .where(SchoolClass.id == class_id)
    ).first()
    if found is None:
        raise NotFound()
    return found[0], found[1]


def list_tutors(session: Session, class_id: int, span: Stay) -> list[str]:
    """Who was the class's tutor in these days, in full and in order of time."""
    rows = session.execute(
        select(Person.last_name, Person.first_name, Person.middle_name)
        .join(Tutorship, Tutorship.person_id == Person.id)
        .where(Tutorship.class_id == class_id, touches(Tutorship.starts_on, Tutorship.ends_on, span))
        .order_by(Tutorship.starts_on, Tutorship.id)
    )
    return list(dict.fromkeys(full_name(*row) for row in rows))


def list_final_values(
    session: Session, year_id: int, pupil_ids: Collection[int]
) -> dict[tuple[int, int, int], str]:
    """The final marks of these pupils in a year by (pupil, subject, period)."""
    rows = session.execute(
        select(FinalMark.pupil_id, FinalMark.subject_id, FinalMark.period_id, FinalMark.value)
        .join(Period, Period.id == FinalMark.period_id)
        .where(Period.year_id == year_id, FinalMark.pupil_id.in_(pupil_ids))
    )
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def list_exam_values(session: Session, year_id: int, pupil_ids: Collection[int]) -> tuple[Values, Values]:
    """The marks of examinations and those that result from them, by (pupil, subject); the latest stands."""
    exams: Values = {}
    results: Values = {}
    rows = session.execute(
        select(ExamMark.pupil_id, Exam.subject_id, Exam.kind, ExamMark.value)
        .join(Exam, Exam.id == ExamMark.exam_id)
        .where(Exam.year_id == year_id, ExamMark.pupil_id.in_(pupil_ids), ExamMark.value != "")
        .order_by(Exam.held_on, Exam.id)
    )
    for pupil_id, subject_id, kind, value in rows:
        (results if kind in RESULT_KINDS else exams)[pupil_id, subject_id] = value
    return exams, results
