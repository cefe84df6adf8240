"""Topic, homework and files as scripts send them; files as families get them."""

import pytest
from werkzeug.test import TestResponse

from journal import clock
from journal.homework.services import get_homework_state
from journal.models import Homework, Lesson
from tests.functional.lessons.conftest import Desk

NOTHING = {"text": "", "due_on": ""}


def test_a_topic_is_saved_and_answered(desk: Desk) -> None:
    answer = desk.client.put(f"{desk.url}/topic", json={"topic": " Дроби ", "saw": ""})
    assert (answer.status_code, answer.get_json()) == (200, {"topic": "Дроби", "plan_item_ids": []})


def test_a_conflict_tells_what_stands_and_who_wrote_it(desk: Desk) -> None:
    desk.client.put(f"{desk.url}/topic", json={"topic": "Дроби", "saw": ""})
    answer = desk.client.put(f"{desk.url}/topic", json={"topic": "Доли", "saw": ""})
    body = answer.get_json()
    assert (answer.status_code, body["error"], body["now"]["topic"]) == (409, "conflict", "Дроби")
    assert body["by"] == "Иванова Мария Петровна"


@pytest.mark.parametrize(
    ("text", "due_on"),
    [
        ("Read text 5", ""),
        ("я" * 65536, ""),
        ("§ 12", "2026-11-20"),
        ("§ 12", "2031-01-01"),
        ("", "2026-11-25"),
    ],
)
def test_bad_homework_gets_a_sentence_and_changes_nothing(desk: Desk, text: str, due_on: str) -> None:
    body = {"text": text, "due_on": due_on, "saw": NOTHING}
    answer = desk.client.put(f"{desk.url}/homework", json=body)
    assert answer.status_code == 422
    assert len(answer.get_json()["message"]) > 20
    assert desk.get(Homework, desk.lesson.id) is None


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("topic", []),
        ("topic", {"topic": 5}),
        ("topic", {"topic": "Дроби", "plan_item_ids": ["1"]}),
        ("topic", {"topic": "Дроби", "plan_item_ids": [True]}),
        ("homework", {"text": "§ 1", "due_on": "завтра", "saw": NOTHING}),
        ("homework", {"text": "§ 1"}),
    ],
)
def test_another_shape_is_refused(desk: Desk, path: str, body: object) -> None:
    assert desk.client.put(f"{desk.url}/{path}", json=body).status_code == 400
    assert desk.count_changes() == 0


def attach(desk: Desk, content: bytes = b"%PDF-1.7", name: str = "../План урока.pdf") -> TestResponse:
    """Send a file; the body is made by hand, for the test client leaves a large one's temporary file open."""
    head = f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
    return desk.client.post(
        f"{desk.url}/homework/files",
        data=head.encode() + content + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
        headers={"Accept": "application/json"},
    )


def test_a_file_comes_back_only_as_a_download(desk: Desk) -> None:
    files = attach(desk).get_json()["files"]
    assert files[0]["name"] == "План урока.pdf"
    for who in (desk.school.pupils_a[0], desk.school.parent_a, desk.school.teacher_a, desk.school.director):
        desk.enter(who)
        answer = desk.client.get(files[0]["url"])
        assert (answer.status_code, answer.data) == (200, b"%PDF-1.7")
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    for who in (desk.school.pupils_b[1], desk.school.parent_b, desk.school.teacher_b):
        desk.enter(who)
        assert desk.client.get(files[0]["url"]).status_code == 404


def test_a_file_of_another_lesson_is_missing(desk: Desk) -> None:
    (file,) = attach(desk).get_json()["files"]
    other = desk.school.lessons_a[0].id
    assert desk.client.get(f"/lessons/{other}/homework/files/{file['id']}").status_code == 404
    assert desk.client.post(f"/lessons/{other}/homework/files/{file['id']}/delete").status_code == 404


@pytest.mark.parametrize(
    ("content", "status"),
    [(b"MZ\x90\x00", 422), (b"<script>", 422), (b"%PDF-" + bytes(10 * 1024 * 1024), 413)],
)
def test_a_wrong_file_is_refused(desk: Desk, content: bytes, status: int) -> None:
    answer = attach(desk, content)
    assert answer.status_code == status
    with desk.client.application.extensions["database"].reading() as session:
        assert not get_homework_state(session, desk.lesson.id).is_saved


def test_families_open_the_homework_of_their_lesson(desk: Desk) -> None:
    text = 'Смотреть https://example.org/a?b=1 "><svg onload=x>'
    desk.client.put(f"{desk.url}/homework", json={"text": text, "due_on": "", "saw": NOTHING})
    desk.enter(desk.school.parent_a)
    page = desk.client.get(f"{desk.url}/homework").get_data(as_text=True)
    assert '<a href="https://example.org/a?b=1"' in page
    assert "<svg onload" not in page
    desk.enter(desk.school.parent_b)
    assert desk.client.get(f"{desk.url}/homework").status_code == 404


def test_a_lesson_that_did_not_take_place_takes_nothing(desk: Desk) -> None:
    with desk.client.application.extensions["database"].writing() as session:
        lesson = session.get_one(Lesson, desk.lesson.id)
        lesson.cancelled_at = clock.now()
    answer = desk.client.put(f"{desk.url}/topic", json={"topic": "Дроби", "saw": ""})
    assert answer.status_code == 422
    assert desk.client.get(desk.url).status_code == 200
    assert desk.count_changes() == 0
