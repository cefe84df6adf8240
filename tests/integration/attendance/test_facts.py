"""Dated facts: recorded once, shown in cells, filled in on the day, announced by parents (R-REASON, R-PE)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.attachments.store import Upload
from journal.attendance.announcements import (
    announce_absence,
    confirm_announcement,
    decline_announcement,
    list_coming,
    list_of_pupil,
    list_waiting,
    list_withdrawn,
    withdraw_announcement,
)
from journal.attendance.errors import AlreadyAnswered, AnnouncedTooLate, OverlappingFact
from journal.attendance.facts import FactValue, change_fact, record_fact, remove_fact
from journal.attendance.jobs import prefill_today
from journal.attendance.records import get_paper, list_class_facts
from journal.attendance.rules import Spell
from journal.attendance.school_day import list_school_day
from journal.entries.absences import prefill_lesson, prefill_lessons
from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, set_cell
from journal.entries.sheet import get_sheet
from journal.entries.sheet_rows import get_course_rows
from journal.errors import BadRequest, Empty, NotFound, NotRussian
from journal.locks.services import make_attempt
from journal.models import Amendment, Announcement, Attendance, HealthFact, LessonColumn
from tests.factories import FRIDAY, SmallSchool, actor_of, make_lesson, make_school

ONE_DAY = timedelta(days=1)
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture(autouse=True)
def moment() -> Iterator[None]:
    with time_machine.travel(FRIDAY, tick=False):
        yield


@pytest.fixture
def school(session: Session) -> SmallSchool:
    return make_school(session)


def record(session: Session, school: SmallSchool, kind: str = "illness", **values: object) -> HealthFact:
    given = {
        "pupil_id": school.pupils_a[0].id,
        "kind": kind,
        "spell": Spell(school.today, school.today + 3 * ONE_DAY),
    }
    value = FactValue(**{**given, **values})  # type: ignore[arg-type]
    tutor = actor_of(session, school.teacher_a)
    return record_fact(session, actor=tutor, class_id=school.class_a.id, value=value)


def list_codes(session: Session) -> list[tuple[int, int, str]]:
    session.flush()
    rows = session.execute(select(Attendance.lesson_id, Attendance.pupil_id, Attendance.code))
    return sorted(tuple(row) for row in rows)


def test_the_same_kind_never_overlaps_and_nothing_is_lost(session: Session, school: SmallSchool) -> None:
    fact = record(session, school)
    later = Spell(fact.ends_on, fact.ends_on + ONE_DAY)
    with pytest.raises(OverlappingFact):
        record(session, school, spell=later)
    record(session, school, "leave", spell=later)
    record(session, school, pupil_id=school.pupils_a[1].id)
    tutor = actor_of(session, school.teacher_a)
    change_fact(
        session,
        actor=tutor,
        class_id=school.class_a.id,
        fact_id=fact.id,
        ends_on=school.today,
        uploads=(Upload("справка.pdf", PDF),),
    )
    record(session, school, spell=later)
    views = list_class_facts(session, school.class_a.id, school.today)
    assert sorted((one.pupil, one.kind) for one in views) == [
        ("Ёлкин Пётр", "illness"),
        ("Белова Анна", "illness"),
        ("Белова Анна", "illness"),
        ("Белова Анна", "leave"),
    ]
    (paper,) = [one for view in views for one in view.papers]
    assert get_paper(session, class_id=school.class_a.id, paper_id=paper[0]).content == PDF
    with pytest.raises(NotFound):
        get_paper(session, class_id=school.class_b.id, paper_id=paper[0])
    remove_fact(session, actor=tutor, class_id=school.class_a.id, fact_id=fact.id)
    assert session.get(HealthFact, fact.id) is None
    kinds = session.scalars(select(Amendment.after).where(Amendment.kind == "fact")).all()
    assert kinds[-1] == ""


def test_a_pupil_of_another_class_or_an_unknown_kind_is_refused(
    session: Session, school: SmallSchool
) -> None:
    for values in ({"pupil_id": school.pupils_b[1].id}, {"kind": "грипп"}):
        with pytest.raises(BadRequest):
            record(session, school, **values)


def test_the_day_is_filled_in_by_whoever_recorded_it_and_only_into_untouched_cells(
    session: Session, school: SmallSchool
) -> None:
    record(session, school)
    record(session, school, pupil_id=school.pupils_a[1].id)
    lesson = school.lesson_on(school.today)
    column = session.scalars(select(LessonColumn.id).where(LessonColumn.lesson_id == lesson.id)).one()
    teacher = actor_of(session, school.teacher_a)
    came = CellWrite(school.pupils_a[1].id, "5", CellValue())
    set_cell(session, actor=teacher, lesson_id=lesson.id, column_id=column, write=came)
    assert prefill_lessons(session, [lesson.id]) == 1
    assert list_codes(session) == [(lesson.id, school.pupils_a[0].id, "Б")]
    amendment = session.scalars(select(Amendment).order_by(Amendment.id.desc()).limit(1)).one()
    assert (amendment.source, amendment.actor_id) == ("prefilled", school.teacher_a.id)
    cleared = CellWrite(school.pupils_a[0].id, "", CellValue("Б"))  # type: ignore[arg-type]
    set_cell(session, actor=teacher, lesson_id=lesson.id, column_id=column, write=cleared)
    assert prefill_today(session) == 0
    assert list_codes(session) == []


def test_another_day_and_a_locked_lesson_are_left_alone(session: Session, school: SmallSchool) -> None:
    first = school.lessons_a[0]
    record(session, school, spell=Spell(first.held_on, school.today + 3 * ONE_DAY))
    coming = next(lesson for lesson in school.lessons_a if lesson.held_on > school.today)
    assert prefill_lessons(session, [first.id, coming.id]) == 0
    assert prefill_lesson(session, first.id, first.held_on) == 0
    assert list_codes(session) == []


def test_an_exemption_reaches_its_subject_only(session: Session, school: SmallSchool) -> None:
    history = make_lesson(session, school.course_c, school.today, 2)
    record(session, school, "exemption", subject_id=school.course_c.subject_id)
    assert prefill_today(session) == 1
    assert list_codes(session) == [(history.id, school.pupils_a[0].id, "осв.")]
    attempt = make_attempt(session, actor_of(session, school.many_hats))
    for course, kinds in ((school.course_c, ["exemption"]), (school.course_a, [])):
        sheet = get_sheet(
            session,
            about=get_course_rows(session, course.id),
            starts_on=school.quarter.starts_on,
            ends_on=school.quarter.ends_on,
            attempt=attempt,
        )
        assert [fact.kind for row in sheet.rows for fact in row.facts] == kinds


def announce(session: Session, school: SmallSchool, **values: object) -> Announcement:
    given = {"kind": "illness", "spell": Spell(school.today, school.today + ONE_DAY), "note": "Температура"}
    parent = actor_of(session, school.parent_a)
    return announce_absence(
        session,
        actor=parent,
        pupil_id=school.pupils_a[0].id,
        **{**given, **values},  # type: ignore[arg-type]
    )


def test_the_tutor_makes_a_fact_of_an_announcement(session: Session, school: SmallSchool) -> None:
    one = announce(session, school)
    tutor = actor_of(session, school.teacher_a)
    (waiting,) = list_waiting(session, school.class_a.id, school.today)
    assert (waiting.pupil, waiting.note, waiting.announced_by) == (
        "Белова Анна",
        "Температура",
        "Белова Ольга",
    )
    confirm_announcement(session, actor=tutor, class_id=school.class_a.id, announcement_id=one.id)
    fact = session.scalars(select(HealthFact)).one()
    assert (fact.kind, fact.starts_on, fact.recorded_by) == ("illness", school.today, school.teacher_a.id)
    assert [view.state for view in list_of_pupil(session, school.pupils_a[0].id)] == ["confirmed"]
    with pytest.raises(AlreadyAnswered):
        confirm_announcement(session, actor=tutor, class_id=school.class_a.id, announcement_id=one.id)


def test_declining_says_why(session: Session, school: SmallSchool) -> None:
    one = announce(session, school)
    tutor, where = (
        actor_of(session, school.teacher_a),
        {"class_id": school.class_a.id, "announcement_id": one.id},
    )
    with pytest.raises(Empty):
        decline_announcement(session, actor=tutor, **where, reason=" ")
    decline_announcement(session, actor=tutor, **where, reason="Нужна справка")
    (view,) = list_of_pupil(session, school.pupils_a[0].id)
    assert (view.state, view.answer) == ("declined", "Нужна справка")
    assert session.scalars(select(HealthFact)).all() == []


def test_a_parent_withdraws_what_waits_and_the_tutor_reads_it(session: Session, school: SmallSchool) -> None:
    one, pupil_id = announce(session, school), school.pupils_a[0].id
    parent = actor_of(session, school.parent_a)
    assert [view.id for view in list_coming(session, [pupil_id], school.today)[pupil_id]] == [one.id]
    withdraw_announcement(session, actor=parent, pupil_id=pupil_id, announcement_id=one.id)
    assert list_waiting(session, school.class_a.id, school.today) == []
    assert list_coming(session, [pupil_id], school.today) == {}
    (view,) = list_withdrawn(session, school.class_a.id, school.today)
    assert (view.state, view.closed_by, view.closed_at) == ("withdrawn", "Белова Ольга", one.answered_at)
    with pytest.raises(AlreadyAnswered):
        withdraw_announcement(session, actor=parent, pupil_id=pupil_id, announcement_id=one.id)
    announce(session, school)


def test_an_answered_announcement_or_a_strangers_is_not_withdrawn(
    session: Session, school: SmallSchool
) -> None:
    one, pupil_id = announce(session, school), school.pupils_a[0].id
    stranger, tutor = actor_of(session, school.parent_b), actor_of(session, school.teacher_a)
    with pytest.raises(NotFound):
        withdraw_announcement(session, actor=stranger, pupil_id=pupil_id, announcement_id=one.id)
    with pytest.raises(NotFound):
        withdraw_announcement(session, actor=stranger, pupil_id=school.pupils_b[1].id, announcement_id=one.id)
    confirm_announcement(session, actor=tutor, class_id=school.class_a.id, announcement_id=one.id)
    with pytest.raises(AlreadyAnswered):
        withdraw_announcement(
            session, actor=actor_of(session, school.parent_a), pupil_id=pupil_id, announcement_id=one.id
        )


def test_what_a_parent_may_not_announce(session: Session, school: SmallSchool) -> None:
    yesterday = school.today - ONE_DAY
    with pytest.raises(AnnouncedTooLate):
        announce(session, school, spell=Spell(yesterday, school.today))
    with pytest.raises(NotRussian):
        announce(session, school, note="fever")
    announce(session, school)
    with pytest.raises(OverlappingFact):
        announce(session, school)
    with pytest.raises(BadRequest):
        announce(session, school, kind="exemption")


def test_the_school_counts_who_is_away(session: Session, school: SmallSchool) -> None:
    lesson = school.lesson_on(school.today)
    make_lesson(session, school.course_c, school.today, 2)
    record(session, school)
    other = school.pupils_a[1:]
    column = session.scalars(select(LessonColumn.id).where(LessonColumn.lesson_id == lesson.id)).one()
    for pupil, symbol in zip(other, ("ОТ", "ОП", "5"), strict=True):
        write = CellWrite(pupil.id, symbol, CellValue())
        set_cell(
            session,
            actor=actor_of(session, school.teacher_a),
            lesson_id=lesson.id,
            column_id=column,
            write=write,
        )
    first, second = list_school_day(session, school.year.id, school.today)
    assert (first.name, first.pupils, first.away, first.eaters) == ("5А", 4, 2, 2)
    assert [(one.name, one.reason, one.is_away) for one in first.absentees] == [
        ("Белова Анна", "Б", True),
        ("Ёлкин Пётр", "ОТ", True),
    ]
    assert (second.name, second.pupils, second.away, second.absentees) == ("5Б", 3, 0, ())


def test_a_morning_reason_of_one_pupil_tells_nothing_of_the_others(
    session: Session, school: SmallSchool
) -> None:
    """The tutor sets one pupil's whole day; the teacher of the first lesson writes «ОТ» for another."""
    first = school.lesson_on(school.today)
    second = make_lesson(session, school.course_c, school.today, 2)
    ill, absent = school.pupils_a[1], school.pupils_a[2]
    for lesson, pupil, code in ((first, ill, "Б"), (second, ill, "Б"), (first, absent, "ОТ")):
        session.add(Attendance(lesson_id=lesson.id, pupil_id=pupil.id, code=code))
    session.flush()
    (own, _other) = list_school_day(session, school.year.id, school.today)
    assert [(one.reason, one.missed, one.is_away) for one in own.absentees] == [
        ("Б", 2, True),
        ("ОТ", 1, True),
    ]
    second.topic = "Смутное время"
    session.flush()
    (own, _other) = list_school_day(session, school.year.id, school.today)
    assert [one.is_away for one in own.absentees] == [True, False], "was at the second lesson"
