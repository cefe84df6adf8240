"""`journal import`: preview with status 2, answers from the file, status 0."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from journal.cli import main
from journal.database import Database
from journal.models import Lesson, Pupil, School
from tests.factories.people import make_staff
from tests.factories.workbooks import SCHOOL, make_workbook

Command = Callable[..., tuple[int, str]]
ANSWERS = "journal-import-answers.json"


@pytest.fixture
def database_path(tmp_path: Path) -> str:
    """A school with an administrator, in a file."""
    url = f"sqlite:///{tmp_path / 'school.db'}"
    database = Database(url)
    database.create_schema()
    with database.writing() as session:
        session.add(School(name="Школа", short_name="Школа"))
        make_staff(session, "Админова Анна Ивановна", "administrator")
    database.dispose()
    return url


@pytest.fixture
def journal(
    database_path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Run `journal import …` in an empty folder; return its status and what it said."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, language: str = "ru") -> tuple[int, str]:
        status = main(["--language", language, "--database", database_path, "import", *arguments])
        shown = capsys.readouterr()
        return status, shown.out + shown.err

    return run


def count(url: str, model: type) -> int:
    database = Database(url)
    try:
        with database.reading() as session:
            return session.scalar(select(func.count()).select_from(model)) or 0
    finally:
        database.dispose()


def test_preview_then_answers_then_nothing_new(journal: Command, database_path: str, tmp_path: Path) -> None:
    status, shown = journal(str(SCHOOL))
    assert status == 2
    assert "105 учеников" in shown
    assert "Черепанова Алёна Павловна: одновременно два урока (понедельник, 2-й урок)" in shown
    assert "Кабинет 16 занят дважды" in shown
    assert "Аверина Надежда Борисовна: Аверина Алёна Леонидовна (6А), Аверин Захар Леонидович (8А)" in shown
    assert count(database_path, Pupil) == 0
    path = tmp_path / ANSWERS
    content = json.loads(path.read_text(encoding="utf-8"))
    open_keys = [entry["key"] for entry in content["questions"] if entry["answer"] is None]
    assert open_keys == ["clash/1/2/Черепанова Алёна Павловна", "clash/1/5/Аверин Егор Андреевич"]

    status, shown = journal(str(SCHOOL), "--answers", ANSWERS)
    assert (status, count(database_path, Pupil)) == (2, 0)
    assert "2 вопроса ждут ответа" in shown

    for entry in content["questions"]:
        if entry["answer"] is None:
            entry["answer"] = "joint"
    path.write_text(json.dumps(content), encoding="utf-8")
    status, shown = journal(str(SCHOOL), "--answers", ANSWERS)
    assert (status, count(database_path, Pupil), count(database_path, Lesson)) == (0, 105, 2508)
    assert "2508 уроков" in shown

    for arguments in ([str(SCHOOL)], [str(SCHOOL), "--answers", ANSWERS]):
        status, shown = journal(*arguments, language="en")
        assert (status, "There is nothing new." in shown) == (0, True)


def test_what_cannot_be_read_is_said(journal: Command, tmp_path: Path) -> None:
    folder = tmp_path / "файлы"
    folder.mkdir()
    status, shown = journal(str(folder))
    assert (status, "нет таблиц" in shown) == (1, True)
    (folder / "битый.xlsx").write_bytes(b"PK\x03\x04 and no more")
    (folder / "~$открыт.xlsx").write_bytes(b"lock")
    rows = [("ФИО", "Дата рождения", "Класс"), ("Ёлкин Пётр", "не помню", "5А")]
    (folder / "ученики.xlsx").write_bytes(make_workbook({"Лист1": rows}))
    status, shown = journal(str(folder))
    assert status == 2
    assert "«битый.xlsx» — не книга Excel" in shown
    assert "лист «Лист1», строка 2. «не помню» — не дата." in shown
    assert "открыт" not in shown
    (tmp_path / "плохие.json").write_text("{", encoding="utf-8")
    for name in ("плохие.json", "нет.json"):
        status, shown = journal(str(folder), "--answers", name)
        assert (status, "не читаются" in shown) == (1, True)
