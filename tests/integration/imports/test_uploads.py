"""Drafts of imports, and a teacher's own plan (R-PLAN)."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.attachments.store import Upload
from journal.errors import Forbidden, NotFound
from journal.imports import uploads
from journal.imports.errors import NothingToImport, PlanInUse, UnansweredQuestions, WorkbookRefused
from journal.imports.plan_upload import commit_plan, preview_plan
from journal.imports.reading import SourceFile
from journal.models import Amendment, AttachmentContent, ImportDraft, ImportFile, LessonTopic, Person
from journal.permissions.actor import Actor
from journal.plans.queries import list_plan_items
from tests.factories.small_school import SmallSchool, actor_of, make_school
from tests.factories.workbooks import PLAN, PUPILS, SCHOOL, make_file, make_workbook, school_files


@pytest.fixture
def school(session: Session) -> SmallSchool:
    return make_school(session)


@pytest.fixture
def administrator(session: Session, school: SmallSchool) -> Actor:
    return actor_of(session, school.administrator)


@pytest.fixture
def teacher(session: Session, school: SmallSchool) -> Actor:
    return actor_of(session, school.teacher_a)


def upload(name: str) -> Upload:
    return Upload(name, (SCHOOL / name).read_bytes())


def topics(*names: str) -> list[SourceFile]:
    return [make_file("план.xlsx", [("Тема урока", "Часы"), *((name, 1) for name in names)])]


def test_a_draft_keeps_files_and_answers_until_it_is_done(session: Session, administrator: Actor) -> None:
    draft = uploads.open_draft(
        session, actor=administrator, uploads=[upload(PUPILS), upload(PLAN), upload(PLAN)]
    )
    assert [file.name for file in uploads.load_files(session, draft)] == [PUPILS, PLAN, f"{PLAN} (2)"]
    uploads.save_answers(session, actor=administrator, draft=draft, answers={"a": "1", "b": {"c": "2"}})
    uploads.save_answers(session, actor=administrator, draft=draft, answers={"a": "3"})
    assert draft.answers == {"a": "3", "b": {"c": "2"}}
    uploads.close_draft(session, actor=administrator, draft=draft, created={"pupils": 105})
    assert (draft.state, draft.answers) == ("committed", {"created": {"pupils": 105}})
    assert session.scalar(select(func.count()).select_from(AttachmentContent)) == 0
    with pytest.raises(NotFound):
        uploads.save_answers(session, actor=administrator, draft=draft, answers={})
    with pytest.raises(NotFound):
        uploads.discard_draft(session, actor=administrator, draft=draft)


def test_a_discarded_draft_takes_its_files_along_but_not_those_of_others(
    session: Session, administrator: Actor
) -> None:
    first = uploads.open_draft(session, actor=administrator, uploads=[upload(PUPILS)])
    second = uploads.open_draft(session, actor=administrator, uploads=[upload(PUPILS), upload(PLAN)])
    uploads.discard_draft(session, actor=administrator, draft=second)
    assert session.scalars(select(ImportDraft)).all() == [first]
    assert [file.name for file in uploads.load_files(session, first)] == [PUPILS]
    assert session.scalar(select(func.count()).select_from(ImportFile)) == 1


def test_bad_uploads_leave_nothing_behind(session: Session, administrator: Actor, teacher: Actor) -> None:
    with pytest.raises(NothingToImport):
        uploads.open_draft(session, actor=administrator, uploads=[])
    with pytest.raises(WorkbookRefused):
        uploads.open_draft(session, actor=administrator, uploads=[Upload("a.xlsx", b"text")])
    with pytest.raises(Forbidden):
        uploads.open_draft(session, actor=teacher, uploads=[upload(PLAN)])


def test_a_plan_s_draft_belongs_to_its_course(
    session: Session, school: SmallSchool, teacher: Actor, administrator: Actor
) -> None:
    draft = uploads.open_draft(session, actor=teacher, uploads=[upload(PLAN)], course_id=school.course_a.id)
    assert uploads.get_draft(session, draft.id, course_id=school.course_a.id) is draft
    for course_id in (None, school.course_b.id):
        with pytest.raises(NotFound):
            uploads.get_draft(session, draft.id, course_id=course_id)
    with pytest.raises(NotFound):
        uploads.open_draft(session, actor=teacher, uploads=[upload(PLAN)], course_id=school.course_b.id)
    with pytest.raises(Forbidden):
        uploads.save_answers(session, actor=administrator, draft=draft, answers={})


def test_a_teacher_s_plan_is_previewed_and_written(
    session: Session, school: SmallSchool, teacher: Actor
) -> None:
    course_id = school.course_a.id
    preview = preview_plan(session, course_id=course_id, files=school_files(PLAN), answers={})
    assert (len(preview.topics), preview.hours, preview.questions) == (170, Decimal(170), [])
    commit_plan(session, actor=teacher, course_id=course_id, files=school_files(PLAN), answers={})
    assert [item.position for item in list_plan_items(session, course_id)] == list(range(1, 171))
    amendment = session.scalars(select(Amendment).where(Amendment.kind == "plan")).one()
    assert (amendment.source, amendment.course_id, amendment.actor_id) == (
        "imported",
        course_id,
        teacher.person_id,
    )


def test_a_plan_is_replaced_until_a_lesson_uses_it(
    session: Session, school: SmallSchool, teacher: Actor
) -> None:
    where: dict[str, Any] = {"course_id": school.course_a.id, "answers": {}}
    commit_plan(session, actor=teacher, files=topics("Дроби", "Проценты"), **where)
    assert preview_plan(session, files=topics("Степени"), **where).replaces == 2
    commit_plan(session, actor=teacher, files=topics("Степени"), **where)
    (item,) = list_plan_items(session, school.course_a.id)
    assert item.topic == "Степени"
    session.add(LessonTopic(lesson_id=school.lessons_a[0].id, plan_item_id=item.id, hours=Decimal(1)))
    session.flush()
    assert preview_plan(session, files=topics("Корни"), **where).is_in_use
    with pytest.raises(PlanInUse):
        commit_plan(session, actor=teacher, files=topics("Корни"), **where)
    assert [item.topic for item in list_plan_items(session, school.course_a.id)] == ["Степени"]


@pytest.mark.parametrize("hat", ["teacher_b", "administrator"])
def test_another_s_plan_is_not_written(session: Session, school: SmallSchool, hat: str) -> None:
    person: Person = getattr(school, hat)
    actor = actor_of(session, person)
    with pytest.raises((Forbidden, NotFound)):
        commit_plan(session, actor=actor, course_id=school.course_a.id, files=topics("Дроби"), answers={})
    assert not list_plan_items(session, school.course_a.id)


def test_refused_topics_and_several_plans_are_asked_about(
    session: Session, school: SmallSchool, teacher: Actor
) -> None:
    rows = [("Тема урока", "Часы"), ("Дроби", 1), ("Проценты", "семь")]
    files = [SourceFile("план.xlsx", make_workbook({"5А": rows, "5Б": rows}))]
    where: dict[str, Any] = {"course_id": school.course_a.id, "files": files}
    preview = preview_plan(session, answers={}, **where)
    assert [q.key for q in preview.open_questions] == ["row/план.xlsx/5А/3", "row/план.xlsx/5Б/3", "which"]
    answers = {
        "row/план.xlsx/5А/3": "omit",
        "row/план.xlsx/5Б/3": {"hours": "0,5"},
        "which": "план.xlsx/5Б",
    }
    with pytest.raises(UnansweredQuestions):
        commit_plan(session, actor=teacher, answers={**answers, "which": None}, **where)
    commit_plan(session, actor=teacher, answers=answers, **where)
    assert [(item.topic, item.hours) for item in list_plan_items(session, school.course_a.id)] == [
        ("Дроби", Decimal(1)),
        ("Проценты", Decimal("0.5")),
    ]


def test_a_file_without_topics_is_no_plan(session: Session, school: SmallSchool, teacher: Actor) -> None:
    with pytest.raises(UnansweredQuestions):
        commit_plan(
            session, actor=teacher, course_id=school.course_a.id, files=school_files(PUPILS), answers={}
        )
