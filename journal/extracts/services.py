"""An application from preparing to its end; each step keeps who and when (R-APPLY, R-ONEDAY, R-REFUSE)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.record import Place, record_value, summarise
from journal.errors import NotFound
from journal.extracts import rules
from journal.extracts.errors import IncompleteApplication, NoConsent
from journal.extracts.places import find_class_ids, get_school_week
from journal.extracts.rules import Span
from journal.models import ApplicationStep, ExtractApplication, Person
from journal.notices.addresses import check_address
from journal.notices.errors import BadAddress
from journal.permissions.actions import (
    EXTRACT_APPLY,
    EXTRACT_MAKE,
    EXTRACT_RECEIVE,
    EXTRACT_REFUSE,
    EXTRACT_VIEW,
)
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.permissions.targets import application_target, pupil_target
from journal.school import school_today
from journal.texts.rules import check_line, check_text, clean_line

LINE_LIMIT, REFUSAL_LIMIT, PHONE_LIMIT = 300, 2000, 40
ENDING_LENGTH = 4


@dataclass(frozen=True)
class Wish:
    """What an application asks for, as it was typed."""

    applicant: str
    span: Span
    delivery: str
    address: str = ""
    protection: str = ""
    phone: str = ""
    authority: str = ""


@dataclass(frozen=True)
class Identity:
    """The document that the applicant showed: its kind and its last signs, never the whole (R-APPLY)."""

    kind: str
    ending: str


def prepare_application(
    session: Session, *, actor: Actor, pupil_id: int, wish: Wish, applicant_id: int | None = None
) -> ExtractApplication:
    """Keep an application that is still to be signed on paper; a parent always applies in the own name.

    Raises `NotFound`, `BadSpan`, `IncompleteApplication`, `TooLong`, `NotRussian`.
    """
    target = pupil_target(session, pupil_id)
    permit(actor, EXTRACT_APPLY, target)
    assert actor.person_id is not None
    if actor.person_id in target.parent_ids:
        applicant_id = actor.person_id
    if applicant_id is not None and applicant_id not in target.parent_ids:
        raise NotFound()
    today = school_today(session)
    rules.check_span(wish.span, today)
    address = clean_line(wish.address)
    protection = wish.protection.replace("\0", "").strip()
    rules.check_delivery(wish.delivery, address, protection)
    if wish.delivery == "email":
        _check_mail_address(address)
    one = ExtractApplication(
        pupil_id=pupil_id,
        applicant_id=applicant_id,
        applicant=_name_applicant(session, wish, applicant_id),
        authority=check_line(wish.authority, LINE_LIMIT),
        phone=check_line(wish.phone, PHONE_LIMIT),
        delivery=wish.delivery,
        address=address[:LINE_LIMIT] if wish.delivery in rules.ADDRESSED else "",
        protection=protection if wish.delivery == "email" else "",
        starts_on=wish.span.starts_on,
        ends_on=wish.span.ends_on,
        state=rules.PREPARED,
        prepared_by=actor.person_id,
        prepared_at=clock.now(),
    )
    session.add(one)
    session.flush()
    _take_step(session, actor, one, "", rules.PREPARED)
    return one


def receive_application(
    session: Session, *, actor: Actor, application_id: int, identity: Identity, signed_on: date
) -> ExtractApplication:
    """Take the signed application and consent in, the document having been seen; the one day begins.

    Raises `NotFound`, `WrongStep` and `IncompleteApplication`, which names what is wrong or missing.
    """
    one = hold_application(session, actor, EXTRACT_RECEIVE, application_id)
    rules.check_step(one.state, rules.RECEIVED)
    ending = clean_line(identity.ending)
    if identity.kind not in rules.IDENTITY_KINDS or len(ending) != ENDING_LENGTH or not ending.isalnum():
        raise IncompleteApplication(missing="identity")
    if one.applicant_id is None and not one.authority:
        raise IncompleteApplication(missing="authority")
    rules.check_signature(signed_on, school_today(session))
    one.identity_kind, one.identity_ending = identity.kind, ending
    one.identity_seen_by = actor.person_id
    one.signed_on = one.consent_on = signed_on
    one.due_on = rules.compute_due_day(signed_on, week_days=get_school_week(session, signed_on))
    go_on(session, actor, one, rules.RECEIVED)
    return one


def take_in_work(session: Session, *, actor: Actor, application_id: int) -> None:
    """Say that the extract is being prepared; raises `NotFound`, `WrongStep`."""
    one = hold_application(session, actor, EXTRACT_MAKE, application_id)
    go_on(session, actor, one, rules.WORKING)


def refuse_application(
    session: Session, *, actor: Actor, application_id: int, ground: str, text: str
) -> None:
    """Refuse with a lawful ground, said in words for the notice (R-REFUSE).

    Raises `NotFound`, `Forbidden`, `WrongStep`, `IncompleteApplication`, `Empty`, `NotRussian`, `TooLong`.
    """
    one = hold_application(session, actor, EXTRACT_REFUSE, application_id)
    if ground not in rules.GROUNDS:
        raise IncompleteApplication(missing="ground")
    said = check_text(text, REFUSAL_LIMIT, is_required=True)
    rules.check_step(one.state, rules.REFUSED)
    one.refusal_ground, one.refusal_text = ground, said
    go_on(session, actor, one, rules.REFUSED)


def withdraw_application(session: Session, *, actor: Actor, application_id: int) -> None:
    """End an application at the applicant's wish: nothing more is made. Raises `NotFound`, `WrongStep`."""
    one = hold_application(session, actor, EXTRACT_VIEW, application_id)
    permit(actor, EXTRACT_APPLY, application_target(session, application_id))
    go_on(session, actor, one, rules.WITHDRAWN)


