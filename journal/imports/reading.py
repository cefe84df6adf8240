"""From uploaded files to plain records: what could be read, what was refused, what must be asked first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from journal.imports.errors import WorkbookRefused
from journal.imports.headings import SKIP, Table, find_table
from journal.imports.plans import PlanHeading, PlanTopic, parse_heading, read_plan
from journal.imports.pupils import PupilRow, Register, list_school_year, read_pupils
from journal.imports.questions import OMIT, Answers, Ask, Choice, Question
from journal.imports.rows import Refusal
from journal.imports.synonyms import Kind, list_meanings
from journal.imports.timetable import TimetableRow, Validity, parse_validity, read_timetable
from journal.imports.workbook import Sheet, as_text, read_workbook
from journal.imports.workload import WorkloadRow, read_workload, workload_school_year


@dataclass(frozen=True)
class SourceFile:
    """A spreadsheet as it was given: its name and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Timetable:
    """A timetable with the time that its title gives it."""

    name: str
    validity: Validity
    rows: list[TimetableRow]


@dataclass(frozen=True)
class Plan:
    """A lesson plan with what its title says; `key` names its sheet."""

    key: str
    heading: PlanHeading
    topics: list[PlanTopic]


@dataclass
class SchoolFiles:
    """All that the files say. `school_year` is the first calendar year of theirs."""

    school_year: int
    pupils: list[PupilRow] = field(default_factory=list)
    workload: list[WorkloadRow] = field(default_factory=list)
    timetables: list[Timetable] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def read_files(
    files: Iterable[SourceFile], answers: Answers, *, default_year: int, file_numbers: Mapping[str, str]
) -> SchoolFiles:
    """Read the files with the answers given so far.

    `default_year` is taken when no title names a school year; `file_numbers` are the personal files that the
    school has already (see `Register`).
    """
    questions: list[Question] = []
    tables = [
        table
        for file in files
        for sheet in _read_sheets(file, questions)
        if (table := _find_table(sheet, answers, questions))
    ]
    years = (_school_year(table) for table in tables)
    school = SchoolFiles(next((year for year in years if year), default_year), questions=questions)
    register = Register(file_numbers)
    for table in tables:
        _read_table(school, table, answers, register)
    school.questions += [_row_question(refusal) for refusal in school.refusals]
    return school


def _read_sheets(file: SourceFile, questions: list[Question]) -> list[Sheet]:
    """Return the sheets that hold anything; a file that can't be read becomes a question: leave it out?"""
    try:
        sheets = read_workbook(file.name, file.content)
    except WorkbookRefused as refused:
        data = {"file": file.name, "trouble": refused.trouble, "figures": refused.figures}
        questions.append(Question(f"file/{file.name}", Ask.FILE, data, (Choice(OMIT),)))
        return []
    return [sheet for sheet in sheets if any(as_text(cell) for row in sheet.rows for cell in row)]


def _find_table(sheet: Sheet, answers: Answers, questions: list[Question]) -> Table | None:
    """Find a sheet's header, asking what the sheet is and what its unknown columns mean."""
    place = f"{sheet.file}/{sheet.title}"
    chosen = answers.get(f"sheet/{place}")
    prefix = f"column/{place}/"
    by_hand = {key.removeprefix(prefix): value for key, value in answers.items() if key.startswith(prefix)}
    table = find_table(sheet, kind=Kind(chosen) if chosen in list(Kind) else None, by_hand=by_hand)
    columns = _column_questions(table, prefix) if table and chosen != SKIP else []
    lost = table if table and table.missing else None
    if table is None or chosen is not None or lost:
        questions.append(_sheet_question(sheet, f"sheet/{place}", lost))
    questions += columns
    return table if table and chosen != SKIP and not table.missing else None


def _sheet_question(sheet: Sheet, key: str, lost: Table | None) -> Question:
    """Ask what a sheet is; a `lost` table lacks a column to be what it was taken for."""
    first = [" · ".join(text for cell in row if (text := as_text(cell))) for row in sheet.rows[:8]]
    data = {
        "file": sheet.file,
        "sheet": sheet.title,
        "rows": [text[:200] for text in first if text][:4],
        "kind": str(lost.kind) if lost else "",
        "missing": list(lost.missing) if lost else [],
    }
    choices = tuple(Choice(value) for value in (*Kind, SKIP) if not lost or value != lost.kind)
    return Question(key, Ask.SHEET, data, choices)


def _column_questions(table: Table, prefix: str) -> list[Question]:
    """Ask what the unknown columns are; «skip» is proposed unless a necessary column is missing."""
    choices = tuple(Choice(meaning) for meaning in (*list_meanings(table.kind), SKIP))
    data = {
        "file": table.sheet.file,
        "sheet": table.sheet.title,
        "kind": str(table.kind),
        "missing": list(table.missing),
    }
    proposed = None if table.missing else SKIP
    return [
        Question(prefix + label, Ask.COLUMN, {**data, "heading": label}, choices, proposed)
        for label in table.asked
    ]


def _school_year(table: Table) -> int | None:
    """Return the school year that a table's title names."""
    match table.kind:
        case Kind.PUPILS:
            return list_school_year(table)
        case Kind.WORKLOAD:
            return workload_school_year(table)
        case Kind.TIMETABLE:
            return parse_validity(table.title).school_year
        case Kind.PLAN:
            return None


def _read_table(school: SchoolFiles, table: Table, answers: Answers, register: Register) -> None:
    """Read one table's rows into the whole."""
    place = f"{table.sheet.file}/{table.sheet.title}"
    corrections = _corrections(answers, f"row/{place}/", table)
    year = school.school_year
    refusals: list[Refusal]
    match table.kind:
        case Kind.PUPILS:
            pupils, refusals = read_pupils(table, corrections, school_year=year, register=register)
            school.pupils += pupils
        case Kind.WORKLOAD:
            workload, refusals = read_workload(table, corrections)
            school.workload += workload
        case Kind.TIMETABLE:
            rows, refusals = read_timetable(table, corrections)
            school.timetables.append(Timetable(place, parse_validity(table.title), rows))
        case Kind.PLAN:
            topics, refusals = read_plan(table, corrections, school_year=year)
            school.plans.append(Plan(place, parse_heading(table), topics))
    school.refusals += refusals


def _corrections(answers: Answers, prefix: str, table: Table) -> dict[str, dict[str, str] | None]:
    """Return what was typed for refused rows: texts in known columns, None to leave a row out."""
    corrections: dict[str, dict[str, str] | None] = {}
    for key, answer in answers.items():
        if key.startswith(prefix) and answer == OMIT:
            corrections[key.removeprefix("row/")] = None
        elif key.startswith(prefix) and isinstance(answer, dict):
            typed = {meaning: text for meaning, text in answer.items() if isinstance(text, str)}
            corrections[key.removeprefix("row/")] = {m: t for m, t in typed.items() if m in table.columns}
    return corrections


def _row_question(refusal: Refusal) -> Question:
    """Ask to correct a refused row or to leave it out."""
    data = {
        "file": refusal.ref.file,
        "sheet": refusal.ref.sheet,
        "row": refusal.ref.row,
        "kind": str(refusal.kind),
        "code": refusal.code,
        "data": dict(refusal.data),
        "cells": dict(refusal.cells),
    }
    return Question(f"row/{refusal.ref.key}", Ask.ROW, data, (Choice(OMIT),))
