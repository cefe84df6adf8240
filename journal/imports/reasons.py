"""Why a file or a row wasn't taken, and what can be done: the sentences of the codes."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext

MEGABYTE = 1024 * 1024
Sentence = Callable[[Mapping[str, Any]], str]


def say_file_trouble(file: str, trouble: str, figures: Mapping[str, Any]) -> str:
    """Return why a whole file wasn't read."""
    return FILE_TROUBLES[trouble]({"file": file, **figures})


def say_row_reason(code: str, data: Mapping[str, str]) -> str:
    """Return why a row wasn't taken."""
    return ROW_REASONS[code](data)


FILE_TROUBLES: Mapping[str, Sentence] = {
    "not-xlsx": lambda d: gettext(
        "%(file)s isn't an Excel workbook (.xlsx). Open it in the program that made it and save it as .xlsx.",
        file=d["file"],
    ),
    "old-format": lambda d: gettext(
        "%(file)s is of the old format (.xls) or is protected by a password. "
        "Save it as .xlsx without a password.",
        file=d["file"],
    ),
    "broken": lambda d: gettext(
        "%(file)s is broken and can't be read. Open it in Excel, save it again and upload the new copy.",
        file=d["file"],
    ),
    "too-large": lambda d: gettext(
        "%(file)s is too large: a workbook may have %(limit)s MB. Keep only the lists in it.",
        file=d["file"],
        limit=d["limit"] // MEGABYTE,
    ),
    "too-many-parts": lambda d: gettext(
        "%(file)s has too many parts inside for a school's list. Copy the list into a new workbook.",
        file=d["file"],
    ),
    "bomb": lambda d: gettext(
        "%(file)s would be too large when unpacked, so it wasn't opened. "
        "Copy the list into a new workbook and upload that.",
        file=d["file"],
    ),
    "too-many-rows": lambda d: gettext(
        "%(file)s has something in row %(rows)s; at most %(limit)s rows are read. "
        "Delete what stands far below the list.",
        file=d["file"],
        rows=d["rows"],
        limit=d["limit"],
    ),
    "too-many-columns": lambda d: gettext(
        "%(file)s has something in column %(columns)s; at most %(limit)s columns are read. "
        "Delete what stands far to the right of the list.",
        file=d["file"],
        columns=d["columns"],
        limit=d["limit"],
    ),
    "too-many-sheets": lambda d: gettext(
        "%(file)s has %(sheets)s sheets; at most %(limit)s are read. Divide it into several workbooks.",
        file=d["file"],
        sheets=d["sheets"],
        limit=d["limit"],
    ),
    "too-slow": lambda d: gettext(
        "%(file)s took too long to read. Copy the list into a new workbook and upload that.",
        file=d["file"],
    ),
}


def say_calendar_trouble(code: str) -> str:
    """Return what is wrong with a row of the periods or holidays."""
    return CALENDAR_TROUBLES[code]({})


CALENDAR_TROUBLES: Mapping[str, Sentence] = {
    "unreadable": lambda d: gettext("A date is missing or can't be read."),
    "order": lambda d: gettext("The last day is before the first one."),
    "outside": lambda d: gettext("These days are outside the school year (1 September to 31 August)."),
    "overlap": lambda d: gettext("This period begins before the one above it ends."),
    "missing": lambda d: gettext("A school year needs at least one period."),
}

ROW_REASONS: Mapping[str, Sentence] = {
    "left-out": lambda d: gettext("This row is left out."),
    "too-long": lambda d: gettext(
        "A text is too long («%(text)s…»): at most %(limit)s characters fit.",
        text=d["text"],
        limit=d["limit"],
    ),
    "name-missing": lambda d: gettext("There is no name."),
    "name-unreadable": lambda d: gettext(
        "«%(text)s» isn't a full name: it takes last name, first name and middle name, letters only.",
        text=d["text"],
    ),
    "parent-unreadable": lambda d: gettext(
        "«%(text)s» isn't a parent's full name with a phone, as in «Иванова Анна Петровна, 8 912 345-67-89».",
        text=d["text"],
    ),
    "phone-unreadable": lambda d: gettext(
        "«%(text)s» isn't a phone number: it takes 10 or 11 digits, or 5 to 7 of a local one.",
        text=d["text"],
    ),
    "date-unreadable": lambda d: gettext("«%(text)s» isn't a date. Write it as 31.12.2026.", text=d["text"]),
    "birth-date-unlikely": lambda d: gettext(
        "A pupil can't have been born on %(text)s. Please check the year.", text=d["text"]
    ),
    "identity-missing": lambda d: gettext(
        "Neither a date of birth nor a personal file number is given, so namesakes couldn't be told apart."
    ),
    "pupil-twice": lambda d: gettext(
        "The same pupil stands in the sheet «%(sheet)s», row %(row)s, already.",
        sheet=d["sheet"],
        row=d["row"],
    ),
    "file-number-taken": lambda d: gettext(
        "The personal file %(text)s belongs to another pupil.", text=d["text"]
    ),
    "class-missing": lambda d: gettext("It isn't said which class this is."),
    "class-unreadable": lambda d: gettext(
        "«%(text)s» isn't a class. Write it as 5А, several ones as 5А, 6А (1 гр.).", text=d["text"]
    ),
    "teacher-missing": lambda d: gettext("It isn't said which teacher this is."),
    "teacher-vacant": lambda d: gettext(
        "«%(text)s» isn't a person. Name the teacher, or leave the row out and add it later.", text=d["text"]
    ),
    "subject-missing": lambda d: gettext("There is no subject."),
    "subject-missing-in-cell": lambda d: gettext(
        "A lesson of %(class_name)s has no subject.", class_name=d["class_name"]
    ),
    "hours-missing": lambda d: gettext("There are no hours."),
    "hours-unreadable": lambda d: gettext("«%(text)s» isn't a number of hours.", text=d["text"]),
    "hours-unlikely": lambda d: gettext("%(text)s hours a week can't be right: at most 20.", text=d["text"]),
    "hours-not-a-lesson": lambda d: gettext(
        "%(text)s hours can't be right: a topic takes 0.5, 1, 1.5 or 2.", text=d["text"]
    ),
    "day-unreadable": lambda d: gettext("«%(text)s» isn't a day of the week.", text=d["text"]),
    "day-missing": lambda d: gettext("It isn't said which day this is."),
    "lesson-number-unreadable": lambda d: gettext("«%(text)s» isn't the number of a lesson.", text=d["text"]),
    "topic-missing": lambda d: gettext("There is no topic."),
    "not-russian": lambda d: gettext(
        "«%(text)s» has no Russian letters, and topics are written in Russian.", text=d["text"]
    ),
}
