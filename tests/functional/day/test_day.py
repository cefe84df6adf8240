"""Everybody's day over HTTP: what stands on it, and in how many queries (R-WEEKLY, R-INFORM)."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event, select

from journal import clock
from journal.database import Database
from journal.models import Account, Attendance, Bell, Homework, Visit
from journal.notices.jobs import tell_people
from journal.school import school_zone
from tests.factories import FRIDAY, SmallSchool
from tests.factories.furniture import furnish
from tests.functional.day.conftest import Enter

MOST_QUERIES = 11


def test_a_free_day_shows_the_next_school_days_lessons(
    school: SmallSchool, enter: Enter, moment: time_machine.Traveller
) -> None:
    moment.move_to(FRIDAY + timedelta(days=1))
    page = enter(school.teacher_a).get("/day").text
    assert "понедельник, 23 ноября" in page
    assert f'href="/lessons/{school.lesson_on(school.today + timedelta(days=3)).id}"' in page


def test_what_closes_soon_stands_first_with_its_last_day(school: SmallSchool, enter: Enter) -> None:
    page = enter(school.teacher_a).get("/day").text
    lines = page[page.index("gaps-title") : page.index("lessons-title")]
    soon, later = (school.lesson_on(school.today - timedelta(days=back)) for back in (14, 4))
    assert lines.index(f"/lessons/{soon.id}") < lines.index(f"/lessons/{later.id}")
    assert lines.count('class="is-closing"') == 1
    assert "сегодня последний день" in lines
    assert "открыт по 30.11 включительно" in lines


def test_a_tutor_sees_open_absences_and_who_has_not_filled_the_journal(
    app: Flask, school: SmallSchool, enter: Enter
) -> None:
    yesterday = school.lesson_on(school.today - timedelta(days=1))
    with app.extensions["database"].writing() as session:
        session.add(Attendance(lesson_id=yesterday.id, pupil_id=school.pupils_a[2].id, code="ОТ"))
    page = enter(school.teacher_a).get("/day").text
    part = page[page.index('id="tutor-') :]
    assert "Жуков Артём" in part
    assert f'href="/classes/{school.class_a.id}/day#waiting-title"' in part
    assert "Иванова М. П." in part
    assert "Петров О. И." not in part, "teaches another class"
    assert f'href="/day/classes/{school.class_a.id}"' in part
    gaps = enter(school.teacher_a).get(f"/day/classes/{school.class_a.id}").text
    assert f'href="/lessons/{yesterday.id}"' in gaps


def test_a_deputy_sees_teachers_classes_and_what_closes(
    app: Flask, database: Database, school: SmallSchool, enter: Enter
) -> None:
    client = enter(school.deputy)
    client.get("/day")
    statements: list[str] = []
    engine = app.extensions["database"].engine
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    page = client.get("/day").text
    assert len([one for one in statements if one.startswith(("SELECT", "WITH"))]) <= MOST_QUERIES
    for path in (f"/day/teachers/{school.teacher_a.id}", f"/day/classes/{school.class_b.id}"):
        assert f'href="{path}"' in page
        assert "/lessons/" in client.get(path).text
    closing = school.lesson_on(school.today - timedelta(days=14))
    assert f'href="/lessons/{closing.id}"' in page[page.index("closing-title") :]


def test_a_missing_teacher_has_no_list(school: SmallSchool, enter: Enter) -> None:
    assert enter(school.deputy).get(f"/day/teachers/{school.parent_a.id}").status_code == 404


def test_a_parent_sees_each_child_and_what_is_new_since_the_last_visit(
    app: Flask, school: SmallSchool, enter: Enter, moment: time_machine.Traveller
) -> None:
    with app.extensions["database"].writing() as session:
        for person in (school.parent_a, school.father_a):
            account = session.scalars(select(Account).where(Account.person_id == person.id)).one()
            account.password_hash = "unknown to everybody"
            back = 1 if person is school.parent_a else 0
            moment_seen = FRIDAY - timedelta(days=back)
            visited_on = school.today - timedelta(days=back)
            session.add(Visit(account_id=account.id, visited_on=visited_on, last_at=moment_seen))
    with app.extensions["database"].writing() as session:
        tell_people(session)
    with app.extensions["database"].writing() as session:
        furnish(session, school)
    moment.move_to(FRIDAY + timedelta(minutes=10))
    with app.extensions["database"].writing() as session:
        tell_people(session)
    page = enter(school.parent_a).get("/day").text
    first, second = (
        page.index(f'id="child-{pupil.id}"') for pupil in (school.pupils_a[0], school.pupils_b[0])
    )
    own = page[min(first, second) : max(first, second)] if first < second else page[first:]
    assert "Новое с прошлого посещения, 19 нояб. 2026, 12:00" in own
    assert "отметка 5" in own
    assert "Сложение дробей" in own, "today's topic"
    assert "§ 12, № 345" in own, "homework for Monday"
    assert "Новое за семь дней" in enter(school.father_a).get("/day").text, "only today's visit is known"


def test_a_pupil_reads_the_homework_first(app: Flask, school: SmallSchool, enter: Enter) -> None:
    with app.extensions["database"].writing() as session:
        today = school.lesson_on(school.today)
        session.add(Homework(lesson_id=today.id, text="§ 15, № 7", saved_at=clock.now()))
    page = enter(school.pupils_a[0]).get("/day").text
    assert "На следующий учебный день, понедельник, 23 ноября" in page
    assert page.index("§ 15, № 7") < page.index("Новое за семь дней") < page.index("<h4>Сегодня</h4>")


@pytest.mark.parametrize(("who", "server"), [("administrator", True), ("secretary", False)])
def test_the_office_sees_what_needs_it(school: SmallSchool, enter: Enter, who: str, server: bool) -> None:
    page = enter(getattr(school, who)).get("/day").text
    assert "Ученики без пароля" in page
    assert ("Планировщик не работает" in page) == server
    assert ("Резервной копии ещё нет" in page) == server
    assert ('href="/health/details"' in page) == server


def test_nothing_is_missing_before_a_lesson_begins(
    app: Flask, school: SmallSchool, enter: Enter, moment: time_machine.Traveller
) -> None:
    with app.extensions["database"].reading() as session:
        begins = session.scalars(select(Bell.starts_at).where(Bell.number == 1)).one()
        zone = school_zone(session)
    bell = datetime.combine(school.today, begins, zone)
    for now, is_due in ((bell - timedelta(minutes=1), False), (bell, True)):
        moment.move_to(now)
        page = enter(school.teacher_a).get("/day").text
        assert ("нет темы" in page[page.index("lessons-title") :].partition("</ol>")[0]) is is_due


def test_every_page_of_a_child_lights_the_diary(school: SmallSchool, enter: Enter) -> None:
    client = enter(school.parent_a)
    for page in ("", "/marks", "/forecast", "/absences"):
        text = client.get(f"/diary/{school.pupils_a[0].id}{page}").text
        assert re.search('href="/diar[^"]*" aria-current="page">Дневник</a>', text), page
