"""Reading the forms of requests: cells by their names, documents, a decision."""

from flask import request

from journal.blueprints.homework.uploads import read_uploads
from journal.errors import BadRequest
from journal.locks.rules import Cell, FinalCell, LessonCell
from journal.request_values import read_date, read_key
from journal.unlocks.delegations import Order
from journal.unlocks.services import Decision, RequestWrite

LESSON_PARTS, FINAL_PARTS = 3, 4


def read_cell(name: str) -> Cell:
    """The cell that a name of a form means; raise BadRequest for what is none."""
    kind, *keys = name.split("-")
    numbers = [read_key(key) for key in keys]
    if kind == "lesson" and len(numbers) == LESSON_PARTS - 1:
        return LessonCell(numbers[0], numbers[1] or None)
    if kind == "final" and len(numbers) == FINAL_PARTS - 1:
        return FinalCell(pupil_id=numbers[2], subject_id=numbers[1], period_id=numbers[0])
    raise BadRequest()


def read_cells() -> frozenset[Cell]:
    """The ticked cells."""
    return frozenset(read_cell(name) for name in request.form.getlist("cell"))


def read_request() -> RequestWrite:
    """A request as it was typed."""
    return RequestWrite(
        cells=read_cells(),
        ground=request.form.get("ground", ""),
        why=request.form.get("why", ""),
        added=read_uploads(request.files),
        removed=frozenset(read_key(key) for key in request.form.getlist("remove_paper")),
    )


def read_decision() -> Decision:
    """A decision as it was typed: granted until a day, or refused."""
    note = request.form.get("note", "")
    if request.form.get("decision") != "grant":
        return Decision(note=note)
    until = read_date(request.form.get("until", ""))
    if until is None:
        raise BadRequest()
    return Decision(granted=read_cells(), until=until, note=note)


def read_order() -> Order:
    """An order as it was typed."""
    days = [read_date(request.form.get(name, "")) for name in ("ordered_on", "starts_on", "ends_on")]
    ordered_on, starts_on, ends_on = days
    if ordered_on is None or starts_on is None or ends_on is None:
        raise BadRequest()
    deputy_id = read_key(request.form.get("deputy_id", ""))
    return Order(deputy_id, request.form.get("number", ""), ordered_on, starts_on, ends_on)
