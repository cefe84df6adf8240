"""«Отчет о доступе к классному журналу»: who changed what in a class journal, in Russian words (R-AMEND)."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime

from journal.reports.report import Heading, Report

TITLE = "Отчет о доступе к классному журналу"
HEADINGS = (
    Heading("Класс", 10),
    Heading("Предмет", 24),
    Heading("Когда", 18),
    Heading("Кто", 40),
    Heading("Дата урока", 14),
    Heading("Обучающийся", 28),
    Heading("Действие", 24),
    Heading("Было", 36),
    Heading("Стало", 36),
    Heading("Причина, разрешение", 36),
)


@dataclass(frozen=True)
class AccessRow:
    """One change in the order of the headings; the moment by the school's clock."""

    school_class: str
    subject: str
    made_at: datetime
    who: str
    lesson_date: date | None
    pupil: str
    action: str
    before: str
    after: str
    reason: str


def build_access_report(rows: Iterable[AccessRow], about: Sequence[str]) -> Report:
    """The report of these changes."""
    return Report(TITLE, HEADINGS, (astuple(row) for row in rows), about)
