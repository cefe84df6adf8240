"""An application on its way: signed, made, handed, repeated, refused, withdrawn.

R-ASK, R-APPLY, R-ONEDAY, R-RHYTHM, R-DELIVERY, R-REFUSE.
"""

import io
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock
from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, set_cell
from journal.errors import Forbidden, NotFound
from journal.extracts.errors import AlreadyHanded, IncompleteApplication, NoConsent, NothingNew, WrongStep
from journal.extracts.handing import claim_parcel, hand_extract, list_due_parcels, note_failed, note_sent
from journal.extracts.making import make_extract, make_subject_extract
from journal.extracts.rules import Span
from journal.extracts.services import (
    Identity,
    Wish,
    prepare_application,
    receive_application,
    refuse_application,
    withdraw_application,
    withdraw_consent,
)
from journal.extracts.watching import list_months
from journal.models import (
    Amendment,
    ApplicationStep,
    Attachment,
    AttachmentContent,
    Extract,
    ExtractApplication,
    LessonColumn,
)
from tests.factories import FRIDAY, SmallSchool, actor_of, make_school

PASSPORT = Identity("passport", "4821")


@pytest.fixture(autouse=True)
def moment() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(FRIDAY, tick=False) as moment:
        yield moment


@pytest.fixture
def school(session: Session) -> SmallSchool:
    return make_school(session)


def prepare(
    session: Session, school: SmallSchool, delivery: str = "person", **values: str
) -> ExtractApplication:
    protection = "семь синих" if delivery == "email" else ""
    wish = Wish("", Span(school.year.starts_on), delivery, protection=protection, **values)
    parent = actor_of(session, school.parent_a)
    return prepare_application(session, actor=parent, pupil_id=school.pupils_a[0].id, wish=wish)


def receive(session: Session, school: SmallSchool, one: ExtractApplication) -> ExtractApplication:
    secretary = actor_of(session, school.secretary)
    return receive_application(
        session, actor=secretary, application_id=one.id, identity=PASSPORT, signed_on=school.today
    )


def make(session: Session, school: SmallSchool, one: ExtractApplication) -> Extract:
    return make_extract(session, actor=actor_of(session, school.teacher_a), application_id=one.id)


def hand(session: Session, school: SmallSchool, extract: Extract, way: str = "person") -> None:
    assert extract.application_id is not None
    tutor = actor_of(session, school.teacher_a)
    hand_extract(session, actor=tutor, application_id=extract.application_id, extract_id=extract.id, way=way)


def list_steps(session: Session, one: ExtractApplication) -> list[tuple[str, int | None]]:
    rows = session.execute(
        select(ApplicationStep.state, ApplicationStep.person_id)
        .where(ApplicationStep.application_id == one.id)
        .order_by(ApplicationStep.id)
    )
    return [(row.state, row.person_id) for row in rows]


def test_from_the_parent_s_wish_to_the_signature_for_the_paper(
    session: Session, school: SmallSchool, moment: time_machine.Traveller
) -> None:
    one = receive(session, school, prepare(session, school))
    assert (one.applicant, one.state) == (school.parent_a.full_name, "received")
    assert one.due_on == date(2026, 11, 23)  # signed on a Friday: Monday is the next working day
    assert (one.identity_kind, one.identity_ending, one.identity_seen_by) == (
        "passport", "4821", school.secretary.id,
    )  # fmt: skip
    extract = make(session, school, one)
    assert (extract.starts_on, extract.ends_on, extract.due_on) == (
        school.year.starts_on, school.today, date(2026, 11, 23),
    )  # fmt: skip
    hand(session, school, extract, "diary")
    assert (extract.handed_way, extract.handed_by) == ("diary", school.teacher_a.id)
    assert one.state == "delivered"
    assert list_steps(session, one) == [
        ("prepared", school.parent_a.id),
        ("received", school.secretary.id),
        ("ready", school.teacher_a.id),
        ("delivered", school.teacher_a.id),
    ]
    assert len(session.scalars(select(Amendment).where(Amendment.kind == "application")).all()) == 4


def test_the_rhythm_goes_on_until_it_is_withdrawn(
    session: Session, school: SmallSchool, moment: time_machine.Traveller
) -> None:
    one = receive(session, school, prepare(session, school))
    hand(session, school, make(session, school, one))
    assert one.due_on == date(2026, 12, 7)  # two weeks after Monday the 23rd
    moment.shift(timedelta(days=14))
    second = make(session, school, one)
    assert (second.starts_on, second.ends_on, second.due_on) == (
        school.today + timedelta(days=1), school.today + timedelta(days=14), date(2026, 12, 7),
    )  # fmt: skip
    with pytest.raises(NothingNew):
        make(session, school, one)
    moment.shift(timedelta(days=3))
    assert (make(session, school, one).due_on, one.due_on) == (None, date(2026, 12, 21))
    withdraw_application(session, actor=actor_of(session, school.parent_a), application_id=one.id)
    with pytest.raises(WrongStep):
        make(session, school, one)


