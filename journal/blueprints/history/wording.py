"""A change as a sentence: what became what, and where."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext

from journal.amendments.changes import Change, Erased, Shown
from journal.amendments.search import Found
from journal.blueprints.history.kinds import name_changed
from journal.error_messages import show_day, show_moment
from journal.names import pupil_name
from journal.school_calendar.names import name_period

PARTS = " · "


def tell_change(change: Change, zone: ZoneInfo) -> str:
    """What was done, as one sentence without its end."""
    special = _tell_special(change, zone)
    if special:
        return special
    words = {"what": name_changed(change.kind)}
    before, after = show_value(change.before), show_value(change.after)
    if before and after:
        return gettext("%(what)s: “%(after)s” instead of “%(before)s”", before=before, after=after, **words)
    if after:
        return gettext("%(what)s: “%(after)s”", after=after, **words)
    if before:
        return gettext("%(what)s: “%(before)s” was removed", before=before, **words)
    return words["what"]


def show_value(value: Shown) -> str:
    """A value or text; of an erased one, by which order it went."""
    if not isinstance(value, Erased):
        return value
    if value.ordered_on is None:
        return gettext("the text was erased")
    return gettext(
        "erased by order no. %(number)s of %(day)s",
        number=value.order_number,
        day=show_day(value.ordered_on),
    )


def tell_place(found: Found) -> str:
    """Where it was changed: page, lesson or period, pupil; empty for the school as such."""
    lesson = gettext("lesson of %(day)s", day=show_day(found.held_on)) if found.held_on else ""
    period = name_period(*found.period) if found.period else ""
    pupil = pupil_name(*found.pupil) if found.pupil else ""
    page = found.course or PARTS.join(part for part in (found.subject, ", ".join(found.classes)) if part)
    return PARTS.join(part for part in (page, lesson or period, pupil) if part)


def _tell_special(change: Change, zone: ZoneInfo) -> str:
    """The sentence of a change whose values are codes; empty for the others."""
    if isinstance(change.after, Erased) or isinstance(change.before, Erased):
        return ""
    first, *rest = change.after.split(PARTS)
    if change.kind == "request":
        return _tell_request(first or change.before.partition(PARTS)[0], rest[-1] if rest else "")
    return _tell_locks(change.kind, first, rest) or _tell_keeping(change.kind, first, rest, zone)


def _tell_locks(kind: str, first: str, rest: list[str]) -> str:
    match kind:
        case "window":
            is_open = first == "open"
            return gettext("Final marks were opened") if is_open else gettext("Final marks were closed")
        case "closing" if rest:
            day = show_day(date.fromisoformat(first))
            return gettext("Lessons of %(day)s were closed for changes: %(count)s", day=day, count=rest[0])
        case "grant" if first == "ended":
            return gettext("The permission ended")
        case "confirmation":
            return gettext("The period was confirmed")
    return ""


def _tell_keeping(kind: str, first: str, rest: list[str], zone: ZoneInfo) -> str:
    match kind:
        case "heads":
            return gettext("The heads of the history's chains were taken down")
        case "password":
            return gettext("The password was changed by its owner: %(login)s", login=first)
        case "restore":
            moment = show_moment(datetime.fromisoformat(first).astimezone(zone))
            return gettext("The record was restored from the backup of %(moment)s", moment=moment)
        case "erasure" if len(rest) == 2:
            words = {"number": first, "day": show_day(date.fromisoformat(rest[0])), "change": rest[1]}
            return gettext(
                "A text of change no. %(change)s was erased by order no. %(number)s of %(day)s", **words
            )
        case "export" if rest:
            return _tell_export(first, rest[0])
    return ""


def _tell_request(number: str, state: str) -> str:
    name = {
        "draft": gettext("draft"),
        "sent": gettext("sent to the director"),
        "withdrawn": gettext("withdrawn"),
        "granted": gettext("granted"),
        "refused": gettext("refused"),
        "used": gettext("used"),
        "expired": gettext("expired"),
    }.get(state, gettext("removed"))
    return gettext("Request to change %(number)s: %(state)s", number=number, state=name)


def _tell_export(what: str, rows: str) -> str:
    name = {
        "changes": gettext("found changes"),
        "access": gettext("report of access to the class journal"),
    }.get(what, what)
    return gettext("Exported to a spreadsheet: %(name)s, rows: %(rows)s", name=name, rows=rows)
