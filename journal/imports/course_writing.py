"""Writing courses, subgroups, the timetable, its lessons, and lesson plans."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import insert, select

from journal.imports.classes import split_class_name
from journal.imports.drafts import CourseDraft, ImportPlan, PlanDraft, SlotDraft
from journal.imports.ledger import Ledger
from journal.imports.plans import PlanTopic
from journal.imports.subjects import WITHOUT_MARKS, subject_name
from journal.models import (
    Course,
    CourseMember,
    CoursePart,
    CourseTeacher,
    CurriculumHours,
    Lesson,
    LessonColumn,
    LessonPlan,
    PlanItem,
    TimetableSlot,
    WorkType,
)

DAYS = ("", "пн", "вт", "ср", "чт", "пт", "сб", "вс")


def write_courses(ledger: Ledger, plan: ImportPlan) -> None:
    """Write the new courses with their teachers and hours, and the members of subgroups."""
    for course in plan.courses:
        if course.id is None:
            _write_course(ledger, course, plan.year.starts_on)
        if not course.known_teachers:
            _write_teachers(ledger, course, plan.year.starts_on)
        for pupil in course.members:
            ledger.session.add(
                CourseMember(
                    course_id=course.id, pupil_id=pupil.id, starts_on=plan.year.starts_on, ends_on=None
                )
            )
            ledger.note_person("subgroup", course.title, pupil)
    _write_hours(ledger, plan.courses)
    ledger.session.flush()


def write_timetable(ledger: Ledger, plan: ImportPlan, lesson_days: dict[int, list[date]]) -> None:
    """Write the new weekly lessons and the lessons of their days, each with its first column."""
    rows: list[dict[str, object]] = []
    for number, slot in enumerate(plan.slots):
        days = lesson_days[number]
        ledger.session.add(
            TimetableSlot(
                course_id=slot.course.id,
                weekday=slot.weekday,
                number=slot.number,
                room=slot.room,
                starts_on=slot.starts_on,
                ends_on=slot.ends_on,
            )
        )
        ledger.note("timetable", _describe(slot, len(days)), course=slot.course)
        rows += [
            {"course_id": slot.course.id, "held_on": day, "number": slot.number, "room": slot.room}
            for day in days
        ]
    ledger.session.flush()
    _write_lessons(ledger, rows)


def write_plans(ledger: Ledger, plans: list[PlanDraft]) -> None:
    """Write the lesson plans."""
    for draft in plans:
        plan = LessonPlan(course_id=draft.course.id, title=draft.title)
        ledger.session.add(plan)
        ledger.session.flush()
        ledger.session.add_all(make_plan_items(plan.id, draft.topics))
        ledger.note("plan", f"{draft.title[:200]} · {len(draft.topics)}", course=draft.course)
    ledger.session.flush()


def choose_marking(course: CourseDraft) -> str:
    """Return how a course is marked (R-FINALCELL): not in year 1, nor in subjects that take no marks."""
    parallel, _ = split_class_name(course.class_name)
    return "none" if parallel == 1 or subject_name(course.subject.name) in WITHOUT_MARKS else "fives"


def make_plan_items(plan_id: int, topics: Iterable[PlanTopic]) -> list[PlanItem]:
    """Return the rows of a plan's topics, in order."""
    return [
        PlanItem(
            plan_id=plan_id,
            position=position,
            section=topic.section,
            topic=topic.topic,
            hours=topic.hours,
            control=topic.control,
            resources=topic.resources,
            homework=topic.homework,
            planned_on=topic.planned_on,
        )
        for position, topic in enumerate(topics, start=1)
    ]


def _write_course(ledger: Ledger, draft: CourseDraft, starts_on: date) -> None:
    course = Course(
        year_id=ledger.year_id, subject_id=draft.subject.id, title=draft.title, marking=choose_marking(draft)
    )
    ledger.session.add(course)
    ledger.session.flush()
    draft.id = course.id
    ledger.session.add(
        CoursePart(
            course_id=course.id,
            class_id=ledger.class_ids[draft.class_name],
            subgroup=draft.subgroup,
            by_name=bool(draft.subgroup),
            starts_on=starts_on,
            ends_on=None,
        )
    )
    ledger.note("course", draft.title, course=draft)


def _write_teachers(ledger: Ledger, course: CourseDraft, starts_on: date) -> None:
    for teacher in course.teachers:
        ledger.session.add(
            CourseTeacher(
                course_id=course.id,
                person_id=teacher.id,
                hours=float(course.hours),
                starts_on=starts_on,
                ends_on=None,
            )
        )
        ledger.note("workload", f"{teacher.name} · {course.hours.normalize():f}", course=course)


def _write_hours(ledger: Ledger, courses: list[CourseDraft]) -> None:
    """Write the curriculum's hours of a class in a subject where they aren't set."""
    rows = ledger.session.execute(select(CurriculumHours.class_id, CurriculumHours.subject_id))
    known = {(row.class_id, row.subject_id) for row in rows}
    for course in courses:
        key = ledger.class_ids[course.class_name], course.subject.id
        if course.hours and key not in known:
            known.add(key)
            ledger.session.add(CurriculumHours(class_id=key[0], subject_id=key[1], hours=course.hours))


def _write_lessons(ledger: Ledger, rows: list[dict[str, object]]) -> None:
    """Write lessons with their first columns, in bulk; one that the course has already isn't doubled."""
    course_ids = {row["course_id"] for row in rows}
    taken = {
        (lesson.course_id, lesson.held_on, lesson.number)
        for lesson in ledger.session.execute(
            select(Lesson.course_id, Lesson.held_on, Lesson.number).where(Lesson.course_id.in_(course_ids))
        )
    }
    rows = [row for row in rows if (row["course_id"], row["held_on"], row["number"]) not in taken]
    if not rows:
        return
    work_type = ledger.session.scalars(
        select(WorkType).where(WorkType.year_id == ledger.year_id).order_by(WorkType.position).limit(1)
    ).one()
    lesson_ids = ledger.session.scalars(insert(Lesson).returning(Lesson.id), rows)
    columns = [
        {
            "lesson_id": lesson_id,
            "position": 1,
            "work_type_id": work_type.id,
            "weight": work_type.weight,
            "title": "",
        }
        for lesson_id in lesson_ids
    ]
    ledger.session.execute(insert(LessonColumn), columns)


def _describe(slot: SlotDraft, lessons: int) -> str:
    """Say what a weekly lesson is: «пн 2, каб. 9, 01.09.2026–30.12.2026, уроков: 16»."""
    room = f", каб. {slot.room}" if slot.room else ""
    span = f"{slot.starts_on:%d.%m.%Y}–{slot.ends_on:%d.%m.%Y}"
    return f"{DAYS[slot.weekday]} {slot.number}{room}, {span}, уроков: {lessons}"
