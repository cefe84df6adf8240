"""Printing a school: stopped, resumed, killed and run again; a failing class is named (R-ARCHIVE)."""

from datetime import date

import pytest
from sqlalchemy import func, select

from journal.archive import press
from journal.archive.documents import find_file
from journal.archive.errors import BadInterval, NothingToPrint
from journal.archive.press import Press, print_waiting
from journal.archive.printing import print_class, print_school, steer_school
from journal.archive.printouts import find_class_progress, find_school_progress
from journal.database import Database
from journal.models import AcademicYear, Attachment, AttachmentContent, Printing, PrintingClass, Printout
from journal.sheets.records import Stay
from tests.factories import SmallSchool, actor_of


def whole_year(school: SmallSchool) -> Stay:
    return Stay(school.year.starts_on, school.year.ends_on)


def ask_for_school(database: Database, school: SmallSchool) -> int:
    with database.writing() as session:
        actor = actor_of(session, school.director)
        return print_school(session, actor=actor, year_id=school.year.id, interval=whole_year(school)).id


def steer(database: Database, school: SmallSchool, *, goes_on: bool) -> None:
    with database.writing() as session:
        actor = actor_of(session, school.director)
        steer_school(session, actor=actor, year_id=school.year.id, goes_on=goes_on)


def list_states(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(PrintingClass.state).order_by(PrintingClass.class_id)))


def count(database: Database, model: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_every_class_is_made_once_and_kept(database: Database, school: SmallSchool, made: list[str]) -> None:
    ask_for_school(database, school)
    assert print_waiting(database) == 2
    assert made == ["5А", "5Б"]
    assert print_waiting(database) == 0
    with database.reading() as session:
        progress = find_school_progress(session, school.year.id)
        assert progress is not None
        assert (progress.printing.state, progress.done, progress.failed) == ("done", 2, [])
        found = find_file(session, school.class_b.id, "paper", whole_year(school))
        assert found is not None
        assert (found[0].name, found[1]) == ("Журнал 5Б 2026-09-01–2027-08-31.pdf", "%PDF 5Б".encode())
        assert (
            find_file(session, school.class_b.id, "paper", Stay(date(2026, 9, 1), date(2026, 9, 2))) is None
        )


def test_asked_for_again_it_doubles_nothing(database: Database, school: SmallSchool, made: list[str]) -> None:
    first = ask_for_school(database, school)
    assert ask_for_school(database, school) == first
    print_waiting(database)
    files = count(database, Attachment), count(database, AttachmentContent)
    second = ask_for_school(database, school)
    assert second != first
    print_waiting(database)
    assert made == ["5А", "5Б"] * 2
    assert count(database, Printout) == 2
    assert (count(database, Attachment), count(database, AttachmentContent)) == files


def test_a_failing_class_is_named_and_the_rest_goes_on(
    database: Database, school: SmallSchool, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make, broken = press.make_papers, ["5А"]

    def fail(book: press.Book, moment: object) -> object:
        if book.title.class_name in broken:
            raise RuntimeError("Иванов Пётр")
        return make(book, moment)  # type: ignore[arg-type]

    monkeypatch.setattr(press, "make_papers", fail)
    ask_for_school(database, school)
    assert print_waiting(database) == 1
    with database.reading() as session:
        progress = find_school_progress(session, school.year.id)
        assert progress is not None
        assert [one.name for one in progress.failed] == ["5А"]
        assert progress.printing.state == "done"
        kinds = session.scalars(select(PrintingClass.failure).where(PrintingClass.state == "failed")).all()
        assert kinds == ["RuntimeError"]
    broken.clear()
    steer(database, school, goes_on=True)
    assert print_waiting(database) == 1
    assert list_states(database) == ["done", "done"]


def test_it_stops_after_the_class_at_hand_and_goes_on_there(
    database: Database, school: SmallSchool, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make = press.make_papers

    def make_and_stop(book: press.Book, moment: object) -> object:
        if not made:
            steer(database, school, goes_on=False)
        return make(book, moment)  # type: ignore[arg-type]

    monkeypatch.setattr(press, "make_papers", make_and_stop)
    ask_for_school(database, school)
    assert print_waiting(database) == 1
    assert list_states(database) == ["done", "waiting"]
    assert print_waiting(database) == 0
    steer(database, school, goes_on=True)
    assert print_waiting(database) == 1
    assert made == ["5А", "5Б"]


def test_whoever_is_killed_in_the_middle_leaves_a_class_that_waits(
    database: Database, school: SmallSchool, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    make = press.make_papers

    def die(book: press.Book, moment: object) -> object:
        if book.title.class_name == "5Б":
            raise Killed
        return make(book, moment)  # type: ignore[arg-type]

    monkeypatch.setattr(press, "make_papers", die)
    ask_for_school(database, school)
    with pytest.raises(Killed):
        print_waiting(database)
    assert list_states(database) == ["done", "waiting"]
    monkeypatch.setattr(press, "make_papers", make)
    assert print_waiting(database) == 1
    assert made == ["5А", "5Б"]
    assert count(database, Printout) == 2


def test_two_presses_keep_a_class_once(database: Database, school: SmallSchool, made: list[str]) -> None:
    printing_id = ask_for_school(database, school)
    sheaf = press.Sheaf(printing_id, school.class_a.id)
    assert press.print_sheaf(database, sheaf)
    assert not press.print_sheaf(database, sheaf)
    assert count(database, Printout) == 1
    assert count(database, PrintingClass) == 2


def test_the_scheduler_waits_for_no_paper(database: Database, school: SmallSchool, made: list[str]) -> None:
    errand = Press()
    assert errand(database) == 0
    ask_for_school(database, school)
    assert errand(database) == 1
    assert errand._thread is not None
    errand._thread.join(30)
    assert made == ["5А", "5Б"]
    assert errand(database) == 0


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(2026, 8, 31), date(2027, 8, 31)),
        (date(2026, 9, 1), date(2027, 9, 1)),
        (date(2026, 10, 2), date(2026, 10, 1)),
    ],
)
def test_the_days_must_lie_in_the_year(
    database: Database, school: SmallSchool, starts_on: date, ends_on: date
) -> None:
    with database.writing() as session:
        tutor = actor_of(session, school.teacher_a)
        with pytest.raises(BadInterval):
            print_class(session, actor=tutor, class_id=school.class_a.id, interval=Stay(starts_on, ends_on))
    assert count(database, Printing) == 0


def test_a_year_without_classes_has_nothing_to_print(database: Database, school: SmallSchool) -> None:
    with database.writing() as session:
        year = AcademicYear(starts_on=date(2027, 9, 1), ends_on=date(2028, 8, 31))
        session.add(year)
        session.flush()
        director = actor_of(session, school.director)
        with pytest.raises(NothingToPrint):
            print_school(
                session, actor=director, year_id=year.id, interval=Stay(year.starts_on, year.ends_on)
            )


def test_a_tutor_prints_any_days_of_the_own_class(
    database: Database, school: SmallSchool, made: list[str]
) -> None:
    days = Stay(date(2026, 11, 2), date(2026, 11, 20))
    with database.writing() as session:
        tutor = actor_of(session, school.teacher_a)
        print_class(session, actor=tutor, class_id=school.class_a.id, interval=days)
    with database.reading() as session:
        progress = find_class_progress(session, school.class_a.id)
        assert progress is not None
        assert progress.waiting == 1
        assert find_class_progress(session, school.class_b.id) is None
    assert print_waiting(database) == 1
    with database.reading() as session:
        assert find_file(session, school.class_a.id, "workbook", days) is not None
