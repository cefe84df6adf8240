"""What the lesson screen shows, gathered for its template."""

from dataclasses import dataclass, field
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from journal.blueprints.grades.countdown import describe_countdown
from journal.blueprints.grades.heads import build_column_heads
from journal.blueprints.lessons.forms import list_columns, make_column_form
from journal.blueprints.lessons.marks import build_rows
from journal.blueprints.lessons.plan import build_topic
from journal.blueprints.lessons.tasks import build_homework
from journal.blueprints.lessons.texts import build_lesson_texts
from journal.courses.roster import list_class_ids
from journal.entries.sheet import Sheet, get_sheet
from journal.entries.sheet_rows import CourseRows, get_course_rows
from journal.finals.queries import list_course_periods
from journal.lessons.place import LessonPlace, get_lesson_place
from journal.lessons.queries import find_course_neighbours, list_day_of_teacher
from journal.locks.rules import Attempt, LessonCell, LockState, describe_lock
from journal.locks.services import make_attempt
from journal.names import short_name
from journal.permissions.actions import LESSON_CANCEL, MARK_EDIT
from journal.permissions.actor import Actor
from journal.permissions.policy import is_permitted
from journal.permissions.targets import course_target


@dataclass(frozen=True)
class Draft:
    """What was typed into the plain form and refused: by field, and the refusals beside them."""

    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def build_screen(
    session: Session, actor: Actor, lesson_id: int, draft: Draft | None = None
) -> dict[str, Any]:
    """Everything that the templates of the lesson screen show; raises `NotFound`."""
    place = get_lesson_place(session, lesson_id)
    lesson = place.lesson
    about = get_course_rows(session, lesson.course_id)
    attempt = make_attempt(session, actor)
    lock = describe_lock(
        place.held_on, closed_at=place.closed_at, cell=place.cell, attempt=attempt, limits=place.limits
    )
    target = course_target(session, lesson.course_id, on=place.held_on)
    can_edit = is_permitted(actor, MARK_EDIT, target) and lesson.cancelled_at is None
    if about.archived_at is not None:
        can_edit = can_edit and is_opened(attempt, lesson_id)
    draft = draft or Draft()
    return {
        "lesson": lesson,
        "course": about.course,
        "archived_at": about.archived_at,
        "place": place,
        "lock": lock,
        "countdown": describe_countdown(lock, attempt.today),
        "today": attempt.today,
        "is_late": attempt.today > place.held_on,
        "can_edit": can_edit,
        "account": actor.person_id,
        "teachers": list_teachers(about, place),
        "draft": draft,
        "topic": build_topic(session, place, lock, draft.typed),
        "homework": build_homework(session, place, lock, draft.typed),
        **build_marks(session, place, about, attempt, lock, draft),
        **build_ways(session, actor, place),
        "texts": build_lesson_texts(),
        "lesson_url": url_for("lessons.view_lesson", lesson_id=0).removesuffix("0"),
    }


def is_opened(attempt: Attempt, lesson_id: int) -> bool:
    """Whether a grant in the person's hand opens anything in the lesson (R-UNLOCK)."""
    return any(
        isinstance(cell, LessonCell) and cell.lesson_id == lesson_id
        for grant in attempt.grants
        for cell in grant.cells
    )


def build_marks(
    session: Session,
    place: LessonPlace,
    about: CourseRows,
    attempt: Attempt,
    lock: LockState,
    draft: Draft,
) -> dict[str, Any]:
    """The lesson's columns and its pupils' rows, with the sums of the period beside them."""
    sheet = read_sheet(session, place, about, attempt)
    columns = [column for column in sheet.columns if column.lesson_id == place.lesson.id]
    heads = build_column_heads(columns, attempt.today, about.year.ahead_days)
    rows = build_rows(sheet, heads, lock, draft.typed, draft.errors)
    return {
        "columns": heads,
        "rows": rows,
        "takes_marks": any(cell.is_writable for row in rows for cell in row.cells),
        "takes_columns": lock.closed_on is None or lock.state == "granted",
        "column_form": make_column_form(session, about.year.id),
        "column_forms": [
            (column, make_column_form(session, about.year.id, column))
            for column in list_columns(session, place.lesson.id)
        ],
    }


def read_sheet(session: Session, place: LessonPlace, about: CourseRows, attempt: Attempt) -> Sheet:
    """The sheet of the lesson's period: means and missed lessons are counted over it."""
    periods = [period for period in list_course_periods(session, about.course) if period.kind != "year"]
    around = [period for period in periods if period.starts_on <= place.held_on <= period.ends_on]
    days = around[0] if around else about.year
    return get_sheet(session, about=about, starts_on=days.starts_on, ends_on=days.ends_on, attempt=attempt)


def build_ways(session: Session, actor: Actor, place: LessonPlace) -> dict[str, Any]:
    """The lessons before and after in the course, and the person's other lessons of the day."""
    earlier, later = find_course_neighbours(session, place.lesson)
    day = list_day_of_teacher(session, person_id=actor.person_id, on=place.held_on) if actor.person_id else []
    return {
        "earlier": earlier,
        "later": later,
        "change_url": find_change_url(session, actor, place),
        "day": [
            (
                url_for("lessons.view_lesson", lesson_id=one.id),
                f"{one.number}. {one.title}",
                one.id == place.lesson.id,
            )
            for one in day
        ],
    }


def find_change_url(session: Session, actor: Actor, place: LessonPlace) -> str:
    """Where the administrator cancels or moves the lesson; empty for everybody else (R-CANCEL)."""
    if not is_permitted(actor, LESSON_CANCEL):
        return ""
    class_ids = list_class_ids(session, place.lesson.course_id, place.held_on)
    return url_for("lesson_changes.show_day", on=place.held_on, class_id=next(iter(class_ids), None))


def list_teachers(about: CourseRows, place: LessonPlace) -> list[str]:
    """Who teaches the course on the lesson's day."""
    return [
        short_name(row.last_name, row.first_name, row.middle_name)
        for row in about.teachers
        if row.starts_on <= place.held_on and (row.ends_on is None or place.held_on <= row.ends_on)
    ]
