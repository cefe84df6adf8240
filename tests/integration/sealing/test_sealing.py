"""A class's year from its printout to the closed year; what a grant still changes (R-ARCHIVE, R-CLOSED)."""

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.chain import link_amendments
from journal.amendments.closed import check_open
from journal.amendments.errors import RecordClosed
from journal.attachments.store import keep_file
from journal.bundles.check import check_bundle
from journal.entries.rules import CellValue
from journal.entries.services import CellWrite, set_cell
from journal.errors import Empty, Forbidden, Locked
from journal.lessons.services import TopicValue, TopicWrite, save_topic
from journal.models import (
    Amendment,
    ArchiveVersion,
    Attachment,
    AttachmentContent,
    Grant,
    GrantCell,
    LessonColumn,
    Period,
    Printout,
)
from journal.sealing.certifying import certify_class
from journal.sealing.closing import close_year, list_closings, reopen_year
from journal.sealing.errors import (
    AlreadyClosed,
    AlreadyLent,
    NoPrintout,
    NotCertified,
    NothingChanged,
    StalePrintout,
    YearNotOver,
)
from journal.sealing.register import find_open_loan, lend_journal, take_back, take_over
from tests.factories import FRIDAY, SmallSchool, actor_of, make_school

PAPER, WORKBOOK = b"%PDF-1.7 the journal", b"PK the workbook"


@pytest.fixture(autouse=True)
def moment() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(FRIDAY, tick=False) as moment:
        yield moment


@pytest.fixture
def school(session: Session) -> SmallSchool:
    school = make_school(session)
    mark(session, school, "4")
    return school


def mark(session: Session, school: SmallSchool, symbol: str, saw: CellValue | None = None) -> None:
    lesson = school.lesson_on(school.today)
    column = session.scalars(select(LessonColumn.id).where(LessonColumn.lesson_id == lesson.id)).one()
    set_cell(
        session,
        actor=actor_of(session, school.teacher_a),
        lesson_id=lesson.id,
        column_id=column,
        write=CellWrite(school.pupils_a[0].id, symbol, saw=saw or CellValue(), reason="описка"),
    )
    finish(session)


def finish(session: Session) -> None:
    """What every transaction does before its commit."""
    check_open(session)
    link_amendments(session)


def print_journal(session: Session, school: SmallSchool, class_id: int | None = None) -> Printout:
    """What the press leaves behind: the papers of the whole year."""
    made = school.teacher_a.id, clock.now()
    wanted = {
        "class_id": class_id or school.class_a.id,
        "starts_on": school.year.starts_on,
        "ends_on": school.year.ends_on,
    }
    printout = session.scalar(select(Printout).filter_by(**wanted)) or Printout(**wanted)
    printout.made_by, printout.made_at = made
    printout.pages = 12
    printout.paper_id = keep_file(session, "Журнал.pdf", "application/pdf", PAPER, *made).id
    printout.workbook_id = keep_file(session, "Журнал.xlsx", "application/xlsx", WORKBOOK, *made).id
    session.add(printout)
    session.flush()
    return printout


def certify(session: Session, school: SmallSchool, class_id: int | None = None) -> ArchiveVersion:
    deputy = actor_of(session, school.deputy)
    version = certify_class(session, actor=deputy, class_id=class_id or school.class_a.id)
    finish(session)
    return version


def read_bundle(session: Session, version: ArchiveVersion) -> bytes:
    return session.scalars(
        select(AttachmentContent.content)
        .join(Attachment, Attachment.sha256 == AttachmentContent.sha256)
        .where(Attachment.id == version.bundle_id)
    ).one()


def test_a_certified_printout_is_a_sealed_bundle(session: Session, school: SmallSchool) -> None:
    with pytest.raises(NoPrintout):
        certify(session, school)
    print_journal(session, school)
    version = certify(session, school)
    assert (version.number, version.certifier_name, version.certifier_position) == (
        1, school.deputy.full_name, "заместитель директора по УВР",
    )  # fmt: skip
    assert version.kept_until.year == school.year.ends_on.year + 25
    bundle = read_bundle(session, version)
    report = check_bundle(bundle)
    assert report.faults == []
    assert report.label["chain"]["hash"] == version.head_hash
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        assert archive.read("journal.pdf") == PAPER
    last = session.scalars(select(Amendment).order_by(Amendment.id.desc()).limit(1)).one()
    assert last.kind == "archive"
    assert last.after.endswith(session.get_one(Attachment, version.bundle_id).sha256)


def test_the_paper_must_say_what_the_journal_says(
    session: Session, school: SmallSchool, moment: time_machine.Traveller
) -> None:
    print_journal(session, school)
    moment.shift(timedelta(minutes=5))
    mark(session, school, "5", saw=CellValue(mark=4))
    with pytest.raises(StalePrintout) as caught:
        certify(session, school)
    assert caught.value.count == 1
    print_journal(session, school)
    assert certify(session, school).number == 1


