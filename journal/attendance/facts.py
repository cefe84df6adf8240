"""Recording illness, exemptions and other valid reasons as dated facts (R-REASON, R-PE)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from journal.amendments.record import Place, record_value, summarise
from journal.attachments.store import Upload
from journal.attendance.rules import Spell, check_no_overlap, check_spell
from journal.attendance.services import is_in_class, keep_papers
from journal.entries.facts import CODES
from journal.errors import BadRequest, NotFound
from journal.models import AbsencePaper, HealthFact, Pupil, Subject
from journal.permissions.actions import FACT_EDIT
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.permissions.targets import class_target
from journal.school import school_today


@dataclass(frozen=True)
class FactValue:
    """What is recorded of a pupil; only an exemption may name a subject."""

    pupil_id: int
    kind: str
    spell: Spell
    subject_id: int | None = None
    uploads: Sequence[Upload] = ()


def record_fact(session: Session, *, actor: Actor, class_id: int, value: FactValue) -> HealthFact:
    """Record a fact of a pupil of the class.

    Raises `NotFound`, `Forbidden`, `BadRequest`, `BadSpell`, `OverlappingFact`, `FileTooBig` or `BadFile`.
    """
    permit(actor, FACT_EDIT, class_target(session, class_id))
    today = school_today(session)
    if value.kind not in CODES or not is_in_class(session, class_id, value.pupil_id, today):
        raise BadRequest()
    return add_fact(session, actor=actor, class_id=class_id, value=value)


def add_fact(session: Session, *, actor: Actor, class_id: int, value: FactValue) -> HealthFact:
    """Add a fact whose recorder was allowed to; raise `BadSpell` or `OverlappingFact`."""
    check_spell(value.spell)
    subject_id = value.subject_id if value.kind == "exemption" else None
    if subject_id is not None and session.get(Subject, subject_id) is None:
        raise BadRequest()
    check_no_overlap(value.spell, _list_spells(session, value.pupil_id, value.kind, subject_id))
    assert actor.person_id is not None
    fact = HealthFact(
        pupil_id=value.pupil_id,
        kind=value.kind,
        subject_id=subject_id,
        starts_on=value.spell.starts_on,
        ends_on=value.spell.ends_on,
        recorded_by=actor.person_id,
    )
    session.add(fact)
    session.flush()
    _record(session, actor, class_id, fact, "", _show(fact))
    keep_papers(
        session,
        actor=actor,
        pupil_id=fact.pupil_id,
        on=fact.starts_on,
        uploads=value.uploads,
        fact_id=fact.id,
    )
    return fact


def change_fact(
    session: Session,
    *,
    actor: Actor,
    class_id: int,
    fact_id: int,
    ends_on: date,
    uploads: Sequence[Upload] = (),
) -> HealthFact:
    """Move the last day of a fact, and add papers; raises as `record_fact` does."""
    fact = get_fact(session, actor, class_id, fact_id)
    spell, before = Spell(fact.starts_on, ends_on), _show(fact)
    check_spell(spell)
    others = _list_spells(session, fact.pupil_id, fact.kind, fact.subject_id, except_id=fact.id)
    check_no_overlap(spell, others)
    if fact.ends_on != ends_on:
        fact.ends_on = ends_on
        _record(session, actor, class_id, fact, before, _show(fact))
    keep_papers(
        session, actor=actor, pupil_id=fact.pupil_id, on=fact.starts_on, uploads=uploads, fact_id=fact.id
    )
    return fact


def remove_fact(session: Session, *, actor: Actor, class_id: int, fact_id: int) -> None:
    """Take back a fact that was recorded by mistake; what it has filled in stays, and so does the history."""
    fact = get_fact(session, actor, class_id, fact_id)
    _record(session, actor, class_id, fact, _show(fact), "")
    session.execute(delete(AbsencePaper).where(AbsencePaper.fact_id == fact.id))
    session.delete(fact)
    session.flush()


def get_fact(session: Session, actor: Actor, class_id: int, fact_id: int) -> HealthFact:
    """A fact of a pupil of the class, held for writing; raise `NotFound` or `Forbidden`."""
    permit(actor, FACT_EDIT, class_target(session, class_id))
    fact = session.get(HealthFact, fact_id, with_for_update=True)
    if fact is None or not is_in_class(session, class_id, fact.pupil_id, school_today(session)):
        raise NotFound()
    return fact


def _list_spells(
    session: Session, pupil_id: int, kind: str, subject_id: int | None, *, except_id: int = 0
) -> list[Spell]:
    """The days of the pupil's facts of a kind; the pupil's row is held, so that two writers take turns."""
    session.execute(select(Pupil.person_id).where(Pupil.person_id == pupil_id).with_for_update())
    rows = session.execute(
        select(HealthFact.starts_on, HealthFact.ends_on).where(
            HealthFact.pupil_id == pupil_id,
            HealthFact.kind == kind,
            HealthFact.subject_id == subject_id if subject_id else HealthFact.subject_id.is_(None),
            HealthFact.id != except_id,
        )
    )
    return [Spell(*row) for row in rows]


def _show(fact: HealthFact) -> str:
    return summarise((fact.kind, fact.starts_on.isoformat(), fact.ends_on.isoformat()))


def _record(session: Session, actor: Actor, class_id: int, fact: HealthFact, before: str, after: str) -> None:
    place = Place(class_ids=(class_id,), pupil_id=fact.pupil_id, subject_id=fact.subject_id)
    record_value(session, actor=actor, kind="fact", place=place, before=before, after=after)
    session.flush()
