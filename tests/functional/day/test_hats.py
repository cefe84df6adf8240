"""One account with many hats: the switch shows less and never more than a right allows (R-DIARY)."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from journal.models import Person
from tests.factories import SmallSchool, make_parent, make_person
from tests.factories.furniture import furnish
from tests.functional.day.conftest import Enter

NAVIGATION = re.compile(r'<li><a href="([^"]+)"')
OURS = ("/day", "/diary/")


@pytest.fixture
def parents(app: Flask, school: SmallSchool) -> tuple[Person, Person]:
    """The tutor and teacher of 5А, and somebody from outside: both the parents of a child in each class."""
    with app.extensions["database"].writing() as session:
        furnish(session, school)
        outsider = make_person(session, "Ёлкина Инна Львовна")
        for person in (school.teacher_a, outsider):
            make_parent(session, person, school.pupils_a[1], school.pupils_b[1])
    return school.teacher_a, outsider


def choose(client: FlaskClient, view: str) -> None:
    assert client.post("/day/view", data={"view": view}).location == "/day"


def read(client: FlaskClient, path: str) -> tuple[int, str]:
    """The answer's status and the page without the header, where the person's own name stands."""
    answer = client.get(path)
    page = re.sub(r'name="csrf_token" value="[^"]*"', "", answer.text)
    return answer.status_code, page[page.find("<main") :]


def list_paths(school: SmallSchool) -> list[str]:
    """The pages of a family: the day, the diaries of the own children and of others."""
    pupils = (*school.pupils_a[:2], *school.pupils_b[:2])
    pages = ("/diary/{}", "/diary/{}/marks", "/diary/{}/forecast")
    return ["/day", "/diary/", *(page.format(pupil.id) for page in pages for pupil in pupils)]


def test_as_a_parent_a_teacher_gets_exactly_what_a_parent_gets(
    school: SmallSchool, parents: tuple[Person, Person], enter: Enter
) -> None:
    teacher, outsider = (enter(person) for person in parents)
    choose(teacher, "family")
    statuses = set()
    for path in list_paths(school):
        as_teacher, as_parent = read(teacher, path), read(outsider, path)
        assert as_teacher == as_parent, path
        statuses.add(as_teacher[0])
    assert statuses == {200, 404}
    pages = [client.get("/day").text for client in (teacher, outsider)]
    assert NAVIGATION.findall(pages[0]) == NAVIGATION.findall(pages[1]) == list(OURS)


def test_the_tutor_reads_the_diaries_of_the_class_but_not_as_a_parent(
    school: SmallSchool, parents: tuple[Person, Person], enter: Enter
) -> None:
    teacher = enter(parents[0])
    taught = f"/diary/{school.pupils_a[0].id}"
    assert teacher.get(taught).status_code == 200
    choose(teacher, "family")
    assert teacher.get(taught).status_code == 404
    choose(teacher, "all")
    assert teacher.get(taught).status_code == 200


def test_the_switch_filters_the_page_and_the_ways(
    school: SmallSchool, parents: tuple[Person, Person], enter: Enter
) -> None:
    teacher = enter(parents[0])
    seen = {}
    for view in ("all", "work", "family"):
        choose(teacher, view)
        page = teacher.get("/day").text
        seen[view] = [
            title for title in ("lessons-title", "tutor-", "family-title") if f'id="{title}' in page
        ]
        assert ("/diary/" in NAVIGATION.findall(page)) == (view != "work")
        assert ("/courses" in NAVIGATION.findall(page)) == (view != "family")
        assert re.search(rf'value="{view}" aria-pressed="true"', page)
    assert seen == {
        "all": ["lessons-title", "tutor-", "family-title"],
        "work": ["lessons-title", "tutor-"],
        "family": ["family-title"],
    }


def test_a_journal_that_is_open_in_another_tab_goes_on_saving(
    school: SmallSchool, parents: tuple[Person, Person], enter: Enter
) -> None:
    """The view hides ways and takes no right away, so that nothing typed is lost."""
    teacher = enter(parents[0])
    choose(teacher, "family")
    lesson = school.lesson_on(school.today)
    answer = teacher.put(
        f"/lessons/{lesson.id}/topic", json={"topic": "Вычитание дробей", "saw": "Сложение дробей"}
    )
    assert answer.status_code == 200


def test_a_new_sign_in_shows_everything_again(parents: tuple[Person, Person], enter: Enter) -> None:
    choose(enter(parents[0]), "family")
    assert 'value="all" aria-pressed="true"' in enter(parents[0]).get("/day").text


@pytest.mark.parametrize("who", ["parent_a", "teacher_b", "deputy"])
def test_one_kind_of_hat_has_no_switch_and_gains_nothing(school: SmallSchool, enter: Enter, who: str) -> None:
    client = enter(getattr(school, who))
    before = read(client, "/day")
    for view in ("work", "family"):
        choose(client, view)
        assert read(client, "/day") == before
    assert 'class="hats"' not in client.get("/day").text


def test_an_unknown_view_is_refused(school: SmallSchool, enter: Enter) -> None:
    assert enter(school.many_hats).post("/day/view", data={"view": "director"}).status_code == 400
