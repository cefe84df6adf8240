"""Every step of a request: what it became, who made it, and what the history says of it (R-AMEND)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.record import Cause, Place, record_value
from journal.errors import NotFound
from journal.locks.rules import Cell, FinalCell, LessonCell
from journal.models import GrantCell, UnlockCell, UnlockRequest, UnlockStep
from journal.permissions.actor import Actor
from journal.unlocks.places import list_classes

KIND = "request"


def hold_request(session: Session, request_id: int) -> UnlockRequest:
    """A request, its row held until the end of the transaction; or `NotFound`."""
    request = session.get(UnlockRequest, request_id, with_for_update=True, populate_existing=True)
    if request is None:
        raise NotFound()
    return request


def record_step(
    session: Session,
    *,
    actor: Actor,
    request: UnlockRequest,
    state: str,
    note: str = "",
    detail: str = "",
    source: str = "typed",
) -> None:
    """Let a request become *state*, with a row of its own and an amendment in its classes' chains.

    *note* is what the person said; *detail* is what the history keeps besides: cells, documents, deadlines.
    """
    before = request.state if state != request.state else ""
    request.state = state
    session.add(
        UnlockStep(
            request_id=request.id,
            state=state,
            made_at=clock.now(),
            person_id=actor.person_id,
            name=actor.name,
            position=actor.position,
            note=note,
        )
    )
    cells = list_cells(session, request.id)
    record_value(
        session,
        actor=actor,
        kind=KIND,
        place=Place(class_ids=list_classes(session, cells), year_id=request.year_id),
        before=_show(request, before),
        after=_show(request, state),
        cause=Cause(source, "\n".join(part for part in (note, detail) if part), request.grant_id),
    )
    session.flush()


def _show(request: UnlockRequest, state: str) -> str:
    return f"№ {request.id} · {state}" if state else ""


def list_cells(session: Session, request_id: int) -> frozenset[Cell]:
    """The cells that a request asks for."""
    rows = session.scalars(select(UnlockCell).where(UnlockCell.request_id == request_id))
    return frozenset(view_cell(row) for row in rows)


def list_granted(session: Session, grant_id: int | None) -> frozenset[Cell]:
    """The cells that a grant opened; none without a grant."""
    rows = session.scalars(select(GrantCell).where(GrantCell.grant_id == grant_id)) if grant_id else ()
    return frozenset(view_cell(row) for row in rows)


def view_cell(row: UnlockCell | GrantCell) -> Cell:
    """A row's cell as the rules of the locks see it."""
    if row.period_id is not None and row.pupil_id is not None and row.subject_id is not None:
        return FinalCell(row.pupil_id, row.subject_id, row.period_id)
    assert row.lesson_id is not None
    return LessonCell(row.lesson_id, row.pupil_id)


def name_columns(cell: Cell) -> dict[str, int | None]:
    """The columns of a row that keeps a cell."""
    if isinstance(cell, FinalCell):
        return {"period_id": cell.period_id, "subject_id": cell.subject_id, "pupil_id": cell.pupil_id}
    return {"lesson_id": cell.lesson_id, "pupil_id": cell.pupil_id}
