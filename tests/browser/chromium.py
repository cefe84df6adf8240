"""Finds the Chromium of this computer for the browser tests, or installs one.

``python -m tests.browser.chromium``, called by ``make test``, prints where it is, or says what to do.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PATHS = (
    "/usr/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
ADVICE = (
    "The browser tests need Chromium, and there is none that could be found or installed. "
    "Install the package 'chromium' of your system (Debian, as root: apt-get install chromium), "
    "or run: python -m playwright install --with-deps chromium"
)


class ChromiumMissing(Exception):
    """No Chromium is installed and none could be."""


def find_chromium() -> str | None:
    """Return the path of an installed Chromium, the system's before Playwright's own, or None."""
    found = next((path for path in map(shutil.which, COMMANDS) if path), None)
    return found or next((path for path in (*PATHS, find_download()) if path and Path(path).exists()), None)


def find_download() -> str:
    """Return where Playwright would keep its own download, whether or not it is there."""
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def launch_flags() -> list[str]:
    """Return the flags for a quiet Chromium; its sandbox can't be had by root."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*FLAGS, *(["--no-sandbox"] if is_root else [])]


def install_chromium() -> str:
    """Install Chromium by the system's packages, else by Playwright, and return its path.

    Raises `ChromiumMissing` when neither way works.
    """
    for commands in (system_commands(), [[sys.executable, "-m", "playwright", "install", "chromium"]]):
        if commands and all(subprocess.run(command, check=False).returncode == 0 for command in commands):
            path = find_chromium()
            if path:
                return path
    raise ChromiumMissing(ADVICE)


def system_commands() -> list[list[str]]:
    """Return the commands that install Debian's Chromium, none where they can't be used."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return []
    return [["apt-get", "update", "-q"], ["apt-get", "install", "-q", "-y", "chromium"]]


def main() -> int:
    """Print the path of Chromium, installing it when needed; return the exit status."""
    try:
        print(find_chromium() or install_chromium())
    except ChromiumMissing as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
