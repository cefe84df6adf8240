"""A server as a school runs it, in several processes, that can be killed at any moment."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from typing import IO

from tests.conventions.source import ROOT

SECRET_KEY = "for the torture only"
PATIENCE = 60.0


class Server:
    """gunicorn with two processes on a free port of this computer; SQLite or PostgreSQL behind it."""

    def __init__(self, database_url: str, *, prepare: Callable[[], None] | None = None) -> None:
        """Take the address of a school's database; *prepare* runs in the new process before it begins."""
        self.port = find_free_port()
        self.prepare = prepare
        self.process: subprocess.Popen[bytes] | None = None
        self.log: IO[bytes] | None = None
        self.environment = os.environ | {
            "JOURNAL_DATABASE_URL": database_url,
            "JOURNAL_SECRET_KEY": SECRET_KEY,
            "PYTHONPATH": str(ROOT),
        }

    def start(self) -> float:
        """Start all processes and wait until they answer; return after how many seconds they did."""
        began = time.monotonic()
        self.log = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the processes
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "--workers",
            "2",
            "--threads",
            "4",
            "--log-level",
            "error",
        ]
        self.process = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{self.port}", "wsgi:app"],
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
            preexec_fn=self.prepare,
            stdout=self.log,
            stderr=self.log,
        )
        self.wait(began)
        return time.monotonic() - began

    def wait(self, since: float) -> None:
        """Wait until the server answers; raise `RuntimeError` when it ended or takes too long."""
        while not self.answers():
            if self.process is None or self.process.poll() is not None or time.monotonic() - since > PATIENCE:
                raise RuntimeError(f"the server doesn't answer: {self.read_log()}")
            time.sleep(0.02)

    def read_log(self) -> str:
        """The end of what the processes have said."""
        assert self.log is not None
        self.log.seek(0)
        return self.log.read().decode(errors="replace")[-2000:]

    def answers(self) -> bool:
        """Whether the database behind the server can be read."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def kill(self) -> None:
        """End every process at once, as a power cut does; nobody is asked."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End calmly; may be called after `kill`."""
        self._end(signal.SIGTERM)

    def _end(self, by: signal.Signals) -> None:
        if self.process is not None and self.log is not None:
            if self.process.poll() is None:
                os.killpg(self.process.pid, by)
                self.process.wait(timeout=PATIENCE)
            self.process = None
            self.log.close()


def find_free_port() -> int:
    """A port of this computer where nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
