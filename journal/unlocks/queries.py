"""Reading requests to unlock: lists, one with all that a decision needs, what may be asked for (R-UNLOCK)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from journal.amendments.changes import Change, group_changes
from journal.courses.roster import Stay
from journal.entries.sheet import Sheet, get_sheet
from journal.entries.sheet_rows import get_course_rows
from journal.errors import NotFound
from journal.finals.queries import list_course_windows, view_period
from journal.locks.rules import FinalCell, LessonCell, describe_final_lock
from journal.locks.services import make_attempt, make_limits
from journal.models import (
    Amendment,
    Grant,
    Period,
    Person,
    StaffMember,
    UnlockCell,
    UnlockRequest,
    UnlockStep,
)
from journal.permissions.actor import Actor
from journal.unlocks.papers import Paper, list_papers
from journal.unlocks.places import CellPlace, list_places
from journal.unlocks.rules import DRAFT, SENT
from journal.unlocks.steps import list_cells, list_granted

ENTRY_KINDS = ("mark", "attendance", "topic", "homework", "column", "final")


@dataclass(frozen=True)
class RequestLine:
    """A request in a list: who asks, how it stands, since when, and for how many cells."""

    id: int
    asker: str
    state: str
    since: datetime
    cells: int


@dataclass(frozen=True)
class RequestView:
    """A request with all that its reader needs: cells with what stands there and was there, documents, steps.

    `granted` are the keys of the cells that the decision opened; `deadline` is the end of the grant.
    """

    request: UnlockRequest
    asker: str
    position: str
    places: Sequence[CellPlace]
    history: Mapping[str, Sequence[Change]]
    papers: Sequence[Paper]
    steps: Sequence[UnlockStep]
    granted: frozenset[str]
    deadline: datetime | None

    @property
    def is_draft(self) -> bool:
        """Whether it was not sent yet."""
        return self.request.state == DRAFT

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for a decision."""
        return self.request.state == SENT


@dataclass(frozen=True)
class LockedLesson:
    """A locked lesson that a request may name."""

    id: int
    held_on: date
    number: int


@dataclass(frozen=True)
class Choice:
    """What a course offers to a request: locked lessons across, pupils down with what stands in each cell."""

    period: Period
    lessons: Sequence[LockedLesson]
    rows: Sequence[tuple[int, str, Sequence[str | None]]]


def list_requests(session: Session, *, asker_id: int) -> list[RequestLine]:
    """The requests of a person, the newest first."""
    return _list_lines(session, UnlockRequest.person_id == asker_id)


def list_sent(session: Session, *, decider_id: int) -> list[RequestLine]:
    """Everybody else's requests that were sent: those that wait first, then the decided ones."""
    was_sent = select(UnlockStep.request_id).where(UnlockStep.state == SENT)
    lines = _list_lines(session, UnlockRequest.person_id != decider_id, UnlockRequest.id.in_(was_sent))
    return sorted(lines, key=lambda line: line.state != SENT)


def count_waiting(session: Session, *, decider_id: int) -> int:
    """How many requests wait for somebody's decision."""
    return session.scalars(
        select(func.count())
        .select_from(UnlockRequest)
        .where(UnlockRequest.state == SENT, UnlockRequest.person_id != decider_id)
    ).one()


def _list_lines(session: Session, *conditions: object) -> list[RequestLine]:
    cells = (
        select(UnlockCell.request_id, func.count().label("cells")).group_by(UnlockCell.request_id).subquery()
    )
    since = (
        select(UnlockStep.request_id, func.max(UnlockStep.made_at).label("since"))
        .group_by(UnlockStep.request_id)
        .subquery()
    )
    rows = session.execute(
        select(UnlockRequest.id, Person, UnlockRequest.state, since.c.since, cells.c.cells)
        .join(Person, Person.id == UnlockRequest.person_id)
        .join(since, since.c.request_id == UnlockRequest.id)
        .outerjoin(cells, cells.c.request_id == UnlockRequest.id)
        .where(*conditions)  # type: ignore[arg-type]
        .order_by(UnlockRequest.id.desc())
    )
    return [RequestLine(row[0], row[1].full_name, row[2], row[3], row[4] or 0) for row in rows]


