"""Asking for what is locked, and deciding on it: the only writers of requests and grants (R-UNLOCK)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete
from sqlalchemy.orm import Session

from journal import clock
from journal.attachments.store import Upload
from journal.locks.rules import Cell, compute_closing
from journal.models import Grant, GrantCell, UnlockCell, UnlockRequest
from journal.permissions.actions import UNLOCK_ASK, UNLOCK_DECIDE, UNLOCK_EDIT
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.permissions.targets import list_decider_ids, unlock_target
from journal.school import school_today, school_zone
from journal.texts.rules import check_text
from journal.unlocks.cells import judge_cells
from journal.unlocks.errors import NobodyDecides, OwnRequest
from journal.unlocks.papers import attach_papers, check_papers, detach_papers, list_papers
from journal.unlocks.places import list_places
from journal.unlocks.rules import (
    DRAFT,
    GRANTED,
    REFUSED,
    SENT,
    WITHDRAWN,
    check_cells,
    check_complete,
    check_deadline,
    check_granted,
    check_ground,
    check_step,
)
from journal.unlocks.steps import hold_request, list_cells, name_columns, record_step
from journal.unlocks.wording import word_grant, word_request

WHY_LIMIT = 2000


@dataclass(frozen=True)
class RequestWrite:
    """What a request says: named cells, the ground, why, documents that come and go."""

    cells: frozenset[Cell]
    ground: str = ""
    why: str = ""
    added: Sequence[Upload] = ()
    removed: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Decision:
    """What the director decides: these cells until the end of a day, or none of them; and why."""

    granted: frozenset[Cell] = frozenset()
    until: date | None = None
    note: str = ""


def draft_request(session: Session, *, actor: Actor, write: RequestWrite) -> UnlockRequest:
    """Begin a request; nobody but its author sees it before it is sent.

    Raises `Forbidden`, `Incomplete` without cells, `TooManyCells`, what `judge_cells` raises, `NotRussian`,
    `TooLong`, and what is wrong with the documents.
    """
    permit(actor, UNLOCK_ASK)
    assert actor.person_id is not None
    check_cells(write.cells)
    year_id = judge_cells(session, actor=actor, cells=write.cells)
    ground, why = check_ground(write.ground), check_text(write.why, WHY_LIMIT)
    check_papers(write.added, kept=0)
    request = UnlockRequest(year_id=year_id, person_id=actor.person_id, ground=ground, why=why, state=DRAFT)
    session.add(request)
    session.flush()
    _keep_cells(session, request, write.cells)
    attach_papers(session, actor=actor, request=request, uploads=write.added)
    record_step(session, actor=actor, request=request, state=DRAFT)
    return request


def change_request(session: Session, *, actor: Actor, request_id: int, write: RequestWrite) -> UnlockRequest:
    """Change a draft; raises as `draft_request` does, and `NotFound` or `RequestStands` once it was sent."""
    request = _hold_own(session, actor, request_id)
    check_step(request.state, SENT)
    check_cells(write.cells)
    year_id = judge_cells(session, actor=actor, cells=write.cells)
    ground, why = check_ground(write.ground), check_text(write.why, WHY_LIMIT)
    kept = {paper.id for paper in list_papers(session, request.id)} - write.removed
    check_papers(write.added, kept=len(kept))
    request.year_id, request.ground, request.why = year_id, ground, why
    session.execute(delete(UnlockCell).where(UnlockCell.request_id == request.id))
    _keep_cells(session, request, write.cells)
    detach_papers(session, request, write.removed)
    attach_papers(session, actor=actor, request=request, uploads=write.added)
    session.flush()
    return request


def send_request(session: Session, *, actor: Actor, request_id: int) -> UnlockRequest:
    """Send a draft to whoever decides; from now on it can only be withdrawn.

    Raises `NotFound`, `RequestStands`, `Incomplete`, `NobodyDecides`, and what `judge_cells` raises.
    """
    request = _hold_own(session, actor, request_id)
    check_step(request.state, SENT)
    cells, papers = list_cells(session, request.id), list_papers(session, request.id)
    check_cells(cells)
    judge_cells(session, actor=actor, cells=cells)
    check_complete(ground=request.ground, why=request.why, papers=len(papers))
    if not list_decider_ids(session, school_today(session)) - {request.person_id}:
        raise NobodyDecides()
    detail = word_request(request.ground, list_places(session, cells), papers)
    record_step(session, actor=actor, request=request, state=SENT, note=request.why, detail=detail)
    return request


def withdraw_request(session: Session, *, actor: Actor, request_id: int) -> UnlockRequest:
    """Take back a request that nobody has decided on; raises `NotFound` or `RequestStands`."""
    request = _hold_own(session, actor, request_id)
    check_step(request.state, WITHDRAWN)
    record_step(session, actor=actor, request=request, state=WITHDRAWN)
    return request


def decide_request(session: Session, *, actor: Actor, request_id: int, decision: Decision) -> UnlockRequest:
    """Grant a request wholly or in part until the end of a day, or refuse it with a reason.

    The first decision stands: a second one, at the same moment too, raises `RequestStands`. Raises also
    `NotFound`, `Forbidden`, `OwnRequest`, `DeadlinePassed`, `DeadlineTooFar`, `NothingGranted`, `BadRequest`
    for cells that weren't asked for, `Empty` for a refusal without a reason, `NotRussian` or `TooLong`.
    """
    request = hold_request(session, request_id)
    if actor.person_id == request.person_id and actor.has_role("director", "deputy"):
        raise OwnRequest()
    permit(actor, UNLOCK_DECIDE, unlock_target(session, request_id))
    check_step(request.state, GRANTED)
    if decision.until is None:
        note = check_text(decision.note, WHY_LIMIT, is_required=True)
        record_step(session, actor=actor, request=request, state=REFUSED, note=note)
        return request
    until = check_deadline(decision.until, school_today(session))
    check_granted(decision.granted, list_cells(session, request.id))
    note = check_text(decision.note, WHY_LIMIT)
    _open_grant(session, actor, request, decision.granted, until)
    places = list_places(session, decision.granted)
    detail = word_grant(f"{until:%d.%m.%Y} включительно", places)
    record_step(session, actor=actor, request=request, state=GRANTED, note=note, detail=detail)
    return request


def _open_grant(
    session: Session, actor: Actor, request: UnlockRequest, cells: frozenset[Cell], until: date
) -> None:
    """Open the cells to whoever asked; the grant ends at midnight after its last day, at the school."""
    assert actor.person_id is not None
    grant = Grant(
        person_id=request.person_id,
        decided_by=actor.person_id,
        reason=request.ground,
        granted_at=clock.now(),
        deadline=compute_closing(until, school_zone(session)),
    )
    session.add(grant)
    session.flush()
    session.add_all(GrantCell(grant_id=grant.id, **name_columns(cell)) for cell in cells)
    request.grant_id = grant.id
    session.flush()


def _hold_own(session: Session, actor: Actor, request_id: int) -> UnlockRequest:
    request = hold_request(session, request_id)
    permit(actor, UNLOCK_EDIT, unlock_target(session, request_id))
    return request


def _keep_cells(session: Session, request: UnlockRequest, cells: frozenset[Cell]) -> None:
    session.add_all(UnlockCell(request_id=request.id, **name_columns(cell)) for cell in cells)
    session.flush()
