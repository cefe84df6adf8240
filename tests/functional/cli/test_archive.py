"""`journal archive verify`: a bundle is checked without a database."""

from pathlib import Path

import pytest

from journal.cli import main
from tests.unit.bundles.test_bundle import make_history, pack, replace_file


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    path = tmp_path / "5А.zip"
    path.write_bytes(pack())
    return path


def verify(path: Path, *options: str) -> int:
    return main(["--language", "ru", "archive", "verify", str(path), *options])


def test_a_sound_bundle(sealed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(sealed) == 0
    said = capsys.readouterr().out
    assert "Класс 5А, 2026/2027, версия 1" in said
    assert "Архив такой, каким его запечатали." in said


def test_a_changed_one(sealed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sealed.write_bytes(replace_file(pack(), "journal.pdf", b"%PDF-1.7 another one"))
    assert verify(sealed) == 1
    assert "Файл journal.pdf изменён." in capsys.readouterr().out


def test_the_head_on_the_paper_is_compared(sealed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    last = make_history().links[-1]
    assert verify(sealed, "--head", f"7:3:{last.hash}") == 0
    assert verify(sealed, "--head", f"7:2:{last.previous}") == 1
    assert "не тем" in capsys.readouterr().out


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(tmp_path / "нет.zip") == 1
    assert "не удалось прочитать" in capsys.readouterr().err
