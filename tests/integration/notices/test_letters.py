"""Letters over a real SMTP server: what they say, retries, refusals, an unreachable server, a crash."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import update

from journal import clock
from journal.config import Settings
from journal.database import Database
from journal.models import (
    Account,
    Notice,
    NoticeChoice,
    NoticeHabit,
)
from journal.notices import mailer, outbox
from journal.notices.mailer import make_errand, send_letters
from journal.notices.rules import MOST_ATTEMPTS
from tests.factories import FRIDAY, SmallSchool, actor_of
from tests.integration.notices.conftest import give_address
from tests.integration.notices.sending import (
    look,
    mailbox,
    make_settings,
    moment,
    read_letter,
    read_plain,
    school,
    server,
    settings,
    write,
)
from tests.integration.notices.smtp import Mailbox, find_free_port

__all__ = ["mailbox", "moment", "school", "server", "settings"]


def test_an_absence_is_told_at_once(
    database: Database,
    school: SmallSchool,
    mailbox: Mailbox,
    settings: Settings,
    moment: time_machine.Traveller,
) -> None:
    write(database, school, "ОТ")
    look(database, moment)
    assert send_letters(database, settings) == 1
    (letter,) = mailbox.letters
    assert letter["To"] == f"person{school.parent_a.id}@example.org"
    assert letter["Auto-Submitted"] == "auto-generated"
    plain = read_plain(letter)
    assert "Анна\n— Математика, 20 ноября: пропуск, причина" in plain
    assert "https://journal.example.org/notices/" in plain
    html = letter.get_body(("html",))
    assert html is not None
    assert '<a href="https://journal.example.org/notices/choices">' in html.get_content()
    assert f"/notices/stop?key={school.parent_a.id:032}" in letter["List-Unsubscribe"]


def test_the_subject_says_nothing_about_anybody(
    database: Database,
    school: SmallSchool,
    mailbox: Mailbox,
    settings: Settings,
    moment: time_machine.Traveller,
) -> None:
    write(database, school, "ОТ")
    look(database, moment)
    send_letters(database, settings)
    assert mailbox.letters[0]["Subject"] == "Новое в дневнике"
    heads = " ".join(str(value) for value in mailbox.letters[0].values())
    assert "Анна" not in heads
    assert "Математика" not in heads


def test_a_letter_speaks_the_readers_language(
    database: Database,
    school: SmallSchool,
    mailbox: Mailbox,
    settings: Settings,
    moment: time_machine.Traveller,
) -> None:
    with database.writing() as session:
        session.execute(update(Account).where(Account.person_id == school.parent_a.id).values(language="en"))
    write(database, school, "ОТ")
    look(database, moment)
    send_letters(database, settings)
    assert mailbox.letters[0]["Subject"] == "New in the diary"
    assert "20 November: absence" in read_plain(mailbox.letters[0])


def test_marks_wait_for_the_daily_letter_and_come_in_one(
    database: Database,
    school: SmallSchool,
    mailbox: Mailbox,
    settings: Settings,
    moment: time_machine.Traveller,
) -> None:
    with database.writing() as session:
        give_address(session, school.pupils_a[1])
    write(database, school, "5")
    write(database, school, "4", pupil=school.pupils_a[1])
    look(database, moment)
    assert send_letters(database, settings) == 0
    look(database, moment, timedelta(hours=5))
    assert send_letters(database, settings) == 2
    assert send_letters(database, settings) == 0
    assert [read_plain(letter).count("отметка") for letter in mailbox.letters] == [1, 1]


def test_what_was_read_on_the_page_is_not_sent(
    database: Database,
    school: SmallSchool,
    mailbox: Mailbox,
    settings: Settings,
    moment: time_machine.Traveller,
) -> None:
    write(database, school, "ОТ")
    look(database, moment)
    with database.writing() as session:
        session.execute(update(Notice).values(read_at=clock.now()))
    assert send_letters(database, settings) == 0
    assert mailbox.letters == []
    assert read_letter(database).ended_at is not None


def test_quiet_hours_are_kept(
    database: Database,
    school: SmallSchool,
    mailbox: Mailbox,
    settings: Settings,
    moment: time_machine.Traveller,
) -> None:
    moment.move_to(FRIDAY + timedelta(hours=9, minutes=30))  # 21:30 in the school
    write(database, school, "ОТ")
    look(database, moment)
    assert send_letters(database, settings) == 0
    moment.move_to(FRIDAY + timedelta(hours=18, minutes=59))
    look(database, moment, timedelta())
    assert send_letters(database, settings) == 0
    look(database, moment, timedelta(minutes=2))
    assert send_letters(database, settings) == 1


def test_own_choices_win(
    database: Database,
    school: SmallSchool,
    mailbox: Mailbox,
    settings: Settings,
    moment: time_machine.Traveller,
) -> None:
    parent_id = school.parent_a.id
    with database.writing() as session:
        session.add(NoticeChoice(person_id=parent_id, kind="mark", way="at_once"))
        session.add(
            NoticeHabit(
                person_id=parent_id,
                quiet_from=FRIDAY.replace(hour=12).time(),
                quiet_until=FRIDAY.replace(hour=13).time(),
            )
        )
    write(database, school, "5")
    look(database, moment)  # 12:06 in the school
    assert send_letters(database, settings) == 0
    look(database, moment, timedelta(hours=1))
    assert send_letters(database, settings) == 1


def test_an_unreachable_server_loses_nothing(
    database: Database,
    school: SmallSchool,
    mailbox: Mailbox,
    settings: Settings,
    moment: time_machine.Traveller,
) -> None:
    nowhere = make_settings(find_free_port())
    write(database, school, "ОТ")
    look(database, moment)
    assert send_letters(database, nowhere) == 0
    letter = read_letter(database)
    assert (letter.attempts, letter.trouble, letter.ended_at) == (1, "unreachable", None)
    assert send_letters(database, settings) == 0, "not before its pause is over"
    moment.move_to(clock.now() + timedelta(minutes=2))
    assert send_letters(database, settings) == 1
    assert read_letter(database).trouble == ""
    assert len(mailbox.letters) == 1


@pytest.mark.parametrize(
    ("answer", "recipient_answer", "is_over"),
    [
        ("250 OK", "550 no such user", True),
        ("554 not here", "250 OK", True),
        ("250 OK", "450 try later", False),
        ("452 full", "250 OK", False),
    ],
)
def test_a_refusal_is_kept_without_a_word_about_anybody(
    database: Database,
    school: SmallSchool,
    mailbox: Mailbox,
    settings: Settings,
    moment: time_machine.Traveller,
    answer: str,
    recipient_answer: str,
    is_over: bool,
) -> None:
    mailbox.answer, mailbox.recipient_answer = answer, recipient_answer
    write(database, school, "ОТ")
    look(database, moment)
    assert send_letters(database, settings) == 0
    letter = read_letter(database)
    code = min(answer, recipient_answer, key=lambda text: text.startswith("2"))[:3]
    assert letter.trouble == f"refused {code}"
    assert (letter.ended_at is not None) == is_over


def test_a_letter_is_given_up_and_can_be_sent_again(
    database: Database,
    school: SmallSchool,
    mailbox: Mailbox,
    settings: Settings,
    moment: time_machine.Traveller,
) -> None:
    mailbox.answer = "451 later"
    write(database, school, "ОТ")
    look(database, moment)
    for _ in range(MOST_ATTEMPTS + 5):
        send_letters(database, settings)
        moment.move_to(clock.now() + timedelta(hours=16))
    letter = read_letter(database)
    assert letter.attempts == MOST_ATTEMPTS
    assert letter.ended_at is not None
    mailbox.answer = "250 OK"
    with database.writing() as session:
        assert outbox.get_box_state(session).failed == 1
        assert outbox.resend_failed(session, actor=actor_of(session, school.administrator)) == 1
    moment.move_to(FRIDAY + timedelta(days=30))
    assert send_letters(database, settings) == 1


def test_a_crash_after_sending_repeats_one_letter_under_its_number(
    database: Database,
    school: SmallSchool,
    mailbox: Mailbox,
    settings: Settings,
    moment: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write(database, school, "ОТ")
    look(database, moment)
    with monkeypatch.context() as crash:
        crash.setattr(outbox, "note_sent", die)
        with pytest.raises(KeyboardInterrupt):
            send_letters(database, settings)
    assert send_letters(database, settings) == 0
    moment.move_to(clock.now() + timedelta(minutes=2))
    assert send_letters(database, settings) == 1
    assert len({letter["Message-ID"] for letter in mailbox.letters}) == 1
    assert len(mailbox.letters) == 2


def die(*_given: object) -> None:
    raise KeyboardInterrupt


def test_two_processes_send_a_letter_once(
    database: Database,
    school: SmallSchool,
    mailbox: Mailbox,
    settings: Settings,
    moment: time_machine.Traveller,
) -> None:
    write(database, school, "ОТ")
    look(database, moment)
    with database.reading() as session:
        due = outbox.list_due(session, now=clock.now())
    assert send_letters(database, settings) == 1
    with mailer.connect(settings) as server:
        assert not mailer.send_letter(database, settings, server, due[0])
    assert len(mailbox.letters) == 1


def test_an_unprotected_server_gets_nothing_where_protection_is_set(
    database: Database,
    school: SmallSchool,
    mailbox: Mailbox,
    server: tuple[Mailbox, int],
    moment: time_machine.Traveller,
) -> None:
    write(database, school, "ОТ")
    look(database, moment)
    assert send_letters(database, make_settings(server[1], mail_security="starttls")) == 0
    assert read_letter(database).trouble == "encryption"
    assert mailbox.letters == []


def test_without_a_mail_server_letters_wait(
    database: Database, school: SmallSchool, moment: time_machine.Traveller
) -> None:
    write(database, school, "ОТ")
    look(database, moment)
    assert make_errand(Settings())(database) == 0
    assert read_letter(database).attempts == 0