def get_request(session: Session, request_id: int) -> RequestView:
    """A request as its page and its printed sheet show it, or `NotFound`."""
    request = session.get(UnlockRequest, request_id)
    if request is None:
        raise NotFound()
    cells = list_cells(session, request_id)
    places = list_places(session, cells)
    asker = session.get_one(Person, request.person_id)
    member = session.get(StaffMember, request.person_id)
    grant = session.get(Grant, request.grant_id) if request.grant_id else None
    opened = list_granted(session, request.grant_id)
    steps = session.scalars(
        select(UnlockStep).where(UnlockStep.request_id == request_id).order_by(UnlockStep.id)
    ).all()
    return RequestView(
        request=request,
        asker=asker.full_name,
        position=member.position if member else "",
        places=places,
        history=_read_history(session, places),
        papers=list_papers(session, request_id),
        steps=steps,
        granted=frozenset(place.key for place in places if place.cell in opened),
        deadline=grant.deadline if grant else None,
    )


def _read_history(session: Session, places: Sequence[CellPlace]) -> dict[str, list[Change]]:
    """What happened in the cells, the newest first, by the name of the cell."""
    keys = {place.cell: place.key for place in places}
    lessons = {cell.lesson_id for cell in keys if isinstance(cell, LessonCell)}
    finals = [cell for cell in keys if isinstance(cell, FinalCell)]
    found = group_changes(
        session,
        lambda one: (
            FinalCell(one.pupil_id or 0, one.subject_id or 0, one.period_id or 0)
            if one.kind == "final"
            else LessonCell(one.lesson_id or 0, one.pupil_id)
        ),
        Amendment.kind.in_(ENTRY_KINDS),
        or_(
            Amendment.lesson_id.in_(lessons),
            Amendment.period_id.in_({cell.period_id for cell in finals})
            & Amendment.pupil_id.in_({cell.pupil_id for cell in finals}),
        ),
    )
    return {keys[cell]: changes for cell, changes in found.items() if cell in keys}


def get_choice(session: Session, *, actor: Actor, course_id: int, period: Period) -> Choice:
    """The locked lessons of a course in a period with its pupils, as the journal page shows them."""
    about = get_course_rows(session, course_id)
    attempt = make_attempt(session, actor)
    sheet = get_sheet(
        session, about=about, starts_on=period.starts_on, ends_on=period.ends_on, attempt=attempt
    )
    locked = [lesson for lesson in sheet.lessons if lesson.columns[0].lock.state == "locked"]
    return Choice(
        period=period,
        lessons=[LockedLesson(lesson.id, lesson.held_on, lesson.number) for lesson in locked],
        rows=[
            (
                row.pupil_id,
                row.name,
                [_show_cell(sheet, at, lesson.id, row.stays, lesson.held_on) for lesson in locked],
            )
            for at, row in enumerate(sheet.rows)
        ],
    )


def _show_cell(sheet: Sheet, at: int, lesson_id: int, stays: Sequence[Stay], on: date) -> str | None:
    """What stands in a pupil's columns of a lesson; None where the pupil was not on the roster."""
    if not any(stay.covers(on) for stay in stays):
        return None
    symbols = sheet.rows[at].symbols
    own = [symbols[place] for place, column in enumerate(sheet.columns) if column.lesson_id == lesson_id]
    return " ".join(symbol for symbol in own if symbol)


def list_locked_periods(session: Session, *, actor: Actor, course_id: int) -> list[Period]:
    """The periods of a course whose final marks are locked for this person."""
    about = get_course_rows(session, course_id)
    attempt, limits = make_attempt(session, actor), make_limits(about.year)
    return [
        period
        for period, window in list_course_windows(session, about.course)
        if describe_final_lock(
            view_period(period, window, about.archived_at),
            cell=FinalCell(0, 0, 0),
            attempt=attempt,
            limits=limits,
        ).state
        == "locked"
    ]
