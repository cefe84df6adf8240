"""What a search of changes asks for, from its address; and the choices that its form offers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from journal.amendments.scopes import (
    Choice,
    find_scope,
    get_school_time,
    list_actor_choices,
    list_class_choices,
    list_pupil_choices,
    list_teacher_choices,
)
from journal.amendments.search import Filters, SchoolTime, Scope
from journal.blueprints.history.kinds import GROUPS
from journal.errors import NotFound
from journal.permissions.actor import Actor
from journal.request_values import read_date, read_key
from journal.school import school_today

USUAL_SPAN, LONGEST_SPAN = timedelta(days=30), timedelta(days=366)


@dataclass(frozen=True)
class Choices:
    """What the form offers; pupils only after their class was chosen."""

    classes: list[Choice]
    pupils: list[Choice]
    teachers: list[Choice]
    actors: list[Choice]


@dataclass(frozen=True)
class Search:
    """A search as it was asked: whose history, what for, and the values to ask it again."""

    scope: Scope
    filters: Filters
    times: SchoolTime
    choices: Choices
    values: dict[str, str]


def read_search(session: Session, actor: Actor, asked: Mapping[str, str]) -> Search:
    """Read a search; `BadRequest` for what is no value, `NotFound` for what isn't offered to this person."""
    scope = find_scope(session, actor)
    filters = read_filters(asked, school_today(session))
    choices = list_choices(session, scope, filters)
    if filters.pupil_id is not None and not choices.pupils:
        filters = replace(filters, pupil_id=None)
    offered = (
        (filters.class_id, choices.classes),
        (filters.pupil_id, choices.pupils),
        (filters.teacher_id, choices.teachers),
        (filters.actor_id, choices.actors),
    )
    for wanted, options in offered:
        if wanted is not None and wanted not in {option.id for option in options}:
            raise NotFound()
    return Search(scope, filters, get_school_time(session), choices, list_values(filters, asked))


def read_filters(asked: Mapping[str, str], today: date) -> Filters:
    """The filters of an address: usually the last thirty days, at most a year of them."""
    until = min(read_date(asked.get("until", "")) or today, today)
    since = read_date(asked.get("since", "")) or until - USUAL_SPAN
    return Filters(
        since=max(min(since, until), until - LONGEST_SPAN),
        until=until,
        class_id=_read_id(asked, "class"),
        pupil_id=_read_id(asked, "pupil"),
        lesson_id=_read_id(asked, "lesson"),
        teacher_id=_read_id(asked, "teacher"),
        actor_id=_read_id(asked, "actor"),
        grant_id=_read_id(asked, "grant"),
        kinds=GROUPS.get(asked.get("kind", ""), ()),
        is_out_of_hours="off" in asked,
        is_late="late" in asked,
    )


def list_choices(session: Session, scope: Scope, filters: Filters) -> Choices:
    """What somebody may choose from."""
    classes = list_class_choices(session, scope)
    is_offered = filters.class_id in {choice.id for choice in classes}
    return Choices(
        classes=classes,
        pupils=list_pupil_choices(session, filters.class_id) if is_offered and filters.class_id else [],
        teachers=list_teacher_choices(session, scope),
        actors=list_actor_choices(session, scope),
    )


def list_values(filters: Filters, asked: Mapping[str, str]) -> dict[str, str]:
    """The address's values of these filters, for links and for the form of an export."""
    ids = {
        "class": filters.class_id,
        "pupil": filters.pupil_id,
        "lesson": filters.lesson_id,
        "teacher": filters.teacher_id,
        "actor": filters.actor_id,
        "grant": filters.grant_id,
    }
    values = {"since": filters.since.isoformat(), "until": filters.until.isoformat()}
    values |= {name: str(key) for name, key in ids.items() if key is not None}
    values |= {name: "1" for name, on in (("off", filters.is_out_of_hours), ("late", filters.is_late)) if on}
    return values | ({"kind": asked["kind"]} if filters.kinds else {})


def _read_id(asked: Mapping[str, str], name: str) -> int | None:
    text = asked.get(name, "").strip()
    return read_key(text) if text else None
