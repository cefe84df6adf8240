"""What an import tells people without asking: warnings, what would be created. The edge: it translates."""

from collections.abc import Callable, Mapping
from typing import Any

from babel.dates import get_day_names
from flask_babel import get_locale, gettext, ngettext


def say_warning(warning: Mapping[str, Any]) -> str:
    """Return what a person should know of, though nothing has to be answered."""
    return WARNINGS[warning["code"]](warning)


def say_weekday(number: int) -> str:
    """«понедельник», “Monday”."""
    return str(get_day_names(locale=get_locale() or "ru")[number - 1])


def say_created(kind: str, count: int) -> str:
    """Return «105 учеников», “1 lesson plan”: what would be created, with its count."""
    return CREATED[kind](count)


def _say_room(warning: Mapping[str, Any]) -> str:
    return gettext(
        "Room %(room)s is taken twice (%(day)s, lesson %(number)s): %(lessons)s.",
        room=warning["room"],
        day=say_weekday(warning["weekday"]),
        number=warning["number"],
        lessons="; ".join(warning["lessons"]),
    )


def _say_slot_taken(warning: Mapping[str, Any]) -> str:
    return gettext(
        "%(course)s (%(day)s, lesson %(number)s) isn't taken: the class has another lesson then.",
        course=warning["course"],
        day=say_weekday(warning["weekday"]),
        number=warning["number"],
    )


def _say_left_out(warning: Mapping[str, Any]) -> str:
    return gettext(
        "%(course)s (%(day)s, lesson %(number)s) stays left out, as it was decided before: "
        "the teacher has another lesson then.",
        course=warning["course"],
        day=say_weekday(warning["weekday"]),
        number=warning["number"],
    )


WARNINGS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "room-twice": _say_room,
    "slot-taken": _say_slot_taken,
    "left-out-before": _say_left_out,
    "hours-differ": lambda w: ngettext(
        "%(course)s: the load says %(hours)s hours a week, the timetable has %(num)s lesson.",
        "%(course)s: the load says %(hours)s hours a week, the timetable has %(num)s lessons.",
        w["lessons"],
        course=w["course"],
        hours=w["hours"],
    ),
    "plan-exists": lambda w: gettext(
        "%(course)s has another lesson plan already; it stays. Its teacher can replace it.",
        course=w["course"],
    ),
    "plan-twice": lambda w: gettext(
        "Two plans are for %(course)s; «%(plan)s» isn't taken.", course=w["course"], plan=w["plan"]
    ),
    "plan-hours-differ": lambda w: gettext(
        "The topics of «%(plan)s» add up to %(total)s hours, the title says %(hours)s.",
        plan=w["plan"],
        total=w["total"],
        hours=w["hours"],
    ),
    "pupil-elsewhere": lambda w: gettext(
        "%(pupil)s is in %(class_name)s and stays there, though the list of %(listed_in)s has the pupil too: "
        "moving to another class takes an order.",
        pupil=w["pupil"],
        class_name=w["class_name"],
        listed_in=w["listed_in"],
    ),
    "teacher-differs": lambda w: gettext(
        "%(course)s keeps its teacher; the load names %(names)s.",
        course=w["course"],
        names=", ".join(w["names"]),
    ),
    "several-teachers": lambda w: gettext(
        "%(course)s has several teachers: %(names)s. If these are subgroups, write «(1 гр.)» and «(2 гр.)» "
        "into the load and import it again.",
        course=w["course"],
        names=", ".join(w["names"]),
    ),
}

CREATED: Mapping[str, Callable[[int], str]] = {
    "year": lambda n: ngettext("%(num)s school year", "%(num)s school years", n),
    "classes": lambda n: ngettext("%(num)s class", "%(num)s classes", n),
    "pupils": lambda n: ngettext("%(num)s pupil", "%(num)s pupils", n),
    "enrolments": lambda n: ngettext("%(num)s enrolment", "%(num)s enrolments", n),
    "parents": lambda n: ngettext("%(num)s parent", "%(num)s parents", n),
    "parenthoods": lambda n: ngettext(
        "%(num)s link of a parent and a child", "%(num)s links of parents and children", n
    ),
    "exemptions": lambda n: ngettext(
        "%(num)s exemption from physical education", "%(num)s exemptions from physical education", n
    ),
    "teachers": lambda n: ngettext("%(num)s teacher", "%(num)s teachers", n),
    "tutors": lambda n: ngettext("%(num)s class tutor", "%(num)s class tutors", n),
    "subjects": lambda n: ngettext("%(num)s subject", "%(num)s subjects", n),
    "courses": lambda n: ngettext("%(num)s course", "%(num)s courses", n),
    "assignments": lambda n: ngettext(
        "%(num)s assignment of a teacher to a course", "%(num)s assignments of teachers to courses", n
    ),
    "members": lambda n: ngettext(
        "%(num)s pupil placed in a subgroup", "%(num)s pupils placed in subgroups", n
    ),
    "slots": lambda n: ngettext("%(num)s weekly lesson", "%(num)s weekly lessons", n),
    "lessons": lambda n: ngettext("%(num)s lesson", "%(num)s lessons", n),
    "plans": lambda n: ngettext("%(num)s lesson plan", "%(num)s lesson plans", n),
    "topics": lambda n: ngettext("%(num)s topic", "%(num)s topics", n),
}
