"""The settings of the year on their pages: saved, refused, kept in the history (R-SETUP)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from journal.models import AcademicYear, Amendment, Bell, FinalWindow, Holiday, Period, School, WorkType
from journal.setup import queries
from tests.factories import FRIDAY, SmallSchool, make_school, make_staff, sign_in

LAST_WEEK_BUT_ONE = datetime(2026, 12, 18, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def moment() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(FRIDAY, tick=False) as moment:
        yield moment


@pytest.fixture
def school(app: Flask, client: FlaskClient) -> SmallSchool:
    """A school whose administrator is signed in."""
    with app.extensions["database"].writing() as session:
        school = make_school(session)
    sign_in(client, school.administrator)
    return school


def read_form(app: Flask, school: SmallSchool, table: str) -> dict[str, str]:
    """What the browser would send if nothing were changed."""
    lists: dict[str, Any] = {
        "periods": (queries.list_periods, ("id", "kind", "starts_on", "ends_on")),
        "holidays": (queries.list_holidays, ("id", "name", "starts_on", "ends_on", "parallel")),
        "bells": (queries.list_bells, ("number", "starts_at", "ends_at")),
        "work-types": (queries.list_work_types, ("id", "name", "short_name", "weight")),
    }
    list_rows, names = lists[table]
    with app.extensions["database"].reading() as session:
        return {
            f"lines-{index}-{name}": as_typed(getattr(row, name))
            for index, row in enumerate(list_rows(session, school.year.id))
            for name in names
        }


def as_typed(value: object) -> str:
    return f"{value:%H:%M}" if isinstance(value, time) else "" if value is None else str(value)


def send(client: FlaskClient, school: SmallSchool, table: str, form: dict[str, str]) -> TestResponse:
    return client.post(f"/setup/years/{school.year.id}/{table}", data=form)


def amendments(app: Flask) -> list[tuple[str, str, str]]:
    with app.extensions["database"].reading() as session:
        query = select(Amendment.kind, Amendment.before, Amendment.after).order_by(Amendment.id)
        query = query.where(Amendment.kind != "window")  # windows that time has turned meanwhile
        return [tuple(row) for row in session.execute(query)]


def rows(app: Flask, model: type[Any]) -> list[Any]:
    with app.extensions["database"].reading() as session:
        return list(session.scalars(select(model)))


TABLES = ["periods", "holidays", "bells", "work-types"]


@pytest.mark.parametrize("table", TABLES)
def test_a_form_sent_back_as_it_was_changes_nothing(
    app: Flask, client: FlaskClient, school: SmallSchool, table: str
) -> None:
    assert client.get(f"/setup/years/{school.year.id}/{table}").status_code == 200
    assert send(client, school, table, read_form(app, school, table)).status_code == 302
    assert amendments(app) == []


def test_a_period_is_moved(app: Flask, client: FlaskClient, school: SmallSchool) -> None:
    form = read_form(app, school, "periods") | {"lines-1-ends_on": "2026-12-29"}
    send(client, school, "periods", form)
    assert {period.ends_on for period in rows(app, Period) if period.id == school.quarter.id} == {
        date(2026, 12, 29)
    }
    assert amendments(app) == [("period", "02.11.2026–30.12.2026", "02.11.2026–29.12.2026")]


def test_overlapping_periods_are_refused_and_stay_as_typed(
    app: Flask, client: FlaskClient, school: SmallSchool
) -> None:
    form = read_form(app, school, "periods") | {"lines-1-starts_on": "2026-10-20"}
    answer = send(client, school, "periods", form)
    assert answer.status_code == 422
    assert 'value="2026-10-20"' in answer.text
    assert "раньше, чем закончилось предыдущее" in answer.text
    assert amendments(app) == []


def test_a_date_that_is_none_is_refused_at_its_line(
    app: Flask, client: FlaskClient, school: SmallSchool
) -> None:
    form = read_form(app, school, "periods") | {"lines-1-starts_on": "вчера"}
    answer = send(client, school, "periods", form)
    assert answer.status_code == 422
    assert "lines-1-starts_on-error" in answer.text
    assert amendments(app) == []


def test_a_period_of_elsewhere_is_missing(app: Flask, client: FlaskClient, school: SmallSchool) -> None:
    form = read_form(app, school, "periods") | {"lines-1-id": "9999"}
    assert send(client, school, "periods", form).status_code == 404
    assert amendments(app) == []


def test_moving_a_period_opens_nothing_that_was_closed(
    app: Flask, client: FlaskClient, school: SmallSchool
) -> None:
    """The first quarter ended on 23 October. Its closing was not recorded yet: no scheduler ever ran."""
    form = read_form(app, school, "periods") | {"lines-0-ends_on": "2026-10-30"}
    assert send(client, school, "periods", form).status_code == 302
    closed = [window for window in rows(app, FinalWindow) if window.closed_at]
    assert len(closed) == 1
    page = client.get(f"/setup/years/{school.year.id}").text
    assert page.count(">закрыты<") == 1


def test_holidays_are_added_changed_and_removed(app: Flask, client: FlaskClient, school: SmallSchool) -> None:
    form = read_form(app, school, "holidays")
    form |= {"lines-0-name": "Осенний отдых"}
    form |= {f"lines-1-{name}": "" for name in ("name", "starts_on", "ends_on", "parallel")}
    count = len(rows(app, Holiday))
    new = {"name": "День села", "starts_on": "2026-09-12", "ends_on": "2026-09-12", "parallel": "4", "id": ""}
    form |= {f"lines-{count}-{name}": value for name, value in new.items()}
    assert send(client, school, "holidays", form).status_code == 302
    found = {holiday.name: holiday for holiday in rows(app, Holiday)}
    assert len(found) == count
    assert "Зимние каникулы" not in found
    assert (found["День села"].starts_on, found["День села"].parallel) == (date(2026, 9, 12), 4)
    assert sorted(amendments(app)) == [
        ("holiday", "", "День села · 12.09.2026–12.09.2026 · 4"),
        (
            "holiday",
            "Зимние каникулы · 31.12.2026–10.01.2027",
            "",
        ),
        (
            "holiday",
            "Осенние каникулы · 24.10.2026–01.11.2026",
            "Осенний отдых · 24.10.2026–01.11.2026",
        ),
    ]


def test_bells_are_changed(app: Flask, client: FlaskClient, school: SmallSchool) -> None:
    form = read_form(app, school, "bells") | {"lines-0-starts_at": "08:00", "lines-0-ends_at": "08:40"}
    form |= {"lines-7-number": "", "lines-7-starts_at": "", "lines-7-ends_at": ""}
    assert send(client, school, "bells", form).status_code == 302
    bells = {bell.number: bell for bell in rows(app, Bell)}
    assert f"{bells[1].starts_at:%H:%M}–{bells[1].ends_at:%H:%M}" == "08:00–08:40"
    assert sorted(bells) == list(range(1, 8))
    assert [kind for kind, _, _ in amendments(app)] == ["bell", "bell"]


def test_a_used_weight_stays_and_an_unused_one_is_changed(
    app: Flask, client: FlaskClient, school: SmallSchool
) -> None:
    form = read_form(app, school, "work-types")
    refused = send(client, school, "work-types", form | {"lines-0-weight": "5"})
    assert refused.status_code == 422
    assert "его вес не меняется" in refused.text
    assert send(client, school, "work-types", form | {"lines-4-weight": "2.5"}).status_code == 302
    weights = {kind.name: kind.weight for kind in rows(app, WorkType)}
    assert (weights["ответ на уроке"], weights["тест"]) == (Decimal(1), Decimal("2.5"))
    assert amendments(app) == [("work-type", "тест · тест · 2", "тест · тест · 2.5")]


def test_a_removed_name_can_be_taken_at_once(app: Flask, client: FlaskClient, school: SmallSchool) -> None:
    form = read_form(app, school, "work-types")
    count = len(rows(app, WorkType))
    form |= {f"lines-4-{name}": "" for name in ("name", "short_name", "weight")}
    new = {"name": "тест", "short_name": "т", "weight": "1", "id": ""}
    form |= {f"lines-{count}-{name}": value for name, value in new.items()}
    assert send(client, school, "work-types", form).status_code == 302
    assert len(rows(app, WorkType)) == count


def test_limits_stay_once_the_year_has_begun(app: Flask, client: FlaskClient, school: SmallSchool) -> None:
    page = client.get(f"/setup/years/{school.year.id}/limits")
    assert "не меняются" in page.text
    assert '<form method="post" novalidate' not in page.text
    limits = {"lock_days": 30, "final_lock_days": 7, "ahead_days": 14, "warn_days": 3}
    limits |= {"survey_lessons": 4, "min_marks": 5, "min_marks_weekly": 3}
    answer = client.post(f"/setup/years/{school.year.id}/limits", data=limits)
    assert answer.status_code == 409
    assert rows(app, AcademicYear)[0].lock_days == 14


def test_limits_of_a_year_to_come_are_set(
    app: Flask, client: FlaskClient, school: SmallSchool, moment: time_machine.Traveller
) -> None:
    with app.extensions["database"].writing() as session:
        year = AcademicYear(starts_on=date(2027, 9, 1), ends_on=date(2028, 8, 31))
        session.add(year)
    limits = {"lock_days": "10", "final_lock_days": "7", "ahead_days": "14", "warn_days": "3"}
    limits |= {"survey_lessons": "4", "min_marks": "5", "min_marks_weekly": "3"}
    url = f"/setup/years/{year.id}/limits"
    assert client.post(url, data=limits | {"lock_days": "0"}).status_code == 422
    assert client.post(url, data=limits).status_code == 302
    assert {each.lock_days for each in rows(app, AcademicYear)} == {14, 10}
    assert amendments(app) == [("limit", "lock_days · 14", "lock_days · 10")]


def test_thresholds_of_proposals_are_set_at_any_time(
    app: Flask, client: FlaskClient, school: SmallSchool
) -> None:
    url = f"/setup/years/{school.year.id}/thresholds"
    usual = {"mean_for_three": "2.6", "mean_for_four": "3.6", "mean_for_five": "4.6"}
    for wrong in ("3.6", "5.1", "NaN", "", "много"):
        assert client.post(url, data=usual | {"mean_for_five": wrong}).status_code == 422
    assert amendments(app) == []
    assert client.post(url, data=usual).status_code == 302
    assert rows(app, AcademicYear)[0].mean_for_four == Decimal("3.6")
    assert amendments(app)[1] == ("threshold", "mean_for_four · 3.50", "mean_for_four · 3.60")


def test_the_administrator_opens_final_marks(
    app: Flask, client: FlaskClient, school: SmallSchool, moment: time_machine.Traveller
) -> None:
    moment.move_to(LAST_WEEK_BUT_ONE)
    sign_in(client, school.administrator)
    year = f"/setup/years/{school.year.id}"
    assert client.get("/setup").location == year
    action = f"/setup/periods/{school.quarter.id}/open"
    assert action in client.get(year).text
    answer = client.post(action, follow_redirects=True)
    assert "2 четверть" in answer.text
    assert action not in answer.text
    assert school.administrator.full_name in answer.text


def test_the_director_sees_windows_but_does_not_open_them(
    client: FlaskClient, school: SmallSchool, moment: time_machine.Traveller
) -> None:
    moment.move_to(LAST_WEEK_BUT_ONE + timedelta(minutes=1))
    sign_in(client, school.director)
    action = f"/setup/periods/{school.quarter.id}/open"
    assert action not in client.get(f"/setup/years/{school.year.id}").text
    assert client.post(action).status_code == 403


def test_a_school_without_a_year_is_told_what_to_do(app: Flask, client: FlaskClient) -> None:
    with app.extensions["database"].writing() as session:
        session.add(School(name="Новая школа", short_name="Новая школа"))
        person = make_staff(session, "Админова Инна Юрьевна", "administrator")
    sign_in(client, person)
    assert "Учебного года ещё нет" in client.get("/setup").text


@pytest.mark.parametrize("table", [*TABLES, "limits"])
@pytest.mark.parametrize("person", ["teacher_a", "secretary", "parent_a"])
def test_others_neither_see_nor_change_settings(
    app: Flask, client: FlaskClient, school: SmallSchool, table: str, person: str
) -> None:
    sign_in(client, getattr(school, person))
    assert client.get(f"/setup/years/{school.year.id}/{table}").status_code == 403
    assert send(client, school, table, {}).status_code == 403
    assert amendments(app) == []
