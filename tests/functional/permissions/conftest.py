"""One school for the whole walk; what a walker writes is rolled back: the next finds the same school."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from journal.amendments.chain import link_amendments
from journal.app import create_app
from journal.attachments.store import Upload
from journal.config import Settings
from journal.database.database import Transaction
from journal.homework.services import HomeworkValue, HomeworkWrite, save_homework
from journal.imports.uploads import open_draft
from journal.models import Account, Lesson, LessonColumn, Person, SignInSession
from tests.factories import FRIDAY, SmallSchool, actor_of, make_school, sign_in
from tests.factories.furniture import (
    PNG,
    SCHOOL_FILES,
    Furniture,
    furnish,
    make_absences,
    make_application,
    make_exam,
    make_outside_mark,
    make_request,
    make_version,
)
from tests.functional.permissions.rows import PEOPLE

MISSING = 1_000_000
# Parts that name something inside what another part of the same address names.
CROSSED = (
    "pupil_id",
    "column_id",
    "file_id",
    "draft_id",
    "fact_id",
    "paper_id",
    "announcement_id",
    "extract_id",
)


@dataclass
class Walk:
    """The application, a signed-in browser for each person, and what the parts of a URL stand for."""

    app: Flask
    school: SmallSchool
    own: Furniture
    foreign: Furniture
    clients: dict[str, FlaskClient] = field(default_factory=dict)
    values: dict[str, dict[str, int]] = field(default_factory=dict)

    def path(self, rule: Rule, variant: str) -> str:
        """The address of a route with the things of a variant."""
        things = self.values[variant]
        values = {name: things[name] for name in rule.arguments}
        if {"course_id", "draft_id"} <= rule.arguments:
            values["draft_id"] = things["plan_draft_id"]
        built = rule.build(values)
        assert built is not None
        return built[1]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def walk(request: pytest.FixtureRequest) -> Iterator[Walk]:
    databases = request.getfixturevalue(f"{request.param}_databases")
    with databases.lend() as url, time_machine.travel(FRIDAY, tick=False):
        app = create_app(Settings(database_url=url, secret_key="for tests only", testing=True))
        app.config["WTF_CSRF_ENABLED"] = False
        with app.extensions["database"].writing() as session:
            school = make_school(session)
            walk = Walk(app, school, furnish(session, school), furnish_foreign_class(session, school))
        for name in PEOPLE:
            walk.clients[name] = app.test_client()
            sign_in(walk.clients[name], person_of(school, name))
        walk.values = find_values(walk)
        yield walk
        app.extensions["database"].dispose()


def person_of(school: SmallSchool, name: str) -> Person:
    pupils = {"pupil_a": school.pupils_a[0], "pupil_b": school.pupils_b[1]}
    person: Person = pupils.get(name) or getattr(school, name)
    return person


def lesson_of_5b(school: SmallSchool) -> Lesson:
    return next(lesson for lesson in school.lessons_b if lesson.held_on == school.today)


def furnish_foreign_class(session: Session, school: SmallSchool) -> Furniture:
    """What 5Б has: homework with a file, and drafts of imports."""
    teacher, lesson = actor_of(session, school.teacher_b), lesson_of_5b(school)
    homework = HomeworkWrite(HomeworkValue("§ 12"), saw=HomeworkValue(), added=(Upload("чертёж.png", PNG),))
    (file,) = save_homework(session, actor=teacher, lesson_id=lesson.id, write=homework).files
    (plan,) = (Upload(path.name, path.read_bytes()) for path in SCHOOL_FILES.glob("КТП*.xlsx"))
    of_school = open_draft(session, actor=actor_of(session, school.many_hats), uploads=[plan])
    of_course = open_draft(session, actor=teacher, uploads=[plan], course_id=school.course_b.id)
    column = session.scalars(select(LessonColumn.id).where(LessonColumn.lesson_id == lesson.id)).one()
    exam = make_exam(session, school, school.class_b, school.pupils_b[1])
    absences = make_absences(session, school.class_b, school.pupils_b[1], school.parent_b, school.today)
    mark_id = make_outside_mark(session, school, school.pupils_b[1])
    version_id = make_version(session, school, "Ю")
    asked = make_request(session, school, school.teacher_b, lesson, school.pupils_b[1])
    extract = make_application(session, school.course_b.id, school.pupils_b[1], school.parent_b, school.today)
    return Furniture(
        column,
        file.id,
        of_school.id,
        of_course.id,
        exam,
        *absences,
        mark_id,
        version_id,
        *asked,
        *extract,
    )


def find_values(walk: Walk) -> dict[str, dict[str, int]]:
    """What each part of a URL stands for: in 5А, in 5Б, crosswise, and nowhere."""
    school = walk.school
    with walk.app.extensions["database"].reading() as session:
        pairs = session.execute(select(Account.person_id, SignInSession.id).join(SignInSession)).all()
    sessions = {row.person_id: row.id for row in pairs}
    own = asdict(walk.own) | {
        "class_id": school.class_a.id,
        "course_id": school.course_a.id,
        "lesson_id": school.lesson_on(school.today).id,
        "pupil_id": school.pupils_a[0].id,
        "period_id": school.quarter.id,
        "subject_id": school.course_a.subject_id,
        "year_id": school.year.id,
        "person_id": school.teacher_a.id,
        "session_id": sessions[school.teacher_a.id],
        "amendment_id": 1,
    }
    foreign = asdict(walk.foreign) | {
        "class_id": school.class_b.id,
        "course_id": school.course_b.id,
        "lesson_id": lesson_of_5b(school).id,
        "pupil_id": school.pupils_b[1].id,
        "period_id": school.quarter.id,
        "subject_id": school.course_a.subject_id,
        "year_id": school.year.id,
        "person_id": school.teacher_b.id,
        "session_id": sessions[school.teacher_b.id],
        "amendment_id": 2,
    }
    missing = dict.fromkeys(own, MISSING)
    values = {"own": own, "foreign": foreign, "missing": missing}
    values["classmate"] = own | {"pupil_id": school.pupils_a[1].id}
    for part in CROSSED:
        values[f"foreign {part}"] = own | {part: foreign[part], "plan_draft_id": walk.foreign.plan_draft_id}
        values[f"missing {part}"] = own | {part: MISSING, "plan_draft_id": MISSING}
    return values


@pytest.fixture
def rolled_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let requests do all their work and keep nothing of it."""

    def pretend(self: Transaction) -> None:
        try:
            link_amendments(self.session)
            self.session.flush()
        finally:
            self.close()

    monkeypatch.setattr(Transaction, "commit", pretend)
