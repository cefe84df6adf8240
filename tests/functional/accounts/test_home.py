"""The first page, and the ways that everybody is shown."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import SmallSchool, sign_in

LINK = re.compile(r'<li><a href="([^"]+)"')


def enter(app: Flask, school: SmallSchool, who: str) -> FlaskClient:
    client = app.test_client()
    sign_in(client, school.pupils_a[0] if who == "pupil" else getattr(school, who))
    return client


@pytest.mark.parametrize(
    ("who", "part"),
    [
        ("teacher_a", "lessons-title"),
        ("teacher_a", "tutor-"),
        ("deputy", "school-title"),
        ("many_hats", "lessons-title"),
        ("many_hats", "office-title"),
        ("many_hats", "family-title"),
        ("parent_a", "family-title"),
        ("pupil", "family-title"),
        ("administrator", "office-title"),
        ("secretary", "office-title"),
    ],
)
def test_everybody_is_led_to_the_own_day(app: Flask, school: SmallSchool, who: str, part: str) -> None:
    client = enter(app, school, who)
    assert client.get("/").location == "/day"
    assert f'id="{part}' in client.get("/day").text


def test_who_has_no_way_is_told_what_to_do(app: Flask, school: SmallSchool) -> None:
    client = enter(app, school, "dismissed")
    client.post("/language", data={"language": "en"})
    page = client.get("/")
    assert page.status_code == 200
    assert "administrator can give you a role" in page.text
    assert LINK.findall(page.text) == []


def test_many_hats_see_the_ways_of_all_of_them(app: Flask, school: SmallSchool) -> None:
    ways = LINK.findall(enter(app, school, "many_hats").get("/account/sign-ins").text)
    assert ways == ["/day", "/courses", "/finals", "/diary/", "/imports", "/classes", "/setup", "/staff"]


def test_families_see_the_diary_only(app: Flask, school: SmallSchool) -> None:
    assert LINK.findall(enter(app, school, "parent_a").get("/account/sign-ins").text) == ["/day", "/diary/"]


@pytest.mark.parametrize(
    ("path", "field", "value", "mark"),
    [
        ("/language", "language", "en", 'lang="en"'),
        ("/theme", "theme", "contrast", 'data-theme="contrast"'),
    ],
)
def test_language_and_look_stay_with_the_account_and_the_browser(
    app: Flask, school: SmallSchool, path: str, field: str, value: str, mark: str
) -> None:
    first = enter(app, school, "parent_a")
    back = first.post(path, data={field: value}, headers={"Referer": "http://localhost/account/sign-ins?a=1"})
    assert back.location == "/account/sign-ins?a=1"
    assert mark in enter(app, school, "parent_a").get("/account/sign-ins").text, "another browser knows it"
    first.post("/sign-out")
    assert mark in first.get("/sign-in").text, "this browser knows it before the sign-in"


@pytest.mark.parametrize(("path", "field"), [("/language", "language"), ("/theme", "theme")])
def test_an_unknown_choice_is_refused(
    client: FlaskClient, school: SmallSchool, path: str, field: str
) -> None:
    assert client.post(path, data={field: "../x"}).status_code == 400


def test_the_way_back_is_never_elsewhere(client: FlaskClient, school: SmallSchool) -> None:
    for referrer in ("https://evil.example/x", "http://localhost//evil.example"):
        answer = client.post("/language", data={"language": "en"}, headers={"Referer": referrer})
        assert answer.location == "/"
