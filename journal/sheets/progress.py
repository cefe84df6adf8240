"""«Сводная ведомость учета успеваемости»: a block of rows for every pupil × subjects (R-ARCHIVE)."""

from collections.abc import Mapping, Sequence

from journal.sheets.records import ClassRecord, Decision, PeriodRecord, PupilRecord
from journal.sheets.sheet import Column, Heading, Row, Sheet
from journal.sheets.words import (
    DECISIONS,
    EXAM,
    RESULT,
    shorten_period,
    write_minutes,
    write_move,
)

TITLE = "Сводная ведомость учета успеваемости"
NUMBER, NAME, LABEL = Column("number", 7, 0, True), Column("name", 34, 2, True), Column("text", 15)
FINAL, TEXT = Column("final", 7, 1), Column("text", 36, 3, True)


def build_progress(record: ClassRecord) -> Sheet:
    """The final marks of the class's year with the council's decisions, arrivals and departures."""
    subjects = list_subjects(record)
    lines = list_lines(record)
    return Sheet(
        title=TITLE,
        about=[("Класс", record.name), ("Учебный год", record.year)],
        columns=[NUMBER, NAME, LABEL, *(FINAL for _subject in subjects), TEXT, TEXT],
        headings=[
            [
                Heading("№"),
                Heading("Фамилия, имя"),
                Heading("Период"),
                *(Heading(name, is_upright=True) for name in subjects.values()),
                Heading("Решение педагогического совета (№, дата)"),
                Heading("Прибыл, выбыл (приказ №, дата)"),
            ]
        ],
        rows=[
            row
            for number, pupil in enumerate(record.pupils, start=1)
            for row in build_block(number, pupil, record, lines, subjects)
        ],
        groups=[len(lines)] * len(record.pupils),
        is_wide=True,
    )


def list_subjects(record: ClassRecord) -> Mapping[int, str]:
    """The subjects that the class is marked in, in the order of its courses."""
    return {one.subject_id: one.subject for one in record.courses if one.marking != "none"}


def list_lines(record: ClassRecord) -> list[tuple[str, PeriodRecord | None]]:
    """The rows of a block: periods that end in the interval, the year, and with it examination and result."""
    periods = [one for one in record.periods if record.interval.covers(one.ends_on)]
    periods.sort(key=lambda one: (one.kind == "year", one.ends_on))
    lines: list[tuple[str, PeriodRecord | None]] = [
        (shorten_period(one.kind, one.number), one) for one in periods
    ]
    if not periods or periods[-1].kind == "year":
        lines += [(EXAM, None), (RESULT, None)]
    return lines


def build_block(
    number: int,
    pupil: PupilRecord,
    record: ClassRecord,
    lines: Sequence[tuple[str, PeriodRecord | None]],
    subjects: Mapping[int, str],
) -> list[Row]:
    """The rows of one pupil; a subject that isn't the pupil's and has no mark is None."""
    own = {one.subject_id for one in record.courses if pupil.id in one.members}
    beside = write_decision(pupil.decision), write_moves(pupil)
    rows: list[Row] = []
    for label, period in lines:
        marks: list[str | None] = []
        for subject_id in subjects:
            mark = find_mark(record, pupil.id, subject_id, label, period)
            marks.append(mark if mark or subject_id in own else None)
        first = not rows
        rows.append(
            (
                str(number) if first else "",
                pupil.name if first else "",
                label,
                *marks,
                *(beside if first else ("", "")),
            )
        )
    return rows


def find_mark(
    record: ClassRecord, pupil_id: int, subject_id: int, label: str, period: PeriodRecord | None
) -> str:
    """The mark that stands in a line of the block, or nothing."""
    if period is not None:
        return record.finals.get((pupil_id, subject_id, period.id), "")
    known = record.exams if label == EXAM else record.results
    return known.get((pupil_id, subject_id), "")


def write_decision(decision: Decision | None) -> str:
    """«переведён(а) в следующий класс, протокол № 5 от 25.05.2027», or nothing."""
    if decision is None:
        return ""
    minutes = write_minutes(decision.number, decision.dated_on)
    return ", ".join(part for part in (DECISIONS[decision.kind], minutes) if part)


def write_moves(pupil: PupilRecord) -> str:
    """«прибыл(а) 12.01.2027, приказ № 3 от 11.01.2027; выбыл(а) …», or nothing."""
    moves = (("прибыл(а)", pupil.arrival), ("выбыл(а)", pupil.departure))
    return "; ".join(
        f"{word} {write_move(move.day, move.number, move.dated_on)}" for word, move in moves if move
    )
