"""What the forms of absences send, as the services want it."""

from collections import defaultdict
from datetime import date

from flask import request
from flask_babel import gettext, ngettext

from journal.attendance.errors import WasPresent
from journal.attendance.facts import FactValue
from journal.attendance.rules import Spell
from journal.attendance.services import DayOutcome, DayWrite
from journal.blueprints.homework.uploads import read_uploads
from journal.entries.symbols import Code
from journal.error_messages import explain
from journal.errors import BadRequest
from journal.request_values import read_date, read_key

WRITTEN = {str(code): code for code in (Code.VALID, Code.ILL, Code.UNEXCUSED, Code.ABSENT)}
LAST_LESSON = "99"


def read_day_of(text: str) -> date:
    """A day that must be there; raise BadRequest."""
    day = read_date(text)
    if day is None:
        raise BadRequest()
    return day


def read_code(text: str) -> Code | None:
    """A reason, None for «was there»; raise BadRequest for anything else."""
    if text and text not in WRITTEN:
        raise BadRequest()
    return WRITTEN.get(text)


def read_saw(text: str) -> dict[int, str]:
    """«12: 13:Б» as what was seen by lesson; raise BadRequest."""
    saw = {}
    for part in text.split():
        key, _, code = part.partition(":")
        if code and code not in tuple(Code):
            raise BadRequest()
        saw[read_key(key)] = code
    return saw


def read_day_write(pupil_id: int) -> DayWrite:
    """The form of a pupil's day."""
    form = request.form
    return DayWrite(
        pupil_id=pupil_id,
        on=read_day_of(form.get("on", "")),
        code=read_code(form.get("code", "")),
        first=read_key(form.get("first", "0")),
        last=read_key(form.get("last", LAST_LESSON)),
        saw=read_saw(form.get("saw", "")),
        note=form.get("note", ""),
        uploads=read_uploads(request.files),
    )


def read_spell() -> Spell:
    """The first and the last day; a last one that was left empty is the first."""
    first = read_day_of(request.form.get("starts_on", ""))
    return Spell(first, read_date(request.form.get("ends_on", "")) or first)


def read_fact() -> FactValue:
    """The form of a fact."""
    subject = request.form.get("subject_id", "")
    return FactValue(
        pupil_id=read_key(request.form.get("pupil_id", "")),
        kind=request.form.get("kind", ""),
        spell=read_spell(),
        subject_id=read_key(subject) if subject else None,
        uploads=read_uploads(request.files),
    )


def describe_outcome(outcome: DayOutcome) -> list[tuple[str, str]]:
    """What was written and what was left as it is, as flashed lines: (sentence, category)."""
    refused: dict[str, list[str]] = defaultdict(list)
    attended = []
    for number, subject, error in outcome.skipped:
        lesson = f"{number}. {subject}"
        if isinstance(error, WasPresent) and error.symbol:
            attended.append(f"{lesson} ({error.symbol})")
        else:
            refused[explain(error)].append(lesson)
    lines = [
        (gettext("%(lesson)s: %(why)s", lesson=", ".join(lessons), why=why), "warning")
        for why, lessons in refused.items()
    ]
    if attended:
        lines.append((describe_attended(attended), "warning"))
    if outcome.written:
        done = ngettext("%(num)s lesson is saved.", "%(num)s lessons are saved.", outcome.written)
        return [(done, "success"), *lines]
    return lines or [(gettext("Everything stands so already; nothing was changed."), "success")]


def describe_attended(lessons: list[str]) -> str:
    """Why these lessons were left as they are: «2. Алгебра (5)»."""
    return gettext(
        "The pupil was at these lessons, so they stay as they are: %(lessons)s. "
        "A mark or a late arrival can be changed by the lesson's teacher only.",
        lessons=", ".join(lessons),
    )
