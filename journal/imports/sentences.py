"""What an import asks people, in whole sentences. The edge: it translates."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext, ngettext

from journal.error_messages import explain
from journal.imports.errors import (
    AnswersUnreadable,
    NobodyToRecord,
    NothingToImport,
    PlanInUse,
    UnansweredQuestions,
    WorkbookRefused,
)
from journal.imports.findings import say_weekday
from journal.imports.headings import SKIP
from journal.imports.meanings import name_kind, name_meaning
from journal.imports.questions import JOINT, NEW, OMIT, Ask, Choice, Question
from journal.imports.reasons import say_file_trouble, say_row_reason
from journal.imports.synonyms import Kind


def say_question(question: Question) -> str:
    """Return the question in whole sentences."""
    return QUESTIONS[question.ask](question.data)


def say_choice(question: Question, choice: Choice) -> str:
    """Return one of the answers as a person reads it."""
    if question.ask is Ask.CLASH:
        if choice.value == JOINT:
            return gettext("A joint lesson: both stay in the timetable")
        return gettext("Leave out: %(lesson)s", lesson=choice.label)
    if choice.label:
        if choice.value.startswith("teacher:"):
            return gettext("A course of its own, taught by %(name)s", name=choice.label)
        return choice.label
    return _say_plain_choice(question, choice.value)


def _say_plain_choice(question: Question, value: str) -> str:
    match question.ask, value:
        case Ask.SHEET, kind if kind != SKIP:
            return name_kind(Kind(kind))
        case Ask.COLUMN, meaning if meaning != SKIP:
            return name_meaning(Kind(question.data["kind"]), meaning)
        case ((Ask.SHEET | Ask.COLUMN), _):
            return gettext("Leave it out of the import")
        case Ask.PARENT, _:
            return gettext("Somebody else: a card of one's own")
        case Ask.STAFF, _:
            return gettext("Somebody else: a new employee")
        case Ask.SUBJECT, choice if choice == NEW:
            return gettext("A new course, its teacher is named later")
        case Ask.ROW, choice if choice == OMIT:
            return gettext("Leave this row out")
        case _:
            return gettext("Leave it out")


def _say_clash(data: Mapping[str, Any]) -> str:
    return gettext(
        "%(teacher)s would be in two places at once (%(day)s, lesson %(number)s): %(lessons)s. "
        "Is it a joint lesson, or which one is left out?",
        teacher=data["teacher"],
        day=say_weekday(data["weekday"]),
        number=data["number"],
        lessons="; ".join(data["lessons"]),
    )


def _say_sheet(data: Mapping[str, Any]) -> str:
    if data["missing"]:
        return gettext(
            "The sheet «%(sheet)s» of %(file)s has no column for: %(missing)s. "
            "Say which of its columns that is, or what the sheet is.",
            sheet=data["sheet"],
            file=data["file"],
            missing=", ".join(name_meaning(Kind(data["kind"]), meaning) for meaning in data["missing"]),
        )
    return gettext(
        "The sheet «%(sheet)s» of %(file)s has no heading that is known. What is it?",
        sheet=data["sheet"],
        file=data["file"],
    )


def _say_column(data: Mapping[str, Any]) -> str:
    return gettext(
        "What stands in the column «%(heading)s» (%(file)s, sheet «%(sheet)s»)?",
        heading=data["heading"],
        file=data["file"],
        sheet=data["sheet"],
    )


def _say_row(data: Mapping[str, Any]) -> str:
    return gettext(
        "%(file)s, sheet «%(sheet)s», row %(row)s. %(reason)s",
        file=data["file"],
        sheet=data["sheet"],
        row=data["row"],
        reason=say_row_reason(data["code"], data["data"]),
    )


def _say_parent(data: Mapping[str, Any]) -> str:
    return gettext(
        "%(name)s, parent of %(child)s, has the same name as somebody else, but the phones don't agree. "
        "Is it the same person?",
        name=", ".join((data["name"], *data["phones"])),
        child=data["child"],
    )


def _say_split(data: Mapping[str, Any]) -> str:
    return gettext(
        "Who is in which subgroup: %(subject)s, %(class_name)s? Halves of the alphabet are proposed.",
        subject=data["subject"],
        class_name=data["class_name"],
    )


def _say_file(data: Mapping[str, Any]) -> str:
    return say_file_trouble(data["file"], data["trouble"], data["figures"])


QUESTIONS: Mapping[Ask, Callable[[Mapping[str, Any]], str]] = {
    Ask.FILE: _say_file,
    Ask.SHEET: _say_sheet,
    Ask.COLUMN: _say_column,
    Ask.ROW: _say_row,
    Ask.CALENDAR: lambda data: gettext(
        "Periods and holidays of the school year %(year)s: are these right?", year=data["title"]
    ),
    Ask.PARENT: _say_parent,
    Ask.STAFF: lambda data: gettext(
        "A teacher called %(name)s: is it one of these people?", name=data["name"]
    ),
    Ask.SPLIT: _say_split,
    Ask.SUBJECT: lambda data: gettext(
        "The timetable has «%(subject)s» in %(class_name)s, but nobody's load has it there. What is it?",
        subject=data["subject"],
        class_name=data["class_name"],
    ),
    Ask.CLASH: _say_clash,
    Ask.WHICH: lambda data: gettext("There are several plans in the file. Which one is it?"),
    Ask.PLAN: lambda data: ngettext(
        "Which course is this plan of %(num)s topic for: «%(title)s»?",
        "Which course is this plan of %(num)s topics for: «%(title)s»?",
        data["topics"],
        title=data["title"],
    ),
}


@explain.register
def _(error: WorkbookRefused) -> str:
    return say_file_trouble(error.file, error.trouble, error.figures)


@explain.register
def _(error: UnansweredQuestions) -> str:
    return ngettext(
        "%(num)s question has no answer yet, so nothing was written. Please answer it and import again.",
        "%(num)s questions have no answer yet, so nothing was written. Please answer them and import again.",
        error.count,
    )


@explain.register
def _(error: NobodyToRecord) -> str:
    return gettext(
        "The lists have exemptions, and somebody must answer for them, but the school has no administrator. "
        "Please make one with «journal init» and import again."
    )


@explain.register
def _(error: PlanInUse) -> str:
    return gettext(
        "Lessons have already taken topics of the present plan, so another plan can't take its place. "
        "Nothing was changed. Topics can be corrected one by one in the lessons."
    )


@explain.register
def _(error: NothingToImport) -> str:
    if error.folder:
        return gettext("There is no spreadsheet (.xlsx) in %(folder)s.", folder=error.folder)
    return gettext("No file was chosen. Please choose the school's spreadsheets (.xlsx).")


@explain.register
def _(error: AnswersUnreadable) -> str:
    return gettext(
        "The answers in %(path)s can't be read. Please run the import without --answers to get a new file.",
        path=error.path,
    )