def test_corrections_since_the_previous_extract_are_told(
    session: Session, school: SmallSchool, moment: time_machine.Traveller
) -> None:
    lesson = school.lesson_on(school.today)
    column = session.scalars(select(LessonColumn.id).where(LessonColumn.lesson_id == lesson.id)).one()
    teacher, pupil = actor_of(session, school.teacher_a), school.pupils_a[0]

    def mark(before: CellValue, after: CellValue, reason: str = "") -> None:
        write = CellWrite(pupil.id, str(after.mark), saw=before, reason=reason)
        set_cell(session, actor=teacher, lesson_id=lesson.id, column_id=column, write=write)

    mark(CellValue(), CellValue(mark=3))
    one = receive(session, school, prepare(session, school))
    first = make(session, school, one)
    moment.shift(timedelta(days=3))
    mark(CellValue(mark=3), CellValue(mark=4), "описка")
    second = make(session, school, one)
    first_text, second_text = (read_text(session, extract) for extract in (first, second))
    assert "Исправлено после предыдущей выписки" not in first_text
    assert "3 (20.11)" in first_text
    assert "Исправлено после предыдущей выписки" in second_text
    assert "описка" in second_text


def read_text(session: Session, extract: Extract) -> str:
    content = session.scalar(
        select(AttachmentContent.content)
        .join(Attachment, Attachment.sha256 == AttachmentContent.sha256)
        .where(Attachment.id == extract.paper_id)
    )
    assert content is not None
    pages = PdfReader(io.BytesIO(content)).pages
    return "\n".join(page.extract_text() for page in pages).replace("\u00a0", " ")


def test_an_extract_by_e_mail_is_tried_again_until_it_went(
    session: Session, school: SmallSchool, moment: time_machine.Traveller
) -> None:
    one = receive(session, school, prepare(session, school, "email", address="mama@example.org"))
    extract = make(session, school, one)
    hand(session, school, extract, "email")
    assert (extract.mailing, one.state) == ("waiting", "ready")
    with pytest.raises(AlreadyHanded):
        hand(session, school, extract, "email")
    assert list_due_parcels(session, now=clock.now()) == [extract.id]
    parcel = claim_parcel(session, extract.id, now=clock.now())
    assert parcel is not None
    assert (parcel.address, parcel.name) == ("mama@example.org", f"Выписка № {extract.id}.pdf")
    assert claim_parcel(session, extract.id, now=clock.now()) is None
    note_failed(session, extract.id, "unreachable", is_final=False)
    assert list_due_parcels(session, now=clock.now()) == []
    moment.shift(timedelta(minutes=6))
    assert list_due_parcels(session, now=clock.now()) == [extract.id]
    note_sent(session, extract.id)
    assert (extract.mailing, one.state, extract.handed_at) == ("sent", "delivered", clock.now())
    assert list_steps(session, one)[-1] == ("delivered", None)


def test_an_address_that_is_refused_for_good_waits_for_somebody(
    session: Session, school: SmallSchool
) -> None:
    one = receive(session, school, prepare(session, school, "email", address="mama@example.org"))
    extract = make(session, school, one)
    hand(session, school, extract, "email")
    note_failed(session, extract.id, "refused 550", is_final=True)
    assert (extract.mailing, extract.failure) == ("failed", "refused 550")
    hand(session, school, extract, "email")
    assert (extract.mailing, extract.failure) == ("waiting", "")


def test_without_consent_nothing_is_made_or_sent(session: Session, school: SmallSchool) -> None:
    one = receive(session, school, prepare(session, school, "email", address="mama@example.org"))
    extract = make(session, school, one)
    hand(session, school, extract, "email")
    withdraw_consent(session, actor=actor_of(session, school.parent_a), application_id=one.id)
    assert (one.state, one.consent_withdrawn_on) == ("withdrawn", school.today)
    assert (one.address, one.protection) == ("", "")
    assert claim_parcel(session, extract.id, now=clock.now()) is None
    assert extract.mailing == ""
    with pytest.raises(NoConsent):
        make(session, school, one)
    with pytest.raises(NoConsent):
        withdraw_consent(session, actor=actor_of(session, school.parent_a), application_id=one.id)


def test_the_consent_of_a_delivered_extract_can_be_withdrawn_too(
    session: Session, school: SmallSchool
) -> None:
    one = receive(session, school, prepare(session, school))
    hand(session, school, make(session, school, one))
    withdraw_consent(session, actor=actor_of(session, school.secretary), application_id=one.id)
    assert one.state == "withdrawn"


