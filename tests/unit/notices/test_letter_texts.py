"""What letters say, as plain text and as a page; nothing that somebody typed becomes markup."""

from datetime import UTC, date, datetime

from journal.console import speaking
from journal.notices.letters import LINES_AT_MOST, Text, write_notices
from journal.notices.queries import NoticeView

MOMENT = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)


def view(number: int, *, child: str = "Анна", subject: str = "Математика") -> NoticeView:
    return NoticeView(
        id=number,
        kind="mark",
        pupil_id=len(child),
        pupil_name=child,
        subject=subject,
        course=f"{subject} 5А",
        work="Контрольная работа",
        lesson_id=1,
        held_on=date(2026, 11, 20),
        on_day=None,
        period_kind=None,
        period_number=None,
        before="",
        after="5",
        happened_at=MOMENT,
        read_at=None,
        amendment_id=number,
    )


def write(*notices: NoticeView) -> Text:
    with speaking("ru"):
        return write_notices("https://journal.example.org", "key", notices, {})


def test_children_stand_one_after_another() -> None:
    text = write(view(1), view(2, child="Пётр"), view(3)).as_plain()
    assert text.index("Анна") < text.index("Пётр")
    assert text.count("Анна\n") == 1
    assert text.startswith("В электронном дневнике 3 новые записи.")


def test_what_was_typed_is_no_markup() -> None:
    page = write(view(1, subject='<svg onload="x">', child="<b>Анна")).as_html("ru")
    assert "<svg" not in page
    assert "<b>" not in page
    assert "&lt;svg onload=" in page


def test_of_very_much_only_the_newest_stands_there() -> None:
    text = write(*(view(number) for number in range(LINES_AT_MOST + 15)))
    assert text.as_plain().count("отметка 5") == LINES_AT_MOST
    assert "75 новых записей" in text.as_plain()
    assert "Остальное – на странице уведомлений" in text.as_html("ru")
    assert "<ul></ul>" not in text.as_html("ru")
