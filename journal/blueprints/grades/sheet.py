"""The journal page of a course and a period."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from flask import render_template, url_for
from markupsafe import Markup
from sqlalchemy.orm import Session

from journal.blueprints.grades import blueprint
from journal.blueprints.grades.heads import (
    build_column_heads,
    build_final_heads,
    build_lesson_heads,
    build_months,
)
from journal.blueprints.grades.hints import describe_hint
from journal.blueprints.grades.markup import (
    decimal_sign,
    write_cells,
    write_facts,
    write_finals,
    write_hint,
    write_outside,
)
from journal.blueprints.grades.texts import build_grid_texts
from journal.database import current_session
from journal.entries.sheet import Sheet, SheetRow, get_sheet
from journal.entries.sheet_rows import CourseRows, get_course_rows
from journal.entries.symbols import FINALS
from journal.errors import NotFound
from journal.finals.columns import FinalColumn, build_final_columns
from journal.finals.queries import list_course_windows, list_finals
from journal.locks.services import make_attempt
from journal.models import FinalWindow, Period
from journal.names import short_name
from journal.permissions.actions import COURSE_VIEW, MARK_EDIT
from journal.permissions.actor import Actor
from journal.permissions.guard import current_actor, reads
from journal.permissions.policy import is_permitted
from journal.permissions.predicates import Target
from journal.permissions.targets import course_target
from journal.school import school_today
from journal.school_calendar.names import name_period

Windows = list[tuple[Period, FinalWindow | None]]


@blueprint.get("/courses/<int:course_id>")
@blueprint.get("/courses/<int:course_id>/periods/<int:period_id>")
@reads(COURSE_VIEW, course_target, "course_id")
def view_sheet(course_id: int, period_id: int | None = None) -> str:
    """The sheet of marks with topics and homework; without a period the present one."""
    page = build_page(current_session(), current_actor(), course_id, period_id)
    return render_template("grades/sheet.html", **page, texts=build_grid_texts())


def build_page(session: Session, actor: Actor, course_id: int, period_id: int | None) -> dict[str, Any]:
    """Everything that the sheet's templates show."""
    about = get_course_rows(session, course_id)
    windows = list_course_windows(session, about.course)
    today = school_today(session)
    period = choose_period(windows, period_id, today)
    attempt = make_attempt(session, actor)
    sheet = get_sheet(
        session, about=about, starts_on=period.starts_on, ends_on=period.ends_on, attempt=attempt
    )
    columns = build_final_columns(
        windows,
        period,
        course=about.course,
        year=about.year,
        attempt=attempt,
        archived_at=about.archived_at,
    )
    finals = list_finals(
        session,
        subject_id=about.course.subject_id,
        period_ids=[column.period.id for column in columns],
        pupil_ids=[row.pupil_id for row in sheet.rows],
    )
    sign = decimal_sign()
    return {
        "course": about.course,
        "archived_at": about.archived_at,
        "teachers": [short_name(row.last_name, row.first_name, row.middle_name) for row in about.teachers],
        "period": period,
        "period_name": name_period(period.kind, period.number),
        "periods": list_period_links(about.course.id, windows, period),
        "can_edit": can_edit(actor, about, today),
        "account": actor.person_id,
        "today": today,
        "sheet": sheet,
        **build_heads(sheet, columns, today, about.year.ahead_days),
        "final_symbols": FINALS[about.course.marking],
        "exempt": [(row.name, fact) for row in sheet.rows for fact in row.facts if fact.kind == "exemption"],
        "rows": [build_row(sheet, row, columns, finals, sign, today) for row in sheet.rows],
    }


def build_heads(sheet: Sheet, columns: Sequence[FinalColumn], today: date, ahead_days: int) -> dict[str, Any]:
    """The heads of lessons, months, columns and final marks."""
    return {
        "lesson_heads": build_lesson_heads(sheet.lessons, today),
        "months": build_months(sheet.columns),
        "column_heads": build_column_heads(sheet.columns, today, ahead_days),
        "final_heads": build_final_heads(columns),
    }


class RowView(NamedTuple):
    """A pupil's line as the table shows it."""

    pupil_id: int
    name: str
    has_left: bool
    hint: Markup
    cells: Markup
    finals: Markup
    mean: str
    missed: int | str


def build_row(
    sheet: Sheet,
    row: SheetRow,
    columns: Sequence[FinalColumn],
    finals: dict[tuple[int, int], str],
    sign: str,
    today: date,
) -> RowView:
    """Prepare a pupil's line; *sign* goes before decimals."""
    return RowView(
        pupil_id=row.pupil_id,
        name=row.name,
        has_left=row.has_left,
        hint=write_hint("" if row.has_left else describe_hint(row.summary))
        + write_facts(row, today, today)
        + write_outside(row),
        cells=write_cells(sheet, row),
        finals=write_finals(columns, row, finals),
        mean=str(row.summary.mean or "").replace(".", sign),
        missed=row.summary.missed or "",
    )


def choose_period(windows: Windows, period_id: int | None, today: date) -> Period:
    """The period that was asked for, else the present one, else the last that began; or `NotFound`."""
    periods = [period for period, _window in windows]
    if period_id is not None:
        asked = [period for period in periods if period.id == period_id]
    else:
        parts = [period for period in periods if period.kind != "year"] or periods
        asked = [period for period in parts if period.starts_on <= today][-1:] or parts[:1]
    if not asked:
        raise NotFound()
    return asked[0]


def list_period_links(course_id: int, windows: Windows, shown: Period) -> list[tuple[str, str, bool]]:
    """Links to the course's periods."""
    return [
        (
            url_for("grades.view_sheet", course_id=course_id, period_id=period.id),
            name_period(period.kind, period.number),
            period.id == shown.id,
        )
        for period, _window in windows
    ]


def can_edit(actor: Actor, about: CourseRows, today: date) -> bool:
    """Whether the person may type here today; every write asks again for its own lesson's day."""
    teacher_ids = frozenset(
        row.person_id
        for row in about.teachers
        if row.starts_on <= today and (row.ends_on is None or today <= row.ends_on)
    )
    return is_permitted(actor, MARK_EDIT, Target(teacher_ids=teacher_ids))