def withdraw_consent(session: Session, *, actor: Actor, application_id: int) -> None:
    """Take the consent to the processing of personal data back; the application ends with it.

    How to reach the applicant, and the password of the files, are forgotten at once.
    Raises `NotFound`, `WrongStep`, and `NoConsent` where none was given or it is gone already.
    """
    one = hold_application(session, actor, EXTRACT_VIEW, application_id)
    permit(actor, EXTRACT_APPLY, application_target(session, application_id))
    check_consent(one)
    one.consent_withdrawn_on = school_today(session)
    one.address = one.protection = one.phone = ""
    if rules.WITHDRAWN in rules.STEPS[one.state]:
        go_on(session, actor, one, rules.WITHDRAWN, "consent")
    else:
        _take_step(session, actor, one, one.state, one.state, "consent")


def check_consent(one: ExtractApplication) -> None:
    """Raise NoConsent unless the consent was given and still stands."""
    if one.consent_on is None or one.consent_withdrawn_on is not None:
        raise NoConsent()


def hold_application(session: Session, actor: Actor, action: str, application_id: int) -> ExtractApplication:
    """The application, held against whoever takes a step at the same moment, for one who may do *action*."""
    permit(actor, action, application_target(session, application_id))
    return session.execute(
        select(ExtractApplication)
        .where(ExtractApplication.id == application_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one()


def go_on(session: Session, actor: Actor, one: ExtractApplication, state: str, note: str = "") -> None:
    """Bring a held application into another state, with its trace; raises `WrongStep`."""
    rules.check_step(one.state, state)
    before, one.state = one.state, state
    _take_step(session, actor, one, before, state, note)


def _take_step(
    session: Session, actor: Actor, one: ExtractApplication, before: str, after: str, note: str = ""
) -> None:
    """Keep the step, and an amendment in the chain of the pupil's class."""
    step = ApplicationStep(
        application_id=one.id, state=after, made_at=clock.now(), person_id=actor.person_id, note=note
    )
    session.add(step)
    number = f"№ {one.id}"
    record_value(
        session,
        actor=actor,
        kind="application",
        place=Place(class_ids=find_class_ids(session, one.pupil_id), pupil_id=one.pupil_id),
        before=summarise((number, before)) if before else "",
        after=summarise((number, after, note)),
    )
    session.flush()


def _check_mail_address(address: str) -> None:
    """Raise IncompleteApplication for what no letter can be sent to."""
    try:
        check_address(address)
    except BadAddress as error:
        raise IncompleteApplication(missing="email") from error


def _name_applicant(session: Session, wish: Wish, applicant_id: int | None) -> str:
    """A parent's name from the own card, a representative's as it was typed."""
    if applicant_id is not None:
        return session.get_one(Person, applicant_id).full_name
    name = check_line(wish.applicant, LINE_LIMIT)
    if not name:
        raise IncompleteApplication(missing="applicant")
    return name
