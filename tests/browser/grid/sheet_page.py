"""The journal page as a test sees it: cells by pupil and day, keys, and what the database holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from journal.database import Database
from journal.models import Amendment, Attendance, LessonColumn, Mark
from tests.factories import SmallSchool

PRESS = """({ key, code }) => document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true }))"""
PASTE = """text => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    document.activeElement.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


@dataclass
class SheetPage:
    """The sheet of `course_a` in a browser."""

    page: Page
    database: Database
    school: SmallSchool

    def open(self) -> None:
        """Open the present period, and wait until the script has taken the table over."""
        self.page.goto(f"/courses/{self.school.course_a.id}")
        expect(self.page.locator("#marks[role=grid]")).to_be_visible()

    def cell(self, row: int, on: date | None = None, column: int = 0) -> Locator:
        """The cell of a pupil (from 0) on a day (today), in one of its columns."""
        heads = self.page.locator(".works th").evaluate_all("heads => heads.map(head => head.dataset.on)")
        index = heads.index((on or self.school.today).isoformat()) + column
        return self.page.locator("#marks tbody tr").nth(row).locator("td").nth(index)

    def type(self, keys: Iterable[str]) -> None:
        """Press keys one after another, as on a keyboard in the Latin layout."""
        for key in keys:
            self.page.keyboard.press(key)

    def type_russian(self, letters: str) -> None:
        """Press letters as a keyboard in the Russian layout sends them."""
        for letter in letters:
            self.page.evaluate(PRESS, {"key": letter, "code": ""})

    def paste(self, text: str) -> None:
        """Paste a text into the chosen cell."""
        self.page.evaluate(PASTE, text)

    def expect_state(self, text: str) -> None:
        """Wait until the line of saving says this."""
        expect(self.page.locator("#save-line")).to_contain_text(text)

    def column_of(self, row: int, on: date | None = None) -> list[str]:
        """What the cells of a day show, from a row down."""
        rows = self.page.locator("#marks tbody tr").count()
        return [self.cell(index, on).inner_text() for index in range(row, rows)]

    def stored(self, on: date | None = None) -> dict[str, str]:
        """What the database holds for a day: last name → symbol."""
        lesson = self.school.lesson_on(on or self.school.today)
        names = {pupil.id: pupil.last_name for pupil in self.school.pupils_a}
        with self.database.reading() as session:
            marks = session.execute(
                select(Mark.pupil_id, Mark.value)
                .join(LessonColumn, LessonColumn.id == Mark.column_id)
                .where(LessonColumn.lesson_id == lesson.id)
            )
            codes = session.execute(
                select(Attendance.pupil_id, Attendance.code).where(Attendance.lesson_id == lesson.id)
            )
            return {names[pupil_id]: str(value) for pupil_id, value in (*marks, *codes)}

    def last_amendment(self) -> Amendment:
        """The newest row of the history."""
        with self.database.reading() as session:
            return session.scalars(select(Amendment).order_by(Amendment.id.desc()).limit(1)).one()
