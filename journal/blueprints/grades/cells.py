"""Cells as scripts write them: one, or a column of them at once."""

from typing import Any

from flask import jsonify, request
from werkzeug.wrappers import Response

from journal.blueprints.grades import blueprint
from journal.blueprints.grades.hints import describe_hint
from journal.database import current_session
from journal.entries.queries import get_column_place
from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, set_cell, set_cells
from journal.entries.summaries import summarise_pupils
from journal.entries.symbols import parse_mark, parse_symbol
from journal.error_pages import explain
from journal.errors import BadRequest, JournalError
from journal.keys import is_key
from journal.permissions.actions import MARK_EDIT
from journal.permissions.guard import current_actor, writes
from journal.request_values import read_dict, read_text
from journal.template_filters import format_mean

MOST_CELLS = 100


@blueprint.put("/lessons/<int:lesson_id>/columns/<int:column_id>/cells/<int:pupil_id>")
@writes(MARK_EDIT)
def edit_cell(lesson_id: int, column_id: int, pupil_id: int) -> Response:
    """Write one cell; answer what stands in it and the pupil's mean and missed lessons."""
    write = read_write(request.get_json(), pupil_id)
    cell = set_cell(
        current_session(), actor=current_actor(), lesson_id=lesson_id, column_id=column_id, write=write
    )
    return jsonify({"cell": cell.as_json(), **_summarise(lesson_id, column_id, [pupil_id])[pupil_id]})


@blueprint.put("/lessons/<int:lesson_id>/columns/<int:column_id>/cells")
@writes(MARK_EDIT)
def edit_cells(lesson_id: int, column_id: int) -> Response:
    """Write a pasted column; each cell has a result of its own, and a refused one changes nothing."""
    cells = read_dict(request.get_json()).get("cells")
    if not isinstance(cells, list) or len(cells) > MOST_CELLS:
        raise BadRequest()
    writes = [read_write({**read_dict(cell), "source": "pasted"}, None) for cell in cells]
    outcomes = set_cells(
        current_session(), actor=current_actor(), lesson_id=lesson_id, column_id=column_id, writes=writes
    )
    pupil_ids = [write.pupil_id for write in writes]
    summaries = _summarise(lesson_id, column_id, pupil_ids)
    results = [
        {"pupil_id": pupil_id, **_describe(outcome, summaries[pupil_id])}
        for pupil_id, outcome in zip(pupil_ids, outcomes, strict=True)
    ]
    return jsonify({"results": results})


def read_write(body: Any, pupil_id: int | None) -> CellWrite:
    """A cell's write from JSON; raises `BadRequest` on another shape, `BadSymbol` on what cannot stand."""
    body = read_dict(body)
    saw = read_dict(body.get("saw"))
    pupil = pupil_id if pupil_id is not None else body.get("pupil_id")
    if not is_key(pupil):
        raise BadRequest()
    attendance = parse_symbol(read_text(saw, "attendance"))
    if isinstance(attendance, int):
        raise BadRequest()
    return CellWrite(
        pupil_id=int(pupil),
        symbol=read_text(body, "symbol"),
        saw=CellValue(attendance, parse_mark(read_text(saw, "mark"))),
        reason=read_text(body, "reason", ""),
        is_sure=body.get("sure") is True,
        source="pasted" if body.get("source") == "pasted" else "typed",
    )


def _describe(outcome: CellValue | JournalError, summary: dict[str, Any]) -> dict[str, Any]:
    if isinstance(outcome, JournalError):
        error = {"error": outcome.code, "message": explain(outcome)}
        return {"status": outcome.http_status, **error, **outcome.payload()}
    return {"status": 200, "cell": outcome.as_json(), **summary}


def _summarise(lesson_id: int, column_id: int, pupil_ids: list[int]) -> dict[int, dict[str, Any]]:
    session = current_session()
    place = get_column_place(session, lesson_id=lesson_id, column_id=column_id)
    summaries = summarise_pupils(session, place=place, pupil_ids=pupil_ids)
    return {
        pupil_id: {
            "mean": format_mean(summary.mean),
            "missed": summary.missed,
            "hint": describe_hint(summary),
        }
        for pupil_id, summary in summaries.items()
    }
