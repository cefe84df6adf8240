"""The sentences of what is refused around requests to unlock, and the words for grounds and states."""

from flask_babel import format_datetime, gettext, ngettext

from journal.error_messages import explain, show_day
from journal.unlocks.errors import (
    BadOrder,
    CellNotLocked,
    CellOpened,
    DeadlinePassed,
    DeadlineTooFar,
    EmptyPaper,
    ForeignCell,
    Incomplete,
    LyingPaper,
    NobodyDecides,
    NotADeputy,
    NothingGranted,
    OwnRequest,
    RequestStands,
    TooManyCells,
    TooManyPapers,
)


def name_ground(ground: str) -> str:
    """A ground of the regulation (§ 5.5)."""
    return {
        "": gettext("not chosen yet"),
        "illness": gettext("absence because of illness, with a document"),
        "reason": gettext("absence for another valid reason, with a document"),
        "resit": gettext("a resit for a valid reason"),
        "other": gettext("another case with a valid reason and a document"),
    }[ground]


def name_state(state: str) -> str:
    """How a request stands."""
    return {
        "draft": gettext("draft"),
        "sent": gettext("waits for a decision"),
        "withdrawn": gettext("withdrawn"),
        "granted": gettext("granted"),
        "refused": gettext("refused"),
        "used": gettext("granted and used"),
        "expired": gettext("granted and not used"),
    }[state]


def name_step(state: str) -> str:
    """What happened in a step."""
    return {
        "draft": gettext("Begun"),
        "sent": gettext("Sent"),
        "withdrawn": gettext("Withdrawn"),
        "granted": gettext("Granted"),
        "refused": gettext("Refused"),
        "used": gettext("Used"),
        "expired": gettext("Ended without a change"),
    }[state]


@explain.register
def _(error: RequestStands) -> str:
    return {
        "draft": gettext("This request wasn't sent yet, so there is nothing to decide. Nothing was changed."),
        "sent": gettext(
            "This request was sent and waits for a decision; it can only be withdrawn. Nothing was changed."
        ),
        "withdrawn": gettext("This request was withdrawn. Nothing was changed."),
        "refused": gettext("This request was refused already, and that stands. Nothing was changed."),
    }.get(
        error.state,
        gettext("This request was granted already, and that stands. Nothing was changed."),
    )


@explain.register
def _(error: Incomplete) -> str:
    return {
        "cells": gettext("No cell is ticked. Please tick the cells that have to be changed."),
        "ground": gettext("Please choose the ground on which you ask."),
        "why": gettext("Please write why the change is needed."),
        "papers": gettext(
            "The regulation wants a document with every request. Please attach one: PDF, JPEG or PNG."
        ),
    }[error.what]


@explain.register
def _(error: CellNotLocked) -> str:
    return gettext(
        "The cells of %(on)s aren't locked, so no permission is needed: "
        "enter them in the journal until %(last_day)s. Nothing was saved.",
        on=show_day(error.on),
        last_day=show_day(error.last_day),
    )


@explain.register
def _(error: CellOpened) -> str:
    return gettext(
        "A cell of %(on)s is open to you already, by a permission that holds until %(deadline)s. "
        "Nothing was saved.",
        on=show_day(error.on),
        deadline=format_datetime(error.deadline, "d MMMM y, HH:mm"),
    )


@explain.register
def _(_error: ForeignCell) -> str:
    return gettext(
        "The request names a cell that wasn't yours to write even before the lock: of another class or "
        "course. Its own teacher has to ask for it. Nothing was saved."
    )


@explain.register
def _(error: TooManyCells) -> str:
    return ngettext(
        "A request may name %(num)s cell at most. Please make several requests.",
        "A request may name %(num)s cells at most. Please make several requests.",
        error.limit,
    )


@explain.register
def _(error: TooManyPapers) -> str:
    return ngettext(
        "A request may have %(num)s document at most. Nothing was saved.",
        "A request may have %(num)s documents at most. Nothing was saved.",
        error.limit,
    )


@explain.register
def _(error: EmptyPaper) -> str:
    return gettext(
        "The file «%(name)s» is empty. Please choose the document again. Nothing was saved.", name=error.name
    )


@explain.register
def _(error: LyingPaper) -> str:
    allowed = ", ".join(error.allowed)
    if error.kind:
        return gettext(
            "The file «%(name)s» isn't what its name says: it is %(kind)s. "
            "Accepted are %(allowed)s under their own endings. Nothing was saved.",
            name=error.name,
            kind=error.kind,
            allowed=allowed,
        )
    return gettext(
        "The file «%(name)s» isn't what its name says, and it can't be opened as a document. "
        "Accepted are: %(allowed)s. Nothing was saved.",
        name=error.name,
        allowed=allowed,
    )


@explain.register
def _(error: DeadlinePassed) -> str:
    return gettext(
        "The permission can't end in the past. Please choose today, %(today)s, or a later day. "
        "Nothing was changed.",
        today=show_day(error.today),
    )


@explain.register
def _(error: DeadlineTooFar) -> str:
    return gettext(
        "A permission may last until %(latest)s at most. Please choose an earlier day. Nothing was changed.",
        latest=show_day(error.latest),
    )


@explain.register
def _(_error: NothingGranted) -> str:
    return gettext("No cell is ticked to be opened. Tick some, or refuse the request with a reason.")


@explain.register
def _(_error: OwnRequest) -> str:
    return gettext(
        "Nobody decides on the own request. The director's is decided by the deputy named by an order, "
        "a deputy's by the director. Nothing was changed."
    )


@explain.register
def _(_error: NobodyDecides) -> str:
    return gettext(
        "Nobody else may decide on this request now. Please let the director name a deputy by an order. "
        "The request is kept as a draft."
    )


@explain.register
def _(_error: NotADeputy) -> str:
    return gettext("The right to decide can be given to a deputy who works here only. Nothing was changed.")


@explain.register
def _(error: BadOrder) -> str:
    return {
        "order": gettext(
            "An order holds from its own day or later, and its last day may not lie before the first. "
            "Please correct the days."
        ),
        "past": gettext("The last day of the order is past. Please correct the days."),
        "long": gettext("An order holds for a year at most. Please correct the days."),
    }[error.trouble]
