"""Results of a state examination from a spreadsheet: what fits, and what is refused and why (R-GIA)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from journal.entries.symbols import parse_final
from journal.errors import BadScore, BadSymbol, NoResults
from journal.exams.queries import ExamPupil
from journal.exams.rules import parse_score
from journal.imports.workbook import Sheet, as_text, read_workbook
from journal.names import fold, full_name

# The headings by the beginning of their words; the first that fits a column is taken.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name": ("фио", "ф.и.о", "ф. и. о", "участник", "фамилия имя", "фамилия, имя"),
    "last": ("фамилия",),
    "first": ("имя",),
    "middle": ("отчество",),
    "mark": ("отметка", "оценка"),
    "score": ("балл", "тестовый балл", "итоговый балл", "первичный балл", "сумма баллов"),
}
HEADING_ROWS = 20


class ResultRow(NamedTuple):
    """A row of the spreadsheet that fits a pupil."""

    pupil_id: int
    name: str
    class_name: str
    score: int | None
    symbol: str


class RefusedRow(NamedTuple):
    """A row that can't be taken: its number, what stands there, and «stranger», «namesakes», «twice»,
    «nothing», «score» or «mark»."""

    number: int
    name: str
    trouble: str


class Standing(NamedTuple):
    """The result that a pupil has already: score and mark."""

    score: int | None
    symbol: str


NOTHING = Standing(None, "")


class ResultChange(NamedTuple):
    """A row beside what stands already; what the file doesn't say stays as it is."""

    row: ResultRow
    now: Standing

    @property
    def score(self) -> int | None:
        """The score that there will be."""
        return self.now.score if self.row.score is None else self.row.score

    @property
    def symbol(self) -> str:
        """The mark that there will be."""
        return self.row.symbol or self.now.symbol

    @property
    def is_new(self) -> bool:
        """Whether the file says anything that doesn't stand already."""
        return (self.score, self.symbol) != self.now

    @property
    def replaces(self) -> bool:
        """Whether a result that stands is replaced."""
        return self.is_new and self.now != NOTHING


@dataclass(frozen=True)
class Results:
    """What a spreadsheet says."""

    rows: Sequence[ResultRow]
    refused: Sequence[RefusedRow]


def compare_rows(rows: Sequence[ResultRow], standing: Mapping[int, Standing]) -> list[ResultChange]:
    """Put the rows of a spreadsheet beside the results that stand, by pupil."""
    return [ResultChange(row, standing.get(row.pupil_id, NOTHING)) for row in rows]


def read_results(name: str, content: bytes, pupils: Sequence[ExamPupil], marking: str) -> Results:
    """Read the first sheet with a table of results; raise `WorkbookRefused` or `NoResults`."""
    for sheet in read_workbook(name, content):
        for at, row in enumerate(sheet.rows[:HEADING_ROWS]):
            columns = find_columns([as_text(cell) for cell in row])
            if ("name" in columns or "last" in columns) and ("score" in columns or "mark" in columns):
                return read_rows(sheet, at + 1, columns, pupils, marking)
    raise NoResults()


def find_columns(headings: Sequence[str]) -> dict[str, int]:
    """Which column means what, by its heading."""
    columns: dict[str, int] = {}
    for position, heading in enumerate(headings):
        for meaning, words in HEADINGS.items():
            if meaning not in columns and fold(heading).startswith(words):
                columns[meaning] = position
                break
    return columns


def read_rows(
    sheet: Sheet, start: int, columns: Mapping[str, int], pupils: Sequence[ExamPupil], marking: str
) -> Results:
    """Read the rows under the headings; a pupil who stands twice is taken once."""
    rows: list[ResultRow] = []
    refused: list[RefusedRow] = []
    seen: Counter[int] = Counter()
    for number, cells in enumerate(sheet.rows[start:], start=start + 1):
        texts = {meaning: as_text(cells[position]) for meaning, position in columns.items()}
        name = texts.get("name") or full_name(*(texts.get(part, "") for part in ("last", "first", "middle")))
        if not name:
            continue
        found = read_row(name, texts, find_pupils(name, pupils), marking)
        if isinstance(found, str):
            refused.append(RefusedRow(number, name, found))
        elif seen[found.pupil_id]:
            refused.append(RefusedRow(number, name, "twice"))
        else:
            seen[found.pupil_id] += 1
            rows.append(found)
    return Results(rows, refused)


def find_pupils(name: str, pupils: Sequence[ExamPupil]) -> list[ExamPupil]:
    """The pupils of that name, in full or without the middle name."""
    wanted = fold(name)
    exact = [one for one in pupils if fold(one.person.full_name) == wanted]
    return exact or [
        one for one in pupils if fold(f"{one.person.last_name} {one.person.first_name}") == wanted
    ]


def read_row(
    name: str, texts: Mapping[str, str], pupils: Sequence[ExamPupil], marking: str
) -> ResultRow | str:
    """The result of a row, or why it can't be taken."""
    if len(pupils) != 1:
        return "namesakes" if pupils else "stranger"
    try:
        score = parse_score(texts.get("score", ""))
        symbol = parse_final(texts.get("mark", ""), marking) or ""
    except BadScore:
        return "score"
    except BadSymbol:
        return "mark"
    if score is None and not symbol:
        return "nothing"
    return ResultRow(pupils[0].pupil_id, name, pupils[0].class_name, score, symbol)
