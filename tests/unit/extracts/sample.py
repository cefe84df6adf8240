"""What a small extract tells, for tests of its paper."""

from datetime import date, timedelta
from decimal import Decimal

from journal.diary.marks import DatedMark, SubjectMarks
from journal.extracts.contents import Contents, Correction, FullSpan, Task
from journal.extracts.paper import ExtractHead

FIRST = date(2026, 9, 1)
HEAD = ExtractHead(
    number="17",
    school="Муниципальное общеобразовательное учреждение «Средняя школа села Ключи»",
    place="село Ключи, Свердловская область",
    pupil="Голицын Никита Андреевич",
    class_name="5А",
    subject="",
    moment="20.11.2026 12:00",
    position="учитель",
    person="Щелконогова Ирина Игоревна",
    code="K7QM-2RTD-9XWA",
    address="https://journal.example.org/extracts/check",
    head="№ 1204, 9f8e7d6c",
    receipt=True,
)


def make_contents(text: str = "№ 345, 346 (письменно)", subjects: int = 3, days: int = 4) -> Contents:
    """Marks of some subjects, homework of some days, one correction; *text* stands wherever people type."""
    return Contents(
        span=FullSpan(FIRST, date(2026, 11, 20)),
        subjects=[
            SubjectMarks(
                subject=f"Предмет {number}",
                marks=[
                    DatedMark(3 + day % 3, FIRST + timedelta(days=day), "Ответ на уроке", Decimal(1))
                    for day in range(days)
                ],
                codes=["Б", "ОП"][: number % 3],
                finals={1: "4"} if number else {},
            )
            for number in range(subjects)
        ],
        periods=[(1, "I четв."), (2, "II четв.")],
        tasks=[
            Task(FIRST + timedelta(days=day), f"Предмет {number}", text)
            for day in range(days)
            for number in range(2)
        ],
        corrections=[Correction(FIRST, "Предмет 1", "3", "", text)],
    )