def test_a_certified_class_takes_no_change(session: Session, school: SmallSchool) -> None:
    """The lesson is of today: no lock but the archive's keeps it."""
    print_journal(session, school)
    certify(session, school)
    with pytest.raises(Locked):
        mark(session, school, "5", saw=CellValue(mark=4))
    save_topic(
        session,
        actor=actor_of(session, school.teacher_a),
        lesson_id=school.lesson_on(school.today).id,
        write=TopicWrite(TopicValue("Дроби"), saw=""),
    )
    with pytest.raises(RecordClosed) as caught:
        finish(session)
    assert caught.value.name == f"5А, {school.year.title}"


def test_another_class_goes_on(session: Session, school: SmallSchool) -> None:
    print_journal(session, school)
    certify(session, school)
    lesson = next(lesson for lesson in school.lessons_b if lesson.held_on == school.today)
    save_topic(
        session,
        actor=actor_of(session, school.teacher_b),
        lesson_id=lesson.id,
        write=TopicWrite(TopicValue("Дроби"), saw=""),
    )
    finish(session)
    assert lesson.topic == "Дроби"


def test_a_change_under_a_grant_makes_another_version_with_a_sheet_of_its_own(
    session: Session, school: SmallSchool, moment: time_machine.Traveller
) -> None:
    print_journal(session, school)
    first = certify(session, school)
    sealed = read_bundle(session, first)
    with pytest.raises(NothingChanged):
        certify(session, school)
    moment.shift(timedelta(days=2))  # the lesson's own lock is far away
    give_grant(session, school)
    mark_under_grant(session, school)
    with pytest.raises(StalePrintout):
        certify(session, school)
    print_journal(session, school)
    second = certify(session, school)
    assert (second.number, first.supplement_id) == (2, None)
    assert second.supplement_id is not None
    assert read_bundle(session, first) == sealed
    report = check_bundle(read_bundle(session, second))
    assert report.faults == []
    assert report.label["version"] == 2
    with zipfile.ZipFile(io.BytesIO(read_bundle(session, second))) as archive:
        assert archive.read("supplement.pdf").startswith(b"%PDF")


def give_grant(session: Session, school: SmallSchool) -> None:
    lesson = school.lesson_on(school.today)
    grant = Grant(
        person_id=school.teacher_a.id,
        decided_by=school.director.id,
        reason="справка",
        granted_at=clock.now(),
        deadline=clock.now() + timedelta(days=1),
    )
    session.add(grant)
    session.flush()
    session.add(GrantCell(grant_id=grant.id, lesson_id=lesson.id, pupil_id=school.pupils_a[0].id))
    session.flush()


def mark_under_grant(session: Session, school: SmallSchool) -> None:
    mark(session, school, "5", saw=CellValue(mark=4))
    last = session.scalars(select(Amendment).order_by(Amendment.id.desc()).limit(1)).one()
    assert last.grant_id is not None


def test_the_register(session: Session, school: SmallSchool) -> None:
    print_journal(session, school)
    version = certify(session, school)
    secretary = actor_of(session, school.secretary)
    with pytest.raises(Empty):
        take_over(session, actor=secretary, version_id=version.id, shelf_mark=" ")
    take_over(session, actor=secretary, version_id=version.id, shelf_mark="Шкаф 3, полка 2")
    assert (version.handed_to, version.handed_on) == (school.secretary.id, school.today)

    def lend() -> None:
        lend_journal(
            session, actor=secretary, version_id=version.id, taken_by="Завучева А. И.", purpose="проверка"
        )

    lend()
    with pytest.raises(AlreadyLent):
        lend()
    take_back(session, actor=secretary, version_id=version.id)
    assert find_open_loan(session, version.id) is None
    with pytest.raises(AlreadyLent):
        take_back(session, actor=secretary, version_id=version.id)
    with pytest.raises(Forbidden):
        take_back(session, actor=actor_of(session, school.teacher_a), version_id=version.id)


def test_the_year_is_closed_after_all_classes_and_reopened_with_a_reason(
    session: Session, school: SmallSchool, moment: time_machine.Traveller
) -> None:
    director = actor_of(session, school.director)
    with pytest.raises(YearNotOver):
        close_year(session, actor=director, year_id=school.year.id)
    last_day = max(session.scalars(select(Period.ends_on).where(Period.year_id == school.year.id)))
    moment.shift(timedelta(days=(last_day - school.today).days + 1))
    print_journal(session, school)
    certify(session, school)
    with pytest.raises(NotCertified) as caught:
        close_year(session, actor=director, year_id=school.year.id)
    assert caught.value.names == ("5Б",)
    print_journal(session, school, school.class_b.id)
    certify(session, school, school.class_b.id)
    with pytest.raises(Forbidden):
        close_year(session, actor=actor_of(session, school.deputy), year_id=school.year.id)
    close_year(session, actor=director, year_id=school.year.id)
    with pytest.raises(AlreadyClosed):
        close_year(session, actor=director, year_id=school.year.id)
    with pytest.raises(Empty):
        reopen_year(session, actor=director, year_id=school.year.id, reason="")
    reopen_year(session, actor=director, year_id=school.year.id, reason="Ошибка в расписании.")
    ((closing, name),) = list_closings(session, school.year.id)
    assert (closing.reason, name) == ("Ошибка в расписании.", school.director.full_name)
    assert closing.reopened_by == school.director.id
