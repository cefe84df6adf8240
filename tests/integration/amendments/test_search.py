"""«Что изменялось»: every condition finds just its changes, and nobody finds another's (R-AMEND)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from sqlalchemy import event
from sqlalchemy.orm import Session

from journal.amendments.record import Cause, Place, record_text, record_value
from journal.amendments.scopes import find_scope, get_school_time, list_actor_choices, list_class_choices
from journal.amendments.search import (
    PAGE,
    Filters,
    Found,
    SchoolTime,
    Scope,
    count_found,
    list_all_found,
    list_found,
)
from journal.database import Database
from journal.permissions.actor import SCHEDULER
from tests.engines import SQLiteDatabases
from tests.factories import FRIDAY, SmallSchool, actor_of, make_school

EVERYTHING = Scope(everything=True)
HOURS = timedelta(hours=1)


@dataclass(frozen=True)
class Changed:
    """A school with the changes of one Friday, each named by its reason."""

    school: SmallSchool
    session: Session
    filters: Filters

    def names(self, scope: Scope = EVERYTHING, **asked: object) -> list[str]:
        """The reasons of what is found, the oldest first."""
        return [str(one.change.reason) for one in self.find(scope, **asked)][::-1]

    def find(self, scope: Scope = EVERYTHING, **asked: object) -> list[Found]:
        filters = replace(self.filters, **asked)  # type: ignore[arg-type]
        times = get_school_time(self.session)
        found, older = list_found(self.session, scope, filters, times)
        assert older is None
        assert list(list_all_found(self.session, scope, filters, times, limit=99)) == found[::-1]
        assert count_found(self.session, scope, filters, times, limit=99) == len(found)
        return found


@pytest.fixture
def changed(database: Database) -> Iterator[Changed]:
    with time_machine.travel(FRIDAY, tick=False), database.writing() as session:
        school = make_school(session)
    changes = (
        ("ночь", -10, None, Place(), Cause(source="scheduler", reason="ночь")),
        ("день", 0, "teacher_a", cell(school), Cause(reason="день")),
        ("другой класс", 1, "teacher_b", foreign_cell(school), Cause(reason="другой класс")),
        ("разрешение", 2, "teacher_a", old_cell(school), Cause(reason="разрешение", grant_id=17)),
        ("настройка", 3, "administrator", Place(year_id=school.year.id), Cause(reason="настройка")),
        ("вечер", 9, "many_hats", cell(school, pupil=1), Cause(reason="вечер")),
    )
    for _name, hours, person, place, cause in changes:
        with time_machine.travel(FRIDAY + hours * HOURS, tick=False), database.writing() as session:
            actor = actor_of(session, getattr(school, person)) if person else SCHEDULER
            record_value(session, actor=actor, kind="mark", place=place, before="", after="5", cause=cause)
    with time_machine.travel(FRIDAY + 10 * HOURS, tick=False), database.reading() as session:
        yield Changed(school, session, Filters(since=school.today, until=school.today))


def cell(school: SmallSchool, pupil: int = 0) -> Place:
    return Place(
        class_ids=(school.class_a.id,),
        course_id=school.course_a.id,
        lesson_id=school.lesson_on(school.today).id,
        pupil_id=school.pupils_a[pupil].id,
    )


def old_cell(school: SmallSchool) -> Place:
    return replace(cell(school, pupil=1), lesson_id=school.lesson_on(school.today - timedelta(days=1)).id)


def foreign_cell(school: SmallSchool) -> Place:
    return Place(
        class_ids=(school.class_b.id,),
        course_id=school.course_b.id,
        lesson_id=school.lessons_b[-1].id,
        pupil_id=school.pupils_b[1].id,
    )


def test_every_condition_finds_its_changes(changed: Changed) -> None:
    school = changed.school
    everything = ["ночь", "день", "другой класс", "разрешение", "настройка", "вечер"]
    assert changed.names() == everything
    assert changed.names(class_id=school.class_a.id) == ["день", "разрешение", "вечер"]
    assert changed.names(pupil_id=school.pupils_a[1].id) == ["разрешение", "вечер"]
    assert changed.names(lesson_id=school.lesson_on(school.today).id) == ["день", "вечер"]
    assert changed.names(teacher_id=school.teacher_b.id, class_id=school.class_b.id) == ["другой класс"]
    assert changed.names(actor_id=school.administrator.id) == ["настройка"]
    assert changed.names(grant_id=17) == ["разрешение"]
    assert changed.names(is_out_of_hours=True) == ["вечер"]
    assert changed.names(is_late=True, class_id=school.class_a.id) == ["разрешение"]
    assert changed.names(kinds=("mark",)) == everything
    assert changed.names(kinds=("topic",)) == []
    yesterday = school.today - timedelta(days=1)
    assert changed.names(since=yesterday, until=yesterday) == []


def test_a_whole_year_out_of_hours_is_one_question(changed: Changed) -> None:
    since = changed.school.today - timedelta(days=366)
    assert changed.names(since=since, is_out_of_hours=True, is_late=False) == ["вечер"]


def test_a_found_change_says_where_it_was_made(changed: Changed) -> None:
    found = changed.find(grant_id=17)[0]
    assert found.classes == (changed.school.class_a.name,)
    assert found.course == changed.school.course_a.title
    assert found.held_on == changed.school.today - timedelta(days=1)
    assert found.pupil == (changed.school.pupils_a[1].last_name, changed.school.pupils_a[1].first_name)


@pytest.mark.parametrize(
    ("person", "names"),
    [
        ("director", ["ночь", "день", "другой класс", "разрешение", "настройка", "вечер"]),
        ("deputy", ["ночь", "день", "другой класс", "разрешение", "настройка", "вечер"]),
        ("administrator", ["ночь", "день", "другой класс", "разрешение", "настройка", "вечер"]),
        ("teacher_a", ["день", "разрешение", "вечер"]),
        ("teacher_b", ["другой класс"]),
        ("secretary", []),
        ("dismissed", []),
    ],
)
def test_who_finds_what(changed: Changed, person: str, names: list[str]) -> None:
    scope = find_scope(changed.session, actor_of(changed.session, getattr(changed.school, person)))
    assert changed.names(scope) == names


def test_a_teacher_chooses_among_the_own_only(changed: Changed) -> None:
    school, session = changed.school, changed.session
    scope = find_scope(session, actor_of(session, school.teacher_a))
    assert [choice.id for choice in list_class_choices(session, scope)] == [school.class_a.id]
    assert [choice.id for choice in list_actor_choices(session, scope)] == [school.teacher_a.id]


def test_pages_follow_one_another_without_a_gap(database: Database) -> None:
    count = 2 * PAGE + 3
    with time_machine.travel(FRIDAY, tick=False), database.writing() as session:
        school = make_school(session)
        actor = actor_of(session, school.teacher_a)
        for number in range(count):
            record_text(
                session, actor=actor, kind="topic", place=cell(school), before="", after=f"Тема {number}"
            )
    texts: list[object] = []
    before: int | None = None
    with time_machine.travel(FRIDAY, tick=False), database.reading() as session:
        filters, times = Filters(since=school.today, until=school.today), get_school_time(session)
        for expected in (PAGE, PAGE, 3):
            found, before = list_found(session, EVERYTHING, filters, times, before=before)
            assert len(found) == expected
            texts += [one.change.after for one in found]
    assert before is None
    assert texts == [f"Тема {number}" for number in reversed(range(count))]


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ({}, "ix_amendments_made_at"),
        ({"class_id": 1}, "ix_chain_links_amendment"),
        ({"pupil_id": 1}, "ix_amendments_pupil"),
        ({"actor_id": 1}, "ix_amendments_actor"),
        ({"grant_id": 1}, "ix_amendments_grant"),
        ({"kinds": ("export",)}, "ix_amendments_kind"),
        ({"kinds": ("mark", "attendance")}, "ix_amendments_made_at"),
        ({"is_out_of_hours": True}, "ix_amendments_made_at"),
    ],
)
def test_no_condition_reads_the_whole_history(
    sqlite_databases: SQLiteDatabases, asked: dict[str, object], index: str
) -> None:
    """On a million changes the wrong plan took a minute, the right one milliseconds."""
    sent: list[tuple[str, Any]] = []
    with sqlite_databases.lend() as url:
        database = Database(url)
        with database.reading() as session:
            event.listen(database.engine, "before_cursor_execute", lambda *call: sent.append(call[2:4]))
            filters = replace(Filters(since=FRIDAY.date(), until=FRIDAY.date()), **asked)  # type: ignore[arg-type]
            list_found(session, EVERYTHING, filters, SchoolTime(ZoneInfo("Asia/Yekaterinburg"), 5))
            statement, parameters = next(one for one in sent if one[0].startswith("SELECT"))
            plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            lines = [str(row.detail) for row in plan]
        database.dispose()
    assert any(index in line for line in lines), lines
    assert not any(line.startswith("SCAN amendments") and "USING" not in line for line in lines), lines
