"""The sheets of an extract, made from its contents. Pure; their words are the school's record: Russian."""

from dataclasses import replace
from itertools import groupby

from journal.diary.marks import SubjectMarks
from journal.extracts.contents import Contents
from journal.sheets.sheet import Column, Heading, Sheet
from journal.sheets.words import write_day

SUBJECT, TEXT, SUM, FINAL = (
    Column("name", 30, 1),
    Column("text", 40, 3),
    Column("sum", 9),
    Column("final", 11),
)
DAY = Column("text", 18)
NOTHING = "—"
SUMS = ("пропущено уроков", "из них по болезни", "опозданий", "средний балл")


def build_marks(contents: Contents) -> Sheet:
    """A line a subject: marks with their days, absences, the weighted mean, final marks by period."""
    return Sheet(
        title="Текущая успеваемость и посещаемость",
        columns=[SUBJECT, TEXT, *(SUM for _name in SUMS), *(FINAL for _period in contents.periods)],
        headings=[
            [
                Heading("Предмет", down=2),
                Heading("Отметки (день и месяц урока)", down=2),
                *(Heading(name, down=2, is_upright=True) for name in SUMS),
                *([Heading("Итоговые отметки", across=len(contents.periods))] if contents.periods else []),
            ],
            [Heading(name, is_upright=True) for _id, name in contents.periods],
        ],
        rows=[
            (
                line.subject,
                write_marks(line),
                *write_sums(line),
                *(line.finals.get(period_id, "") for period_id, _name in contents.periods),
            )
            for line in contents.subjects
        ],
    )


def write_marks(line: SubjectMarks) -> str:
    """«5 (02.09), 4 (09.09)», in order of time; a mark and its day stay on one line."""
    return ", ".join(f"{mark.value}\u00a0({mark.held_on:%d.%m})" for mark in line.marks) or NOTHING


def write_sums(line: SubjectMarks) -> tuple[str, str, str, str]:
    """Lessons missed, of them ill, late, and the mean with a comma."""
    absences, mean = line.absences, line.mean
    counts = (absences.missed, absences.ill, absences.late)
    missed, ill, late = (str(count) if count else "" for count in counts)
    return missed, ill, late, f"{mean:.2f}".replace(".", ",") if mean is not None else NOTHING


def build_tasks(contents: Contents) -> Sheet:
    """The homework of the days, in order of time, day by day."""
    return Sheet(
        title="Домашние задания",
        columns=[replace(DAY, spans_group=True), SUBJECT, TEXT],
        headings=[[Heading("Дата урока"), Heading("Предмет"), Heading("Задание")]],
        rows=[(write_day(task.set_on), task.subject, task.text) for task in contents.tasks],
        groups=[len(list(tasks)) for _day, tasks in groupby(contents.tasks, key=lambda task: task.set_on)],
    )


def build_corrections(contents: Contents) -> Sheet:
    """What was corrected since the previous extract in the lessons that it told of."""
    return Sheet(
        title="Исправлено после предыдущей выписки",
        columns=[DAY, SUBJECT, Column("text", 16), Column("text", 16), TEXT],
        headings=[
            [Heading(name) for name in ("Дата урока", "Предмет", "Было", "Стало", "Причина")],
        ],
        rows=[
            (write_day(one.held_on), one.subject, one.before or NOTHING, one.after or NOTHING, one.reason)
            for one in contents.corrections
        ],
    )


def list_sheets(contents: Contents) -> list[Sheet]:
    """The sheets that have something to tell; the marks always."""
    others = [build_tasks(contents), build_corrections(contents)]
    return [build_marks(contents), *(sheet for sheet in others if sheet.rows)]
