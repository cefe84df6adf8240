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
    body = request.get_json()
    cells = body.get("cells") if isinstance(body, dict) else None
    if not isinstance(cells, list) or len(cells) > MOST_CELLS:
        raise BadRequest()
    writes = [read_write({**_as_dict(cell), "source": "pasted"}, None) for cell in cells]
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
    body = _as_dict(body)
    saw = _as_dict(body.get("saw"))
    symbol, reason = body.get("symbol"), body.get("reason") or ""
    seen = saw.get("attendance") or "", saw.get("mark") or ""
    pupil = pupil_id if pupil_id is not None else body.get("pupil_id")
    texts = (symbol, reason, *seen)
    if not is_key(pupil) or not all(isinstance(text, str) for text in texts):
        raise BadRequest()
    attendance = parse_symbol(seen[0])
    if isinstance(attendance, int):
        raise BadRequest()
    return CellWrite(
        pupil_id=int(pupil),
        symbol=str(symbol),
        saw=CellValue(attendance, parse_mark(seen[1])),
        reason=reason,
        is_sure=body.get("sure") is True,
        source="pasted" if body.get("source") == "pasted" else "typed",
    )


def _as_dict(body: Any) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise BadRequest()
    return body


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
