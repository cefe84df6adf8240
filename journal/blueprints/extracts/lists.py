"""The list of applications: whose turn it is, late ones first; and those of one pupil."""

from collections.abc import Collection
from typing import Any

from flask import render_template, request
from flask_babel import gettext

from journal.accounts.queries import select_tutored
from journal.blueprints.extracts import blueprint
from journal.database import current_session
from journal.diary.queries import get_child, list_children
from journal.extracts.queries import (
    ALL,
    LATE,
    OPEN,
    VIEWS,
    Filter,
    find_pupils,
    list_applications,
    list_of_pupil,
)
from journal.extracts.sentences import DELIVERIES, STATES
from journal.models import SchoolClass
from journal.permissions.actions import CLASS_LIST, EXTRACT_APPLY, EXTRACTS_WATCH
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.policy import is_permitted, permit
from journal.permissions.targets import pupil_target
from journal.school import school_today
from journal.texts.rules import clean_line

LONGEST_NAME = 100


@blueprint.get("/extracts")
@reads(CLASS_LIST)
def list_all() -> str:
    """The applications of the school, or of the classes that a tutor has."""
    return show_list("")


@blueprint.post("/extracts")
@writes(CLASS_LIST)
def find() -> str:
    """The same for one name, which is posted so that it stands in no address and no log."""
    permit(current_actor(), CLASS_LIST)
    return show_list(clean_line(request.form.get("name", ""))[:LONGEST_NAME])


def show_list(name: str) -> str:
    """The list with its switch; for a name also the pupils who bear it."""
    session, view = current_session(), request.args.get("state", OPEN)
    today, class_ids = school_today(session), find_class_ids()
    wanted = Filter(ALL if name else view if view in VIEWS else OPEN, class_ids, name)
    return render_template(
        "extracts/list.html",
        lines=list_applications(session, wanted, today),
        wanted=wanted,
        views=list_views(),
        pupils=find_pupils(session, name, today, class_ids) if name.strip() else [],
        classes=[session.get_one(SchoolClass, key) for key in class_ids or ()],
        watches=is_permitted(current_actor(), EXTRACTS_WATCH),
        today=today,
        **WORDS,
    )


def find_class_ids() -> Collection[int] | None:
    """The classes whose applications a person sees: all (None), or the own ones of a tutor."""
    actor = current_actor()
    if is_permitted(actor, EXTRACTS_WATCH):
        return None
    return select_tutored(actor.person_id or 0, current_session())


def list_views() -> list[tuple[str, str]]:
    """The ways to look at the list, with their names."""
    own = [(OPEN, gettext("Open ones")), (LATE, gettext("Late ones")), (ALL, gettext("All"))]
    return own + [(state, str(name)) for state, name in STATES.items()]


WORDS: dict[str, Any] = {"state_names": STATES, "delivery_names": DELIVERIES}


@blueprint.get("/pupils/<int:pupil_id>/extracts")
@reads(EXTRACT_APPLY, pupil_target, "pupil_id")
def show_pupil(pupil_id: int) -> str:
    """A pupil's applications: all for the school, the own ones for a parent."""
    session, actor = current_session(), current_actor()
    target = pupil_target(session, pupil_id)
    is_parent = actor.person_id in target.parent_ids
    return render_template(
        "extracts/pupil.html",
        child=get_child(session, pupil_id),
        children=list_children(session, actor.person_id) if is_parent else [],
        applications=list_of_pupil(session, pupil_id, applicant_id=actor.person_id if is_parent else None),
        is_parent=is_parent,
        **WORDS,
    )
