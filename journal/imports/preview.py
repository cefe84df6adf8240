"""The whole import before it is written: what would be created and joined, asked, refused, worth knowing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.imports.calendar import ask_calendar, known_year, list_lesson_days
from journal.imports.classes import split_class_name
from journal.imports.drafts import ImportPlan, ParentDraft, PupilDraft, YearDraft
from journal.imports.families import Families, match_families
from journal.imports.known import KnownSchool, load_school
from journal.imports.plan_matches import match_plans
from journal.imports.questions import Answers, Question, list_open
from journal.imports.reading import SchoolFiles, SourceFile, read_files
from journal.imports.schedule import match_schedule
from journal.imports.staffing import Staffing, match_staffing, match_subgroups
from journal.models import Holiday, Period
from journal.school import school_today
from journal.school_calendar.rules import find_academic_year


@dataclass
class Preview:
    """An import as it stands with the answers given so far; `open_questions` keep it from being written."""

    plan: ImportPlan
    questions: list[Question]
    open_questions: list[Question]
    warnings: list[dict[str, Any]]
    joins: list[ParentDraft]
    created: dict[str, int] = field(default_factory=dict)

    @property
    def changes_anything(self) -> bool:
        """Say whether writing would change the school."""
        return any(self.created.values())


def build_preview(session: Session, *, files: Iterable[SourceFile], answers: Answers) -> Preview:
    """Read the files and compare them with the school; nothing is written."""
    files = list(files)
    default_year = find_academic_year(school_today(session))
    known = load_school(session, default_year)
    school = read_files(files, answers, default_year=default_year, file_numbers=known.file_numbers)
    if school.school_year != default_year:
        known = load_school(session, school.school_year)
    questions = list(school.questions)
    year = _find_year(session, school, known, answers, questions)
    families = match_families(school.pupils, known, answers)
    staffing = match_staffing(school.workload, known, families.parents, answers)
    schedule = match_schedule(school.timetables, staffing, year, known, answers)
    match_subgroups(staffing, families.pupils, known, answers)
    plans = match_plans(school.plans, staffing, known, answers)
    questions += [*families.questions, *staffing.questions, *schedule.questions, *plans.questions]
    questions.sort(key=lambda question: question.proposed is not None)
    plan = _collect(year, families, staffing, known)
    plan.slots, plan.plans = schedule.slots, plans.plans
    warnings = [*_warn_of_pupils(families), *_warn_of_teachers(staffing)]
    return Preview(
        plan=plan,
        questions=questions,
        open_questions=list_open(questions, answers),
        warnings=[*warnings, *schedule.warnings, *plans.warnings],
        joins=[p for p in families.parents if p.links and (p.id or len(p.children) > 1)],
        created=count_new(plan),
    )


def count_new(plan: ImportPlan) -> dict[str, int]:
    """Count what the plan would create, by kind, in the order in which it is shown."""
    return {
        "year": int(plan.year.id is None),
        "classes": len(plan.classes),
        "pupils": sum(pupil.id is None for pupil in plan.pupils),
        "enrolments": sum(not pupil.enrolled for pupil in plan.pupils),
        "parents": sum(parent.id is None for parent in plan.parents),
        "parenthoods": sum(len(parent.links) for parent in plan.parents),
        "exemptions": len(plan.exemptions),
        "teachers": sum(not staff.is_teacher for staff in plan.staff),
        "tutors": len(plan.tutors),
        "subjects": sum(subject.id is None for subject in plan.subjects),
        "courses": sum(course.id is None for course in plan.courses),
        "assignments": sum(len(course.teachers) for course in plan.courses if not course.known_teachers),
        "members": sum(len(course.members) for course in plan.courses),
        "slots": len(plan.slots),
        "lessons": sum(len(days) for days in lesson_days(plan).values()),
        "plans": len(plan.plans),
        "topics": sum(len(draft.topics) for draft in plan.plans),
    }


def lesson_days(plan: ImportPlan) -> dict[int, list[date]]:
    """Return the days of the lessons that each new slot (by its place in the plan) makes."""
    return {
        number: list_lesson_days(
            slot.starts_on,
            slot.ends_on,
            slot.weekday,
            year=plan.year,
            parallel=split_class_name(slot.course.class_name)[0],
        )
        for number, slot in enumerate(plan.slots)
    }


def _find_year(
    session: Session, school: SchoolFiles, known: KnownSchool, answers: Answers, questions: list[Question]
) -> YearDraft:
    """Return the school's year, or offer a new one."""
    if known.year is not None:
        of_year = {"year_id": known.year.id}
        periods = session.scalars(select(Period).filter_by(**of_year).order_by(Period.starts_on))
        holidays = session.scalars(select(Holiday).filter_by(**of_year).order_by(Holiday.starts_on))
        return known_year(known.year, periods, holidays)
    year, question = ask_calendar(school.school_year, school.timetables, answers)
    questions.append(question)
    return year


def _collect(year: YearDraft, families: Families, staffing: Staffing, known: KnownSchool) -> ImportPlan:
    """Put together what people and courses there will be."""
    courses = list(staffing.courses.values())
    classes = {
        *(pupil.class_name for pupil in families.pupils),
        *(course.class_name for course in courses),
        *(tutor.class_name for tutor in staffing.tutors),
    }
    used = {course.subject.key for course in courses}
    return ImportPlan(
        year=year,
        classes=sorted(classes - known.classes, key=split_class_name),
        pupils=families.pupils,
        parents=families.parents,
        staff=list(staffing.staff.values()),
        tutors=staffing.tutors,
        subjects=[subject for key, subject in staffing.subjects.items() if key in used],
        courses=courses,
        exemptions=list(_exemptions(families.pupils, year, known)),
    )


def _exemptions(
    pupils: list[PupilDraft], year: YearDraft, known: KnownSchool
) -> Iterable[tuple[PupilDraft, date, date]]:
    """Yield the exemptions from PE that aren't recorded yet: until the day named, else all year (R-PE)."""
    for pupil in pupils:
        last = pupil.notes.pe_exempt_until or year.ends_on
        if pupil.notes.pe_exempt and pupil.id not in known.exempt and last >= year.starts_on:
            yield pupil, year.starts_on, last


def _warn_of_pupils(families: Families) -> Iterable[dict[str, Any]]:
    for pupil, listed_in in families.elsewhere:
        yield {
            "code": "pupil-elsewhere",
            "pupil": str(pupil.name),
            "class_name": pupil.class_name,
            "listed_in": listed_in,
        }


def _warn_of_teachers(staffing: Staffing) -> Iterable[dict[str, Any]]:
    for course in staffing.courses.values():
        names = [str(teacher.name) for teacher in course.teachers]
        if course.known_teachers and set(names) - set(course.known_teachers):
            yield {"code": "teacher-differs", "course": course.title, "names": names}
        elif len(names) > 1:
            yield {"code": "several-teachers", "course": course.title, "names": names}
