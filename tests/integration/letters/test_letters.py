"""R-INFORM: letters over a real SMTP server: what they say, retries, refusals, a crash."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from journal import clock
from journal.amendments.heads import load_heads, record_heads
from journal.amendments.verify import verify_history
from journal.config import Settings
from journal.models import (
    Account,
    Notice,
    NoticeChoice,
    NoticeHabit,
)
from journal.notices import mailer, outbox
from journal.notices.jobs import hand_heads_over, tell_own_changes
from journal.notices.mailer import make_errand
from journal.notices.rules import MOST_ATTEMPTS
from tests.factories import FRIDAY, actor_of
from tests.integration.letters.conftest import Post, make_settings, read_plain
from tests.integration.letters.smtp import find_free_port
from tests.integration.notices.conftest import give_address


def test_an_absence_is_told_at_once(post: Post) -> None:
    post.tell("ОТ")
    assert post.send() == 1
    (letter,) = post.letters
    assert letter["To"] == f"person{post.school.parent_a.id}@example.org"
    assert letter["Auto-Submitted"] == "auto-generated"
    plain = read_plain(letter)
    assert "Анна\n— Математика, 20 ноября: пропуск, причина" in plain
    assert "https://journal.example.org/notices/" in plain
    html = letter.get_body(("html",))
    assert html is not None
    assert '<a href="https://journal.example.org/notices/choices">' in html.get_content()
    assert f"/notices/stop?key={post.school.parent_a.id:032}" in letter["List-Unsubscribe"]


def test_the_subject_says_nothing_about_anybody(post: Post) -> None:
    post.tell("ОТ")
    post.send()
    assert post.letters[0]["Subject"] == "Новое в дневнике"
    heads = " ".join(str(value) for value in post.letters[0].values())
    assert "Анна" not in heads
    assert "Математика" not in heads


def test_a_letter_speaks_the_readers_language(post: Post) -> None:
    with post.database.writing() as session:
        theirs = Account.person_id == post.school.parent_a.id
        session.execute(update(Account).where(theirs).values(language="en"))
    post.tell("ОТ")
    post.send()
    assert post.letters[0]["Subject"] == "New in the diary"
    assert "20 November: absence" in read_plain(post.letters[0])


def test_marks_wait_for_the_daily_letter_and_come_in_one(post: Post) -> None:
    with post.database.writing() as session:
        give_address(session, post.school.pupils_a[1])
    post.write("5")
    post.write("4", pupil=post.school.pupils_a[1])
    post.look()
    assert post.send() == 0
    post.look(timedelta(hours=5))
    assert post.send() == 2
    assert post.send() == 0
    assert [read_plain(letter).count("отметка") for letter in post.letters] == [1, 1]


def test_what_was_read_on_the_page_is_not_sent(post: Post) -> None:
    post.tell("ОТ")
    with post.database.writing() as session:
        session.execute(update(Notice).values(read_at=clock.now()))
    assert post.send() == 0
    assert post.letters == []
    assert post.read_only_letter().ended_at is not None


def test_quiet_hours_are_kept(post: Post) -> None:
    post.moment.move_to(FRIDAY + timedelta(hours=9, minutes=30))  # 21:30 in the school
    post.tell("ОТ")
    assert post.send() == 0
    post.moment.move_to(FRIDAY + timedelta(hours=18, minutes=59))
    post.look(timedelta())
    assert post.send() == 0
    post.look(timedelta(minutes=2))
    assert post.send() == 1


def test_own_choices_win(post: Post) -> None:
    parent_id = post.school.parent_a.id
    with post.database.writing() as session:
        session.add(NoticeChoice(person_id=parent_id, kind="mark", way="at_once"))
        session.add(
            NoticeHabit(
                person_id=parent_id,
                quiet_from=FRIDAY.replace(hour=12).time(),
                quiet_until=FRIDAY.replace(hour=13).time(),
            )
        )
    post.tell("5")  # 12:06 in the school
    assert post.send() == 0
    post.look(timedelta(hours=1))
    assert post.send() == 1


def test_an_unreachable_server_loses_nothing(post: Post) -> None:
    nowhere = make_settings(find_free_port())
    post.tell("ОТ")
    assert post.send(nowhere) == 0
    letter = post.read_only_letter()
    assert (letter.attempts, letter.trouble, letter.ended_at) == (1, "unreachable", None)
    assert post.send() == 0, "not before its pause is over"
    post.moment.move_to(clock.now() + timedelta(minutes=2))
    assert post.send() == 1
    assert post.read_only_letter().trouble == ""
    assert len(post.letters) == 1


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
    post: Post, answer: str, recipient_answer: str, is_over: bool
) -> None:
    post.mailbox.answer, post.mailbox.recipient_answer = answer, recipient_answer
    post.tell("ОТ")
    assert post.send() == 0
    letter = post.read_only_letter()
    code = min(answer, recipient_answer, key=lambda text: text.startswith("2"))[:3]
    assert letter.trouble == f"refused {code}"
    assert (letter.ended_at is not None) == is_over


def test_a_letter_is_given_up_and_can_be_sent_again(post: Post) -> None:
    post.mailbox.answer = "451 later"
    post.tell("ОТ")
    for _ in range(MOST_ATTEMPTS + 5):
        post.send()
        post.moment.move_to(clock.now() + timedelta(hours=16))
    letter = post.read_only_letter()
    assert letter.attempts == MOST_ATTEMPTS
    assert letter.ended_at is not None
    post.mailbox.answer = "250 OK"
    with post.database.writing() as session:
        assert outbox.get_box_state(session).failed == 1
        assert outbox.resend_failed(session, actor=actor_of(session, post.school.administrator)) == 1
    post.moment.move_to(FRIDAY + timedelta(days=30))
    assert post.send() == 1


def test_a_crash_after_sending_repeats_one_letter_under_its_number(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.tell("ОТ")
    with monkeypatch.context() as crash:
        crash.setattr(outbox, "note_sent", die)
        with pytest.raises(KeyboardInterrupt):
            post.send()
    assert post.send() == 0
    post.moment.move_to(clock.now() + timedelta(minutes=2))
    assert post.send() == 1
    assert len({letter["Message-ID"] for letter in post.letters}) == 1
    assert len(post.letters) == 2


def die(*_given: object) -> None:
    raise KeyboardInterrupt


def test_two_processes_send_a_letter_once(post: Post) -> None:
    post.tell("ОТ")
    with post.database.reading() as session:
        due = outbox.list_due(session, now=clock.now())
    assert post.send() == 1
    with mailer.connect(post.settings) as server:
        assert not mailer.send_letter(post.database, post.settings, server, due[0])
    assert len(post.letters) == 1


def test_an_unprotected_server_gets_nothing_where_protection_is_set(post: Post) -> None:
    post.tell("ОТ")
    assert post.send(make_settings(post.port, mail_security="starttls")) == 0
    assert post.read_only_letter().trouble == "encryption"
    assert post.letters == []


def test_without_a_mail_server_letters_wait(post: Post) -> None:
    post.tell("ОТ")
    assert make_errand(Settings())(post.database) == 0
    assert post.read_only_letter().attempts == 0


def test_the_director_gets_the_heads_as_a_file_that_verify_takes(post: Post) -> None:
    with post.database.writing() as session:
        give_address(session, post.school.director)
    post.tell("5")
    post.look(job=record_heads)
    post.look(job=hand_heads_over)
    post.look()
    assert post.send() == 1
    (letter,) = post.letters
    assert letter["Subject"] == "Новое в журнале"
    (attachment,) = letter.iter_attachments()
    heads = load_heads(attachment.get_content().decode())
    with post.database.reading() as session:
        assert verify_history(session, heads).troubles == []
    (head,) = [head for head in heads if head.number]
    assert f"5А: № {head.number}, {head.hash}" in read_plain(letter)
    post.look(job=hand_heads_over)
    post.look()
    assert post.send() == 0


def test_a_teacher_reads_in_what_course_and_when_something_was_changed(post: Post) -> None:
    with post.database.writing() as session:
        give_address(session, post.school.teacher_a)
    post.write("5")
    post.look(timedelta(days=1), job=tell_own_changes)
    post.look()
    assert post.send() == 1
    plain = read_plain(post.letters[0])
    assert "— Изменения под вашим именем, 20 ноября: внесено 1 изменение\n" in plain
    assert "— Математика, 5А: 1 изменение, с 12:00 до 12:00" in plain
