"""Lesson plans (КТП): topics with their hours under section rows; «Итого» rows are passed over (R-PLAN)."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from journal.imports.classes import search_class
from journal.imports.errors import RowRefused
from journal.imports.headings import Table
from journal.imports.people import is_nothing, parse_date
from journal.imports.rows import Cells, Corrections, Refusal, RowRef, parse_hours, read_rows, text_of
from journal.imports.subjects import search_subject
from journal.imports.workbook import as_text
from journal.texts.rules import is_russian

MAX_TEXT = 1000
MIN_HOURS, MAX_HOURS = Decimal("0.5"), Decimal(2)
SECTION = re.compile(r"^(?:раздел|глава|модуль|блок|тема)\s*(?:№\s*)?[\dIVX]*\s*[.:–—-]?\s*", re.I)
SECTION_WORD = re.compile(r"^(?:раздел|глава|модуль|блок)\b", re.IGNORECASE)
SECTION_HOURS = re.compile(r"\s*[(,–—-]?\s*\d+(?:[.,]\d+)?\s*ч(?:ас\w*)?\.?\s*\)?\s*$", re.IGNORECASE)
TITLE_HOURS = re.compile(r"(\d{1,3})\s*(?:ч\b|час)", re.IGNORECASE)
TITLE_CLASS = re.compile(r"(?<!\d)(1[01]|[1-9])\s*(?:[«\"]?([А-ЯЁA-Z])[»\"]?)?\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class PlanTopic:
    """A topic of a plan in its order; `control` says the kind of check, empty for an ordinary lesson."""

    ref: RowRef
    section: str
    topic: str
    hours: Decimal
    control: str
    planned_on: date | None
    resources: str
    homework: str


@dataclass(frozen=True)
class PlanHeading:
    """What a plan's title says it is for; what it doesn't say is None."""

    title: str
    subject: str | None
    class_name: str | None
    hours: int | None


def read_plan(
    table: Table, corrections: Corrections, *, school_year: int
) -> tuple[list[PlanTopic], list[Refusal]]:
    """Return the topics of a plan in order with their sections, and the refused rows."""
    section: list[str] = [""]
    has_hours = "hours" in table.columns

    def parse(ref: RowRef, cells: Cells) -> PlanTopic | None:
        heading = _section(cells, has_hours)
        if heading is not None:
            section.append(heading)
            return None
        topic = text_of(cells, "topic", limit=MAX_TEXT)
        if not topic:
            raise RowRefused("topic-missing")
        if not is_russian(topic):
            raise RowRefused("not-russian", text=topic)
        return PlanTopic(
            ref=ref,
            section=section[-1],
            topic=topic,
            hours=_hours(cells) if has_hours else Decimal(1),
            control=_control(cells),
            planned_on=_planned(cells, school_year),
            resources=_optional(cells, "resource"),
            homework=_optional(cells, "homework"),
        )

    return read_rows(table, parse, corrections)


def parse_heading(table: Table) -> PlanHeading:
    """Read subject, class and hours from the title above the header, else from the names around it."""
    file = table.sheet.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    places = (*table.title.splitlines(), table.sheet.title, file)
    subject = next((found for place in places if (found := search_subject(place))), None)
    class_name = next((found for place in places if (found := search_class(place))), None)
    if class_name is None and (match := TITLE_CLASS.search(file)):
        class_name = match.group(1) + (match.group(2) or "").upper()
    hours = TITLE_HOURS.search(table.title)
    title = table.title.splitlines()[0] if table.title else file
    return PlanHeading(title, subject, class_name, int(hours.group(1)) if hours else None)


def _section(cells: Cells, has_hours: bool) -> str | None:
    """Return a section's name when the row is a section row: its only text, or one that begins with «Раздел».

    Where the plan has no column of hours, a lonely text is a topic unless it begins with such a word.
    """
    filled = [text for cell in cells.values() if (text := " ".join(as_text(cell).split()))]
    if not filled:
        return None
    words = max(filled, key=len)
    alone = len(filled) == 1 and has_hours and not text_of(cells, "hours")
    headed = SECTION_WORD.match(words) and not text_of(cells, "planned")
    if not (alone or headed) or words.replace(".", "").isdigit():
        return None
    return SECTION.sub("", SECTION_HOURS.sub("", words)) or words


def _hours(cells: Cells) -> Decimal:
    text = text_of(cells, "hours")
    if not text:
        raise RowRefused("hours-missing")
    hours = parse_hours(text)
    if not MIN_HOURS <= hours <= MAX_HOURS or hours * 2 % 1:
        raise RowRefused("hours-not-a-lesson", text=text)
    return hours


def _control(cells: Cells) -> str:
    kind = _optional(cells, "control_kind")
    if kind:
        return kind
    if _optional(cells, "control_hours") not in ("", "0"):
        return "контрольная работа"
    if _optional(cells, "practical_hours") not in ("", "0"):
        return "практическая работа"
    return ""


def _planned(cells: Cells, school_year: int) -> date | None:
    text = text_of(cells, "planned")
    if is_nothing(text):
        return None
    planned = parse_date(cells["planned"], school_year=school_year)
    if planned is None:
        raise RowRefused("date-unreadable", text=text)
    return planned


def _optional(cells: Cells, meaning: str) -> str:
    text = text_of(cells, meaning, limit=MAX_TEXT)
    return "" if is_nothing(text) else text
