"""Making extracts: for an application by its rhythm, or of one subject by its teacher (R-ONEDAY, R-ASK)."""

import secrets
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.heads import find_head
from journal.amendments.record import Place, record_value, summarise
from journal.attachments.store import keep_file
from journal.attachments.types import PDF
from journal.courses.roster import list_stays
from journal.errors import NotFound
from journal.extracts import rules
from journal.extracts.contents import FullSpan, get_contents
from journal.extracts.paper import ExtractHead, write_extract
from journal.extracts.places import find_class_ids, get_school_week
from journal.extracts.rules import Span
from journal.extracts.services import check_consent, go_on, hold_application
from journal.models import Course, Extract, ExtractApplication, Person, Pupil, SchoolClass, Subject
from journal.permissions.actions import EXTRACT_MAKE, EXTRACT_SUBJECT
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.permissions.targets import course_target
from journal.school import get_school, school_today, school_zone

# No letters or digits that are easily taken for each other.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_GROUPS, GROUP_LENGTH = 3, 4
CHECK_PATH = "/extracts/check"


def make_extract(session: Session, *, actor: Actor, application_id: int, public_url: str = "") -> Extract:
    """Make the next extract of an application: the days since the last one, up to today.

    An extract that nobody had to make by a certain day – made anew, or between two of the rhythm – has no
    day due, and leaves that of the application. Raises `NotFound`, `WrongStep`, `NoConsent`, `NothingNew`.
    """
    application = hold_application(session, actor, EXTRACT_MAKE, application_id)
    check_consent(application)
    rules.check_step(application.state, rules.READY)
    former = _find_former(session, application_id)
    wanted = Span(application.starts_on, application.ends_on)
    told_until = former.ends_on if former else None
    today = school_today(session)
    starts_on, ends_on = rules.compute_next_span(wanted, told_until, today)
    is_due = former is None or (application.is_repeated and _is_due(session, application, today))
    extract = Extract(
        application_id=application_id,
        pupil_id=application.pupil_id,
        starts_on=starts_on,
        ends_on=ends_on,
        due_on=application.due_on if is_due else None,
    )
    _keep_extract(session, actor, extract)
    print_extract(session, actor, extract, former, public_url, receipt=application.delivery == "person")
    go_on(session, actor, application, rules.READY, f"№ {extract.id}")
    if application.is_repeated and is_due:
        application.due_on = _find_next_due_day(session, application)
    return extract


def make_subject_extract(
    session: Session, *, actor: Actor, course_id: int, pupil_id: int, span: Span, public_url: str = ""
) -> Extract:
    """Make an extract of one subject for a parent who asked its teacher (R-ASK).

    Raises `NotFound` for a pupil who was never on the course, and `BadSpan`.
    """
    permit(actor, EXTRACT_SUBJECT, course_target(session, course_id))
    if pupil_id not in {stay.pupil_id for stay in list_stays(session, course_id)}:
        raise NotFound()
    today = school_today(session)
    rules.check_span(span, today)
    ends_on = min(span.ends_on or today, today)
    extract = Extract(
        course_id=course_id, pupil_id=pupil_id, starts_on=min(span.starts_on, ends_on), ends_on=ends_on
    )
    _keep_extract(session, actor, extract)
    print_extract(session, actor, extract, None, public_url, receipt=True)
    return extract


def _find_former(session: Session, application_id: int) -> Extract | None:
    """The last extract that was made for an application."""
    return session.scalar(
        select(Extract).where(Extract.application_id == application_id).order_by(Extract.id.desc()).limit(1)
    )


def _is_due(session: Session, application: ExtractApplication, today: date) -> bool:
    """Whether an extract of today is the one that the rhythm asks for."""
    assert application.due_on is not None
    at_risk = session.get_one(Pupil, application.pupil_id).at_risk
    return rules.serves_due_day(application.due_on, today, at_risk=at_risk)


def _find_next_due_day(session: Session, application: ExtractApplication) -> date:
    """R-RHYTHM: when the next extract of a repeated application is due."""
    assert application.due_on is not None
    return rules.compute_next_due_day(
        application.due_on,
        at_risk=session.get_one(Pupil, application.pupil_id).at_risk,
        week_days=get_school_week(session, application.due_on),
    )


def _keep_extract(session: Session, actor: Actor, extract: Extract) -> None:
    """Keep the row of an extract, which gives it its number, with an amendment."""
    assert actor.person_id is not None
    extract.code, extract.made_at, extract.made_by = make_code(), clock.now(), actor.person_id
    session.add(extract)
    session.flush()
    days = f"{extract.starts_on.isoformat()}–{extract.ends_on.isoformat()}"
    record_value(
        session,
        actor=actor,
        kind="extract",
        place=Place(class_ids=find_class_ids(session, extract.pupil_id), pupil_id=extract.pupil_id),
        before="",
        after=summarise((f"№ {extract.id}", days)),
    )


def make_code() -> str:
    """A code that nobody guesses: «K7QM-2RTD-9XWA»."""
    return "-".join(
        "".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(CODE_GROUPS)
    )


def print_extract(
    session: Session, actor: Actor, extract: Extract, former: Extract | None, public_url: str, receipt: bool
) -> None:
    """Make the paper of an extract and keep it: what it told can be shown for as long as it is kept."""
    assert actor.person_id is not None
    contents = get_contents(
        session,
        pupil_id=extract.pupil_id,
        span=FullSpan(extract.starts_on, extract.ends_on),
        subject=_name_subject(session, extract.course_id),
        former=(former.made_at, FullSpan(former.starts_on, former.ends_on)) if former else None,
    )
    school = get_school(session)
    head = ExtractHead(
        number=str(extract.id),
        school=school.name,
        place=", ".join(part for part in (school.settlement, school.region) if part),
        pupil=session.get_one(Person, extract.pupil_id).full_name,
        subject=_name_subject(session, extract.course_id) or "",
        moment=f"{extract.made_at.astimezone(school_zone(session)):%d.%m.%Y %H:%M}",
        position=actor.position,
        person=actor.name,
        code=extract.code,
        address=f"{public_url.rstrip('/')}{CHECK_PATH}" if public_url else "",
        receipt=receipt,
        **_describe_class(session, extract.pupil_id),
    )
    content = write_extract(head, contents, extract.made_at)
    name = f"Выписка № {extract.id}.pdf"
    paper = keep_file(session, name, PDF.media_type, content, actor.person_id, extract.made_at)
    extract.paper_id = paper.id
    session.flush()


def _name_subject(session: Session, course_id: int | None) -> str | None:
    """The subject of a course; None for an extract of all subjects."""
    return session.scalar(select(Subject.name).join(Course).where(Course.id == course_id))


def _describe_class(session: Session, pupil_id: int) -> dict[str, str]:
    """The name of the pupil's class, and the head of its chain of amendments at this moment."""
    class_ids = find_class_ids(session, pupil_id)
    if not class_ids:
        return {"class_name": "", "head": ""}
    head = find_head(session, class_ids[0])
    return {
        "class_name": session.get_one(SchoolClass, class_ids[0]).name,
        "head": str(head) if head else "",
    }
