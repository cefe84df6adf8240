"""A teacher's own lesson plan (КТП) into one course: preview, questions, replacement (R-PLAN)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from journal.amendments.record import Cause, Place, record_value
from journal.courses.roster import list_class_ids
from journal.errors import NotFound
from journal.imports.course_writing import make_plan_items
from journal.imports.errors import PlanInUse, UnansweredQuestions
from journal.imports.plan_matches import check_hours
from journal.imports.plans import PlanTopic
from journal.imports.questions import Answers, Ask, Choice, Question, find_answer, list_open
from journal.imports.reading import Plan, SourceFile, read_files
from journal.models import AcademicYear, Course, LessonPlan, LessonTopic, PlanItem
from journal.permissions.actions import PLAN_EDIT
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.permissions.targets import course_target
from journal.plans.queries import find_plan, list_plan_items
from journal.school import school_today


@dataclass
class PlanPreview:
    """A plan before it is written; `replaces` counts the topics of the course's present plan."""

    title: str
    topics: list[PlanTopic]
    questions: list[Question]
    open_questions: list[Question]
    warnings: list[dict[str, Any]]
    replaces: int
    is_in_use: bool

    @property
    def hours(self) -> Decimal:
        """Return the hours of all topics."""
        return sum((topic.hours for topic in self.topics), Decimal(0))


def preview_plan(
    session: Session, *, course_id: int, files: Iterable[SourceFile], answers: Answers
) -> PlanPreview:
    """Read the files for one course; of several plans in them a person says which one it is."""
    course = session.get(Course, course_id)
    if course is None:
        raise NotFound()
    year = session.get_one(AcademicYear, course.year_id)
    school = read_files(files, answers, default_year=year.starts_on.year, file_numbers={})
    questions = [q for q in school.questions if q.ask is not Ask.ROW or _is_of_a_plan(q, school.plans)]
    chosen = _choose(school.plans, questions, answers)
    present = list_plan_items(session, course_id)
    warning = check_hours(chosen) if chosen else None
    return PlanPreview(
        title=chosen.heading.title[:300] if chosen else "",
        topics=chosen.topics if chosen else [],
        questions=questions,
        open_questions=list_open(questions, answers),
        warnings=[warning] if warning else [],
        replaces=len(present),
        is_in_use=_is_in_use(session, course_id),
    )


def commit_plan(
    session: Session, *, actor: Actor, course_id: int, files: Iterable[SourceFile], answers: Answers
) -> PlanPreview:
    """Write a course's plan, in place of one that no lesson has used yet.

    Raises `NotFound`, `Forbidden`, UnansweredQuestions (also when no topic was found) and PlanInUse.
    """
    permit(actor, PLAN_EDIT, course_target(session, course_id))
    preview = preview_plan(session, course_id=course_id, files=files, answers=answers)
    if preview.open_questions or not preview.topics:
        raise UnansweredQuestions(count=max(1, len(preview.open_questions)))
    if preview.is_in_use:
        raise PlanInUse()
    old = find_plan(session, course_id)
    before = f"{old.title[:200]} · {preview.replaces}" if old else ""
    if old is None:
        old = LessonPlan(course_id=course_id, title=preview.title)
        session.add(old)
    old.title = preview.title
    session.flush()
    session.execute(delete(PlanItem).where(PlanItem.plan_id == old.id))
    session.add_all(make_plan_items(old.id, preview.topics))
    course = session.get_one(Course, course_id)
    record_value(
        session,
        actor=actor,
        kind="plan",
        place=Place(
            list_class_ids(session, course_id, school_today(session)),
            year_id=course.year_id,
            course_id=course_id,
            subject_id=course.subject_id,
        ),
        before=before,
        after=f"{preview.title[:200]} · {len(preview.topics)}",
        cause=Cause(source="imported"),
    )
    session.flush()
    return preview


def _is_in_use(session: Session, course_id: int) -> bool:
    """Say whether a lesson has taken up a topic of the present plan: then only its corrections change it."""
    used = (
        select(LessonTopic.lesson_id)
        .join(PlanItem, PlanItem.id == LessonTopic.plan_item_id)
        .join(LessonPlan, LessonPlan.id == PlanItem.plan_id)
        .where(LessonPlan.course_id == course_id)
        .limit(1)
    )
    return session.scalar(used) is not None


def _is_of_a_plan(question: Question, plans: list[Plan]) -> bool:
    place = f"{question.data['file']}/{question.data['sheet']}"
    return any(plan.key == place for plan in plans)


def _choose(plans: list[Plan], questions: list[Question], answers: Answers) -> Plan | None:
    """Return the one plan of the files, asking which of several it is."""
    if len(plans) < 2:
        return plans[0] if plans else None
    choices = tuple(Choice(plan.key, f"{plan.key}: {plan.heading.title}") for plan in plans)
    question = Question("which", Ask.WHICH, choices=choices)
    questions.append(question)
    answer = find_answer(question, answers)
    return next((plan for plan in plans if plan.key == answer), None)
