"""What has happened, read from the history: nobody has to remember to tell it, so nothing can be forgotten.

An amendment is looked at when it has settled for a while. A correction that came meanwhile is taken along, so
that a mark is told once, as it was left.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from journal.courses.roster import list_stays
from journal.models import Account, Amendment, Lesson, LessonColumn, Parenthood, Pupil
from journal.notices.rules import News

NOTICE_KINDS = {
    "mark": "mark",
    "attendance": "absence",
    "final": "final",
    "homework": "homework",
    "exam": "exam",
}
SET = "set"  # stands for the homework that was there before
GAP = " · "  # between the parts of an examination's result


@dataclass(frozen=True)
class Happening:
    """A thing that was changed: what it is, what it became, and who has to be told; a family's has a pupil.

    One that isn't settled was corrected a moment ago; its last amendment will be read a second time.
    """

    thing: str
    kind: str
    pupil_id: int | None
    subject_id: int | None
    news: News
    amendment_id: int
    happened_at: datetime
    is_settled: bool
    reader_ids: frozenset[int]
    lesson_id: int | None = None
    period_id: int | None = None
    work_type_id: int | None = None
    on_day: date | None = None


def find_newest_settled(session: Session, *, after: int, until: datetime) -> int:
    """The newest amendment made until that moment; *after* where there is none."""
    newest = select(func.max(Amendment.id)).where(Amendment.id > after, Amendment.made_at <= until)
    return session.scalar(newest) or after


def list_happenings(session: Session, *, after: int, settled: int) -> list[Happening]:
    """The things first changed in *after* < id ≤ *settled*, as their last amendment left them."""
    if settled <= after:
        return []
    by_thing: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in session.execute(_select_amendments(after)):
        if row.subject_id is not None:
            by_thing[name_thing(row)].append(row)
    changed = [rows for rows in by_thing.values() if rows[0].id <= settled and _is_news(rows, settled)]
    readers = list_readers(session) if changed else {}
    return [
        happening
        for rows in changed
        for pupil_id in _list_pupils(session, rows[0])
        if (happening := _build(rows, pupil_id, readers.get(pupil_id, frozenset()), settled)).reader_ids
    ]


def name_thing(row: Row[Any]) -> str:
    """The key of what an amendment changed."""
    if row.kind == "final":
        return f"final {row.subject_id} {row.period_id} {row.pupil_id}"
    if row.kind == "homework":
        return f"homework {row.lesson_id}"
    if row.kind == "exam":
        return f"exam {row.subject_id} {' '.join(name_exam(row))} {row.pupil_id}"
    return f"{row.kind} {row.column_id or row.lesson_id} {row.pupil_id}"


def name_exam(row: Row[Any]) -> tuple[str, str]:
    """The kind and the day of the examination whose result an amendment changed."""
    kind, held_on, *_ = (row.after or row.before).split(GAP)
    return kind, held_on


def read_exam_day(row: Row[Any]) -> date:
    """The day of that examination."""
    day, month, year = name_exam(row)[1].split(".")
    return date(int(year), int(month), int(day))


def list_readers(session: Session) -> dict[int, frozenset[int]]:
    """Whom to tell about each pupil: the pupil and the parents, as far as they can sign in."""
    can_sign_in = select(Account.person_id).where(Account.password_hash.is_not(None))
    pairs = select(Parenthood.pupil_id, Parenthood.parent_id).where(Parenthood.parent_id.in_(can_sign_in))
    themselves = select(Pupil.person_id, Pupil.person_id).where(Pupil.person_id.in_(can_sign_in))
    readers: dict[int, set[int]] = defaultdict(set)
    for pupil_id, person_id in [*session.execute(pairs), *session.execute(themselves)]:
        readers[pupil_id].add(person_id)
    return {pupil_id: frozenset(people) for pupil_id, people in readers.items()}


def _select_amendments(after: int) -> Any:
    return (
        select(
            Amendment.id,
            Amendment.kind,
            Amendment.made_at,
            Amendment.lesson_id,
            Amendment.column_id,
            Amendment.pupil_id,
            Amendment.subject_id,
            Amendment.period_id,
            Amendment.before,
            Amendment.after,
            Amendment.actor_id,
            LessonColumn.work_type_id,
        )
        .outerjoin(LessonColumn, LessonColumn.id == Amendment.column_id)
        .where(Amendment.id > after, Amendment.kind.in_(NOTICE_KINDS))
        .order_by(Amendment.id)
    )


def _list_pupils(session: Session, row: Row[Any]) -> Iterable[int]:
    """Whom an amendment is about: its pupil, or all who were on the lesson's roster."""
    if row.pupil_id is not None:
        return [row.pupil_id]
    lesson = session.get(Lesson, row.lesson_id)
    if lesson is None:
        return []
    return sorted(
        {stay.pupil_id for stay in list_stays(session, lesson.course_id) if stay.covers(lesson.held_on)}
    )


def _build(rows: Sequence[Row[Any]], pupil_id: int, reader_ids: frozenset[int], settled: int) -> Happening:
    first, last = rows[0], rows[-1]
    kind = NOTICE_KINDS[first.kind]
    thing = f"{name_thing(first)} {pupil_id}" if kind == "homework" else name_thing(first)
    return Happening(
        thing=thing,
        kind=kind,
        pupil_id=pupil_id,
        subject_id=first.subject_id,
        news=_fold_rows(rows),
        amendment_id=last.id,
        happened_at=last.made_at,
        is_settled=last.id <= settled,
        reader_ids=reader_ids - {last.actor_id},
        lesson_id=first.lesson_id,
        period_id=first.period_id,
        work_type_id=last.work_type_id,
        on_day=read_exam_day(first) if kind == "exam" else None,
    )


def _is_news(rows: Sequence[Row[Any]], settled: int) -> bool:
    """Whether somebody may have to know; one that stands as before matters while it is corrected."""
    news = _fold_rows(rows)
    return news.before != news.after or rows[-1].id > settled


def _fold_rows(rows: Sequence[Row[Any]]) -> News:
    """What the amendments of a thing made of it.

    Homework is told only where it had been set; a notice names versions and holds no text.
    """
    first, last = rows[0], rows[-1]
    if first.kind == "exam":
        return News(_cut_result(first.before), _cut_result(last.after))
    if first.kind != "homework":
        return News(first.before, last.after)
    if not first.before:
        return News("", "")
    return News(SET, f"{last.id}" if last.after else "")


def _cut_result(text: str) -> str:
    """A result without the examination's kind and day: «4 · 71»."""
    return GAP.join(text.split(GAP)[2:])
