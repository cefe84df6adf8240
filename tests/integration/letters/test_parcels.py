"""An extract by e-mail: protected as the parent chose, tried again, shown when it fails (R-DELIVERY)."""

import io
from datetime import timedelta

import pikepdf
import pytest
from sqlalchemy import select

from journal import clock
from journal.extracts.handing import hand_extract
from journal.extracts.mailing import send_parcels
from journal.extracts.making import make_extract
from journal.extracts.rules import Span
from journal.extracts.services import Identity, Wish, prepare_application, receive_application
from journal.models import Extract, ExtractApplication
from tests.factories import actor_of
from tests.integration.letters.conftest import Post, make_settings
from tests.integration.letters.smtp import find_free_port

PASSWORD = "семь синих страусов"


@pytest.fixture
def parcel(post: Post) -> Post:
    """An extract of 5А that waits in the box for the mother's address."""
    school = post.school
    with post.database.writing() as session:
        wish = Wish("", Span(school.year.starts_on), "email", address="mama@example.org", protection=PASSWORD)
        one = prepare_application(
            session, actor=actor_of(session, school.parent_a), pupil_id=school.pupils_a[0].id, wish=wish
        )
        office = actor_of(session, school.secretary)
        receive_application(
            session,
            actor=office,
            application_id=one.id,
            identity=Identity("passport", "4821"),
            signed_on=school.today,
        )
        tutor = actor_of(session, school.teacher_a)
        extract = make_extract(session, actor=tutor, application_id=one.id)
        hand_extract(session, actor=tutor, application_id=one.id, extract_id=extract.id, way="email")
    return post


def read_extract(post: Post) -> Extract:
    with post.database.reading() as session:
        return session.scalars(select(Extract)).one()


def read_state(post: Post) -> str:
    with post.database.reading() as session:
        return str(session.scalars(select(ExtractApplication.state)).one())


def test_the_letter_names_nobody_and_its_file_opens_with_the_password_only(parcel: Post) -> None:
    assert send_parcels(parcel.database, parcel.settings) == 1
    (letter,) = parcel.letters
    assert letter["To"] == "mama@example.org"
    assert letter["Subject"] == "Выписка из электронного журнала"
    pupil = parcel.school.pupils_a[0]
    (file,) = letter.iter_attachments()
    body = letter.get_body(("plain",))
    assert body is not None
    assert pupil.last_name not in f"{body.get_content()} {letter['Subject']} {file.get_filename()}"
    content = file.get_payload(decode=True)
    assert isinstance(content, bytes)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(content))
    with pikepdf.open(io.BytesIO(content), password=PASSWORD) as document:
        assert document.encryption.bits == 256
        assert len(document.pages) == 1
    assert (read_extract(parcel).mailing, read_state(parcel)) == ("sent", "delivered")
    assert send_parcels(parcel.database, parcel.settings) == 0


def test_a_server_that_is_away_is_tried_again(parcel: Post) -> None:
    away = make_settings(find_free_port())
    assert send_parcels(parcel.database, away) == 0
    extract = read_extract(parcel)
    assert (extract.mailing, extract.attempts, extract.failure) == ("waiting", 1, "unreachable")
    assert send_parcels(parcel.database, parcel.settings) == 0  # its turn hasn't come yet
    parcel.moment.move_to(clock.now() + timedelta(minutes=6))
    assert send_parcels(parcel.database, parcel.settings) == 1
    assert (read_extract(parcel).mailing, read_extract(parcel).failure) == ("sent", "")


def test_a_full_box_is_tried_again_and_given_up_after_the_last_attempt(parcel: Post) -> None:
    parcel.mailbox.recipient_answer = "452 Mailbox full"
    for _attempt in range(5):
        assert send_parcels(parcel.database, parcel.settings) == 0
        parcel.moment.move_to(clock.now() + timedelta(days=2))
    assert (read_extract(parcel).mailing, read_extract(parcel).failure) == ("failed", "refused 452")


def test_an_address_refused_for_good_waits_for_somebody(parcel: Post) -> None:
    parcel.mailbox.recipient_answer = "550 No such user"
    assert send_parcels(parcel.database, parcel.settings) == 0
    extract = read_extract(parcel)
    assert (extract.mailing, extract.attempts, extract.failure) == ("failed", 1, "refused 550")
    assert (extract.handed_at, read_state(parcel)) == (None, "ready")
