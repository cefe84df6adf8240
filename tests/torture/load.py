"""Writers who type into cells over HTTP and remember what the server has acknowledged."""

import http.client
import itertools
import json
import re
import threading
from dataclasses import dataclass, field
from typing import Any

from flask import Flask

from journal.models import Person
from tests.factories import sign_in

MARKS = ("2", "3", "4", "5")
WHY = "проверка под нагрузкой"
TIMEOUT = 30.0
PAUSE = 0.1
"""After how many seconds somebody who was refused tries again."""


@dataclass(frozen=True)
class Credentials:
    """The cookie and the form token of a person who is signed in."""

    cookie: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        """What a script of a page sends with every request."""
        return {
            "Content-Type": "application/json",
            "Accept-Language": "ru",
            "Cookie": f"journal={self.cookie}",
            "X-CSRFToken": self.token,
        }


def sign_in_for_load(app: Flask, person: Person) -> Credentials:
    """Sign a person in without the slow password check; the processes of the server share the key."""
    client = app.test_client()
    sign_in(client, person)
    found = re.search(r'csrf-token" content="([^"]+)"', client.get("/courses", follow_redirects=True).text)
    cookie = client.get_cookie("journal")
    assert found is not None
    assert cookie is not None
    return Credentials(cookie.value, found[1])


@dataclass
class Writer:
    """One person at one cell: what was acknowledged in `kept`, what was sent since in `doubts`.

    An answer of 503 is a doubt: the database may have fallen after it kept the change, before it said so.
    """

    url: str
    credentials: Credentials
    kept: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)

    def write_until(self, port: int, stop: threading.Event) -> None:
        """Change the cell again and again until told to stop, or until the server goes away."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        marks = itertools.cycle(MARKS)
        while not stop.is_set():
            wanted = next(mark for mark in marks if mark != self.now)
            self.doubts.append(wanted)
            try:
                status, _ = self.send(connection, wanted)
            except (OSError, http.client.HTTPException):
                return
            if status == 200:
                self.kept.append(wanted)
                self.doubts = []
            else:
                self.refused.append(status)
                stop.wait(PAUSE)
        connection.close()

    @property
    def now(self) -> str:
        """What the writer believes to stand in the cell."""
        return self.kept[-1] if self.kept else ""

    def send(self, connection: http.client.HTTPConnection, wanted: str) -> tuple[int, str]:
        """Send one change; return the answer's status and text, or raise where there was no answer."""
        body: dict[str, Any] = {"symbol": wanted, "saw": {"attendance": "", "mark": self.now}, "reason": WHY}
        connection.request("PUT", self.url, json.dumps(body), self.credentials.headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    def settle(self, history: list[str]) -> None:
        """Compare with the history of the cell and go on from it; `AssertionError` where it lost something.

        What was acknowledged stands there in its order and nothing else, but for one change in doubt.
        """
        wanted = [self.kept, *([*self.kept, doubt] for doubt in self.doubts)]
        assert history in wanted, f"{self.url}: acknowledged {self.kept}, kept {history}"
        self.kept, self.doubts = history, []
