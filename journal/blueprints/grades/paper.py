"""The journal page on paper: a spread for every twenty columns, marks on the left, topics on the right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template
from markupsafe import Markup

from journal.blueprints.grades import blueprint
from journal.blueprints.grades.heads import ColumnHead, build_months
from journal.blueprints.grades.markup import write_symbols
from journal.blueprints.grades.sheet import build_page
from journal.database import current_session
from journal.entries.sheet import Sheet, SheetLesson
from journal.permissions.actions import COURSE_VIEW
from journal.permissions.guard import current_actor, reads
from journal.permissions.targets import course_target

COLUMNS_OF_A_SPREAD = 20


@dataclass(frozen=True)
class Spread:
    """Some lessons with their heads, and every pupil's cells of them; the last one brings the sums."""

    lessons: Sequence[SheetLesson]
    heads: Sequence[ColumnHead]
    months: Sequence[tuple[str, int]]
    cells: Sequence[Markup]
    is_last: bool


@blueprint.get("/courses/<int:course_id>/periods/<int:period_id>/print")
@reads(COURSE_VIEW, course_target, "course_id")
def print_sheet(course_id: int, period_id: int) -> str:
    """The sheet as spreads of paper."""
    page = build_page(current_session(), current_actor(), course_id, period_id)
    return render_template("grades/print.html", **page, spreads=list(build_spreads(page)))


def build_spreads(page: dict[str, Any]) -> Iterator[Spread]:
    """Cut a page into spreads, never inside a lesson."""
    sheet: Sheet = page["sheet"]
    start = 0
    parts = list(cut_lessons(sheet.lessons))
    for lessons in parts:
        end = start + sum(len(lesson.columns) for lesson in lessons)
        yield Spread(
            lessons=lessons,
            heads=page["column_heads"][start:end],
            months=build_months(sheet.columns[start:end]),
            cells=[write_symbols(row.symbols[start:end]) for row in sheet.rows],
            is_last=lessons is parts[-1],
        )
        start = end


def cut_lessons(lessons: Sequence[SheetLesson]) -> Iterator[list[SheetLesson]]:
    """Take lessons together as long as their columns fit a spread."""
    part: list[SheetLesson] = []
    width = 0
    for lesson in lessons:
        if part and width + len(lesson.columns) > COLUMNS_OF_A_SPREAD:
            yield part
            part, width = [], 0
        part.append(lesson)
        width += len(lesson.columns)
    if part:
        yield part
