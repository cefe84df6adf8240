"""The cells of the sheet as markup: a sheet has a thousand of them, so each kind is written once."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from flask_babel import get_locale, gettext
from markupsafe import Markup

from journal.attendance.sentences import describe_fact
from journal.entries.facts import find_covering
from journal.entries.sheet import Sheet, SheetRow
from journal.entries.symbols import ATTENDANCE
from journal.finals.columns import FinalColumn
from journal.finals.rules import is_different, propose_from_mean

OFF_ROSTER = "o"


@cache
def write_cell(symbol: str | None, look: str = "", words: str = "") -> Markup:
    """A cell with a symbol: marks are plain, attendance is `a`, None is a day off the roster (`o`).

    *words* tell of the fact that covers the lesson (`h`).
    """
    if symbol is None:
        look = f"{look} {OFF_ROSTER}".strip()
    elif symbol in ATTENDANCE and "f" not in look:
        look = f"{look} a".strip()
    if words and symbol is not None:
        return Markup('<td class="{}" title="{}">{}</td>').format(f"{look} h".strip(), words, symbol)
    return Markup('<td class="{}">{}</td>' if look else "<td>{1}</td>").format(look, symbol or "")


def write_cells(sheet: Sheet, row: SheetRow) -> Markup:
    """A pupil's cells; those that a grant opens say so, and those that a fact covers."""
    if not sheet.granted and not row.facts:
        return write_symbols(row.symbols)
    pairs = zip(sheet.columns, row.symbols, strict=True)
    return join(
        write_cell(
            symbol,
            "open" if (column.lesson_id, row.pupil_id) in sheet.granted else "",
            describe_cover(row, column.held_on),
        )
        for column, symbol in pairs
    )


def describe_cover(row: SheetRow, on: date) -> str:
    """The fact that covers a pupil's lesson in words; empty for none (R-REASON)."""
    fact = find_covering(row.facts, on) if row.facts else None
    return describe_fact(fact) if fact else ""


def write_facts(row: SheetRow, first: date, last: date) -> Markup:
    """The small sign after a name for what is known of these days, with its words for everybody."""
    known = [fact for fact in row.facts if fact.starts_on <= last and fact.ends_on >= first]
    words = "; ".join(describe_fact(fact) for fact in known)
    sign = '<abbr class="fact" title="{0}">•</abbr><span class="visually-hidden"> {0}</span>'
    return Markup(sign).format(words) if words else Markup()


def write_outside(row: SheetRow) -> Markup:
    """The marks of other organisations after a name, before the period's lessons (R-NEWCOMER)."""
    if not row.outside:
        return Markup()
    papers = dict.fromkeys(f"{one.organisation}, № {one.number}" for one in row.outside)
    words = gettext("Marks of another organisation: %(papers)s", papers="; ".join(papers))
    marks = " ".join(str(one.value) for one in row.outside)
    sign = '<span class="outside" title="{0}"><span class="visually-hidden"> {0}: </span>{1}</span>'
    return Markup(sign).format(words, marks)


def write_symbols(symbols: Iterable[str | None]) -> Markup:
    """Cells in a row."""
    return join(write_cell(symbol) for symbol in symbols)


def write_finals(columns: Sequence[FinalColumn], row: SheetRow, finals: dict[tuple[int, int], str]) -> Markup:
    """A pupil's final marks; None where the pupil was not on the course in that period."""
    return join(write_final(column, row, show_final(column, row, finals)) for column in columns)


def write_final(column: FinalColumn, row: SheetRow, symbol: str | None) -> Markup:
    """One final mark; one that differs from what the page's mean proposes says so (R-OBJECTIVE)."""
    look = choose_final_look(column, row)
    if column.thresholds and symbol:
        proposal = propose_from_mean(row.summary.mean, column.thresholds, count=0)
        if is_different(symbol, proposal):
            sign = gettext("differs from the proposal")
            return Markup('<td class="{} d" title="{}">{}</td>').format(look, sign, symbol)
    return write_cell(symbol, look)


def choose_final_look(column: FinalColumn, row: SheetRow) -> str:
    """Closed as its column, or opened by a grant."""
    return "f open" if row.pupil_id in column.granted else "f"


def show_final(column: FinalColumn, row: SheetRow, finals: dict[tuple[int, int], str]) -> str | None:
    """The final mark of a pupil, "" for none yet, None when the pupil was never there in the period."""
    period = column.period
    was_there = any(
        stay.starts_on <= period.ends_on and period.starts_on <= stay.ends_on for stay in row.stays
    )
    return finals.get((row.pupil_id, period.id), "" if was_there else None)


def join(cells: Iterable[Markup]) -> Markup:
    """One piece of markup from many that are escaped already."""
    return Markup("".join(cells))


def decimal_sign() -> str:
    """The sign before the decimals in the page's language."""
    return "," if str(get_locale()) == "ru" else "."


def write_hint(hint: str) -> Markup:
    """The small sign after a name, with its sentence."""
    return Markup('<abbr class="hint" title="{}">•</abbr>').format(hint) if hint else Markup()
