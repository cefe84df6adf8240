"""Which courses a lesson plan (КТП) is for; a course that has a plan keeps it (R-PLAN)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from journal.imports.drafts import CourseDraft, PlanDraft
from journal.imports.known import KnownSchool
from journal.imports.questions import OMIT, Answers, Ask, Choice, Question, find_answer
from journal.imports.reading import Plan
from journal.imports.staffing import Staffing
from journal.imports.subjects import subject_key


@dataclass
class PlanMatches:
    """The plans of courses that have none yet, what must be asked, and what a person should know."""

    plans: list[PlanDraft] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)


def match_plans(
    plans: Iterable[Plan], staffing: Staffing, known: KnownSchool, answers: Answers
) -> PlanMatches:
    """Find the courses of the plans by subject and class of their titles, else ask."""
    matches = PlanMatches()
    for plan in plans:
        heading = plan.heading
        courses: list[CourseDraft] = []
        if heading.subject and heading.class_name:
            courses = staffing.list_of_class(heading.class_name, subject_key(heading.subject))
        if not courses:
            courses = _ask_course(plan, staffing, matches, answers)
        for course in courses:
            _add_plan(plan, course, known, matches)
    return matches


def check_hours(plan: Plan) -> dict[str, Any] | None:
    """Return a warning when the topics don't add up to the hours of the title (R-PLAN)."""
    total = sum(topic.hours for topic in plan.topics)
    if plan.heading.hours is None or total == plan.heading.hours:
        return None
    return {
        "code": "plan-hours-differ",
        "plan": plan.heading.title,
        "hours": plan.heading.hours,
        "total": f"{total.normalize():f}" if total else "0",
    }


def _ask_course(plan: Plan, staffing: Staffing, matches: PlanMatches, answers: Answers) -> list[CourseDraft]:
    courses = {course.key: course for course in staffing.courses.values()}
    question = Question(
        key=f"plan/{plan.key}",
        ask=Ask.PLAN,
        data={"title": plan.heading.title, "topics": len(plan.topics)},
        choices=(*(Choice(key, course.title) for key, course in sorted(courses.items())), Choice(OMIT)),
    )
    matches.questions.append(question)
    chosen = courses.get(str(find_answer(question, answers)))
    return [chosen] if chosen else []


def _add_plan(plan: Plan, course: CourseDraft, known: KnownSchool, matches: PlanMatches) -> None:
    topics = known.plans.get(course.id or 0)
    if topics is not None:
        if topics != [topic.topic for topic in plan.topics]:
            matches.warnings.append({"code": "plan-exists", "course": course.title})
        return
    if any(draft.course is course for draft in matches.plans):
        matches.warnings.append({"code": "plan-twice", "course": course.title, "plan": plan.heading.title})
        return
    matches.plans.append(PlanDraft(course, plan.heading.title[:300], tuple(plan.topics)))
    if warning := check_hours(plan):
        matches.warnings.append(warning)