def test_a_refusal_has_a_ground_and_is_final(session: Session, school: SmallSchool) -> None:
    one = receive(session, school, prepare(session, school))
    director = actor_of(session, school.director)
    with pytest.raises(IncompleteApplication):
        refuse_application(session, actor=director, application_id=one.id, ground="", text="так")
    refuse_application(
        session, actor=director, application_id=one.id, ground="no-right", text="Лишён родительских прав."
    )
    assert (one.state, one.refusal_ground) == ("refused", "no-right")
    with pytest.raises(WrongStep):
        make(session, school, one)
    with pytest.raises(WrongStep):
        refuse_application(session, actor=director, application_id=one.id, ground="other", text="Ещё раз.")


@pytest.mark.parametrize(
    ("identity", "missing"),
    [
        (Identity("", "4821"), "identity"),
        (Identity("passport", "48210"), "identity"),
        (Identity("passport", "48-1"), "identity"),
        (Identity("library-card", "4821"), "identity"),
    ],
)
def test_the_document_is_seen_and_never_kept_whole(
    session: Session, school: SmallSchool, identity: Identity, missing: str
) -> None:
    one = prepare(session, school)
    with pytest.raises(IncompleteApplication) as caught:
        receive_application(
            session,
            actor=actor_of(session, school.secretary),
            application_id=one.id,
            identity=identity,
            signed_on=school.today,
        )
    assert caught.value.missing == missing
    assert one.state == "prepared"


def test_a_representative_shows_an_authority(session: Session, school: SmallSchool) -> None:
    secretary = actor_of(session, school.secretary)

    def come(authority: str) -> ExtractApplication:
        wish = Wish("Юстов Юрий Юрьевич", Span(school.year.starts_on), "person", authority=authority)
        return prepare_application(session, actor=secretary, pupil_id=school.pupils_a[0].id, wish=wish)

    with pytest.raises(IncompleteApplication) as caught:
        receive(session, school, come(""))
    assert caught.value.missing == "authority"
    assert receive(session, school, come("доверенность № 3 от 01.09.2026")).state == "received"


def test_the_other_parent_sees_nothing_of_an_application(session: Session, school: SmallSchool) -> None:
    one = prepare(session, school)
    with pytest.raises(NotFound):
        withdraw_application(session, actor=actor_of(session, school.father_a), application_id=one.id)


def test_who_makes_and_who_refuses(session: Session, school: SmallSchool) -> None:
    one = receive(session, school, prepare(session, school))
    with pytest.raises(NotFound):
        make_extract(session, actor=actor_of(session, school.teacher_b), application_id=one.id)
    with pytest.raises(Forbidden):
        refuse_application(
            session,
            actor=actor_of(session, school.teacher_a),
            application_id=one.id,
            ground="other",
            text="Не хочу.",
        )


def test_a_subject_s_teacher_prints_the_own_subject(session: Session, school: SmallSchool) -> None:
    span = Span(school.year.starts_on)
    teacher = actor_of(session, school.many_hats)
    pupil_id = school.pupils_a[0].id
    extract = make_subject_extract(
        session, actor=teacher, course_id=school.course_c.id, pupil_id=pupil_id, span=span
    )
    text = read_text(session, extract)
    assert "Предмет: История" in text
    assert "Математика" not in text
    with pytest.raises(NotFound):
        make_subject_extract(
            session, actor=teacher, course_id=school.course_c.id, pupil_id=school.pupils_b[0].id, span=span
        )
    stranger = actor_of(session, school.teacher_b)
    with pytest.raises(NotFound):
        make_subject_extract(
            session, actor=stranger, course_id=school.course_c.id, pupil_id=pupil_id, span=span
        )


def test_a_month_stands_beside_the_same_month_of_the_year_before(
    session: Session, school: SmallSchool, moment: time_machine.Traveller
) -> None:
    extract = make(session, school, receive(session, school, prepare(session, school)))
    former = Extract(
        pupil_id=extract.pupil_id,
        starts_on=date(2025, 9, 1),
        ends_on=date(2025, 11, 3),
        code="FORMER",
        made_at=clock.now() - timedelta(days=365),
        made_by=extract.made_by,
        due_on=date(2025, 11, 5),
    )
    session.add(former)
    session.flush()
    months = list_months(session, school.year, school.today)
    assert [month.first.month for month in months] == [9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8]
    november = months[2]
    assert (november.present.in_time, november.present.late) == (1, 0)
    assert (november.former.month, november.former.in_time, november.former.late) == (date(2025, 11, 1), 0, 1)
