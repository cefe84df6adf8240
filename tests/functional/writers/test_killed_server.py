"""Real servers under load: killed, robbed of their database, out of disk (`make torture` does it longer)."""

import json
import resource
import sys
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from journal.amendments.verify import verify_history
from tests.engines import make_schema
from tests.torture.blows import kill_postgresql, kill_server, make_database, served_postgresql
from tests.torture.load import Writer
from tests.torture.rounds import make_writers, opened, read_history
from tests.torture.server import Server

KILLS = 2
SLOWEST = 30.0  # this computer runs other tests meanwhile; `make torture` wants 5 seconds


def test_nothing_acknowledged_is_lost_when_all_processes_are_killed(database_url: str) -> None:
    figures = kill_server(database_url, KILLS)
    assert figures.acknowledged > 0
    assert not figures.refused
    assert max(figures.recoveries) < SLOWEST


def test_nothing_acknowledged_is_lost_when_postgresql_falls() -> None:
    """And the server goes on without being started again."""
    with served_postgresql() as postgresql:
        figures = kill_postgresql(postgresql, make_database(postgresql, "journal"), 1)
    assert figures.acknowledged > 0
    assert figures.refused.keys() <= {503, 409}


FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
ROOM = 200 * 1024
"""How far a file may grow: enough for the log of a few changes."""


def ration_disk() -> None:
    """Let no file of this process and its children grow beyond `ROOM`."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))


@pytest.fixture
def rationed(tmp_path: Path) -> Iterator[tuple[Server, Writer]]:
    """A server that can't write much, and somebody who types."""
    url = f"sqlite:///{tmp_path / 'journal.db'}"
    make_schema(url)
    with opened(url) as app:
        (writer,) = make_writers(app, 1)
    server = Server(url, prepare=ration_disk)
    server.start()
    yield server, writer
    server.stop()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows rations no files")
def test_a_full_disk_is_said_in_russian_and_leaves_nothing_half_done(
    rationed: tuple[Server, Writer], tmp_path: Path
) -> None:
    server, writer = rationed
    assert "ничего не изменено" in json.loads(fill_disk(server, writer))["message"]
    lesson = "/".join(writer.url.split("/")[:3])
    form = urlencode({"homework": "§ 1 " * 400, "saw-homework": "", "csrf_token": writer.credentials.token})
    status, page = ask(server, writer, "POST", lesson, form, FORM)
    assert (status, "ничего не изменено" in page) == (503, True)
    assert "<html" in page
    assert ask(server, writer, "GET", "/courses")[0] == 200
    server.stop()
    server.prepare = None
    server.start()
    wanted = "5" if writer.now != "5" else "4"
    body = {"symbol": wanted, "saw": {"attendance": "", "mark": writer.now}, "reason": "есть место"}
    assert ask(server, writer, "PUT", writer.url, json.dumps(body))[0] == 200
    url = f"sqlite:///{tmp_path / 'journal.db'}"
    with opened(url) as app, app.extensions["database"].reading() as session:
        assert read_history(session, writer) == [*writer.kept, wanted]
        assert verify_history(session).troubles == []


def fill_disk(server: Server, writer: Writer) -> str:
    """Type until nothing more is taken; return what the last answer says."""
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=30)) as connection:
        for number in range(200):
            wanted = ("2", "3", "4", "5")[number % 4]
            status, text = writer.send(connection, wanted)
            if status != 200:
                assert status == 503
                return text
            writer.kept.append(wanted)
    pytest.fail("the disk never became full")


def ask(
    server: Server, writer: Writer, method: str, path: str, body: str = "", kind: dict[str, str] | None = None
) -> tuple[int, str]:
    """Send one request as the writer; return status and text."""
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=30)) as connection:
        connection.request(method, path, body, writer.credentials.headers | (kind or {}))
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
