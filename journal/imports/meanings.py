"""What the columns and the sheets of a school's lists are called on the screen."""

from collections.abc import Mapping

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from journal.imports.synonyms import CLASS_PREFIX, ROOM_PREFIX, Kind

KINDS: Mapping[Kind, LazyString] = {
    Kind.PUPILS: _l("A list of pupils"),
    Kind.WORKLOAD: _l("The teaching load"),
    Kind.TIMETABLE: _l("The timetable"),
    Kind.PLAN: _l("A lesson plan"),
}
COMMON: Mapping[str, LazyString] = {
    "number": _l("Number"),
    "note": _l("Note"),
    "classes": _l("Classes"),
    "hours": _l("Hours"),
}
MEANINGS: Mapping[Kind, Mapping[str, LazyString]] = {
    Kind.PUPILS: {
        "name": _l("Pupil's full name"),
        "last_name": _l("Last name"),
        "first_name": _l("First name"),
        "middle_name": _l("Middle name"),
        "birth_date": _l("Date of birth"),
        "file_number": _l("Personal file number"),
        "address": _l("Address"),
        "phone": _l("Phone"),
        "school_class": _l("Class"),
        "mother": _l("Mother"),
        "mother_phone": _l("Mother's phone"),
        "father": _l("Father"),
        "father_phone": _l("Father's phone"),
        "parents": _l("Parents"),
        "parents_phone": _l("Parents' phone"),
    },
    Kind.WORKLOAD: {
        "teacher": _l("Teacher's full name"),
        "position": _l("Position"),
        "subject": _l("Subject"),
        "hours": _l("Hours a week in a class"),
        "tutor_of": _l("Tutor of the class"),
    },
    Kind.TIMETABLE: {
        "day": _l("Day of the week"),
        "lesson": _l("Number of the lesson"),
        "time": _l("Time"),
    },
    Kind.PLAN: {
        "topic": _l("Topic of the lesson"),
        "control_hours": _l("Control works"),
        "practical_hours": _l("Practical works"),
        "planned": _l("Planned date"),
        "actual": _l("Actual date"),
        "resource": _l("E-resources"),
        "control_kind": _l("Kind of check"),
        "homework": _l("Homework"),
    },
}


def name_kind(kind: Kind) -> str:
    """Return what a sheet is, as a person says it."""
    return str(KINDS[kind])


def name_meaning(kind: Kind, meaning: str) -> str:
    """Return a column's name; a column of the timetable is named after its class or its room."""
    if meaning.startswith(CLASS_PREFIX):
        return meaning.removeprefix(CLASS_PREFIX)
    if meaning.startswith(ROOM_PREFIX):
        return gettext("Room of %(class_name)s", class_name=meaning.removeprefix(ROOM_PREFIX))
    return str(MEANINGS[kind].get(meaning) or COMMON[meaning])
