"""Writing people: pupils with their classes, parents, teachers, tutors, exemptions."""

from sqlalchemy import select

from journal.imports.drafts import ImportPlan, ParentDraft, PupilDraft, StaffDraft
from journal.imports.errors import NobodyToRecord
from journal.imports.ledger import Ledger
from journal.imports.people import FullName
from journal.imports.subjects import subject_key
from journal.models import (
    Enrolment,
    HealthFact,
    Parenthood,
    Person,
    Pupil,
    StaffMember,
    StaffRole,
    Subject,
    Tutorship,
)

PHONE_LENGTH = 40
PHYSICAL_EDUCATION = subject_key("Физическая культура")


def write_people(ledger: Ledger, plan: ImportPlan) -> None:
    """Write everybody who is new, and what is new about those who are known."""
    _write_pupils(ledger, plan)
    for parent in plan.parents:
        _write_parent(ledger, parent)
    for staff in plan.staff:
        _write_staff(ledger, staff)
    for tutor in plan.tutors:
        assert tutor.staff.id is not None
        ledger.session.add(
            Tutorship(
                class_id=ledger.class_ids[tutor.class_name],
                person_id=tutor.staff.id,
                starts_on=plan.year.starts_on,
                ends_on=None,
            )
        )
        ledger.note("tutor", str(tutor.staff.name), class_name=tutor.class_name)
    ledger.session.flush()


def write_exemptions(ledger: Ledger, plan: ImportPlan) -> None:
    """Write the exemptions from physical education (R-PE); they name the subject if the school has it."""
    subjects = ledger.session.execute(select(Subject.id, Subject.name))
    subject_id = next((row.id for row in subjects if subject_key(row.name) == PHYSICAL_EDUCATION), None)
    recorder = ledger.actor.person_id or _find_administrator(ledger) if plan.exemptions else None
    for pupil, starts_on, ends_on in plan.exemptions:
        ledger.session.add(
            HealthFact(
                pupil_id=pupil.id,
                kind="exemption",
                subject_id=subject_id,
                starts_on=starts_on,
                ends_on=ends_on,
                recorded_by=recorder,
            )
        )
        ledger.note_person("exemption", f"{starts_on:%d.%m.%Y}–{ends_on:%d.%m.%Y}", pupil)
    ledger.session.flush()


def _write_pupils(ledger: Ledger, plan: ImportPlan) -> None:
    """Write persons, then their pupils' cards, then enrolments: each refers to what stands before it."""
    session = ledger.session
    new = [(draft, _make_person(draft.name)) for draft in plan.pupils if draft.id is None]
    for draft, person in new:
        person.birth_date, person.phone, person.address = draft.birth_date, draft.phone, draft.address
        session.add(person)
    session.flush()
    for draft, person in new:
        draft.id = person.id
        session.add(_make_pupil(draft, person.id))
        ledger.note_person("pupil", f"{draft.name}, {draft.class_name}", draft)
    session.flush()
    for draft in plan.pupils:
        if not draft.enrolled:
            assert draft.id is not None
            class_id = ledger.class_ids[draft.class_name]
            session.add(Enrolment(pupil_id=draft.id, class_id=class_id, starts_on=plan.year.starts_on))
            ledger.note_person("enrolment", draft.class_name, draft)
    session.flush()


def _make_pupil(draft: PupilDraft, person_id: int) -> Pupil:
    return Pupil(
        person_id=person_id,
        file_number=draft.file_number,
        at_risk=draft.notes.at_risk,
        home_taught=draft.notes.home_taught,
        note=draft.notes.text,
    )


def _write_parent(ledger: Ledger, draft: ParentDraft) -> None:
    session = ledger.session
    if draft.id is None:
        person = _make_person(draft.name)
        person.phone = ", ".join(draft.phones)[:PHONE_LENGTH]
        session.add(person)
        session.flush()
        draft.id = person.id
    for pupil, kind in draft.links:
        assert pupil.id is not None
        session.add(Parenthood(pupil_id=pupil.id, parent_id=draft.id, kind=kind))
        ledger.note_person("parent", str(draft.name), pupil)


def _write_staff(ledger: Ledger, draft: StaffDraft) -> None:
    session = ledger.session
    if draft.id is None and draft.card is not None:
        draft.id = draft.card.id
    if draft.id is None:
        person = _make_person(draft.name)
        session.add(person)
        session.flush()
        draft.id = person.id
    if not draft.is_staff:
        session.add(StaffMember(person_id=draft.id, position=draft.position, dismissed_on=None))
        session.flush()
        ledger.note_person("staff", f"{draft.name}, {draft.position}")
    if not draft.is_teacher:
        session.add(StaffRole(person_id=draft.id, role="teacher"))


def _make_person(name: FullName) -> Person:
    return Person(
        last_name=name.last_name,
        first_name=name.first_name,
        middle_name=name.middle_name,
        sort_key=name.key,
    )


def _find_administrator(ledger: Ledger) -> int:
    """Return who answers for facts that the command line imports: the school's first administrator."""
    found = ledger.session.scalar(
        select(StaffRole.person_id)
        .where(StaffRole.role == "administrator")
        .order_by(StaffRole.person_id)
        .limit(1)
    )
    if found is None:
        raise NobodyToRecord()
    return found
