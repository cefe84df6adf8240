"""Pure rules of accounts: passwords, the slow-down after wrong ones, and where a sign-in may lead."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

MIN_PASSWORD = 10
MAX_PASSWORD = 200
# Rows and runs that people type when they have to type something long.
RUNS = (
    "01234567890123456789",
    "98765432109876543210",
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "qwertyuiopasdfghjklzxcvbnm",
    "йцукенгшщзхъфывапролджэячсмитьбю",
    "1q2w3e4r5t6y7u8i9o0p",
    "1й2ц3у4к5е6н7г8ш9щ0з",
    "qazwsxedcrfvtgbyhnujm",
    "йфяцычувскамепинртгоь",
)
COMMON_WORDS = (
    "password", "пароль", "qwerty", "йцукен", "gfhjkm", "school", "школа", "ученик", "учитель", "родитель",
    "journal", "журнал", "dnevnik", "дневник", "welcome", "привет", "letmein", "iloveyou", "люблю", "admin",
)  # fmt: skip
DISTINCT_AT_LEAST = 4

FAILURES_KEPT = timedelta(minutes=15)
FREE_FAILURES_OF_LOGIN = 5
# A whole school may sit behind one address.
FREE_FAILURES_OF_ADDRESS = 60
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=15), timedelta(minutes=10)


def find_password_trouble(password: str, *, login: str, present: str) -> str | None:
    """What is wrong with a new password (see `WeakPassword`), or None where it will do (R-CREDENTIALS)."""
    if len(password) < MIN_PASSWORD:
        return "short"
    folded = password.casefold()
    if password == present:
        return "same"
    if login and login.casefold() in folded:
        return "login"
    return "common" if is_common(folded) else None


def is_common(folded: str) -> bool:
    """Whether a password (in small letters) is a run of keys, a repetition, or a common word with digits."""
    if len(set(folded)) < DISTINCT_AT_LEAST or any(folded in run for run in RUNS):
        return True
    letters = re.sub(r"[\W\d_]+", "", folded)
    return letters in COMMON_WORDS or letters in {word * 2 for word in COMMON_WORDS}


def compute_wait(failures: Sequence[datetime], now: datetime, *, free: int) -> timedelta:
    """How long the next try must wait: the pause doubles with each failure beyond the *free* ones."""
    beyond = len(failures) - free
    if beyond < 0:
        return timedelta(0)
    pause = min(FIRST_PAUSE * (1 << min(beyond, 10)), LONGEST_PAUSE)
    return max(max(failures) + pause - now, timedelta(0))


def is_local_path(path: str) -> bool:
    """Whether a sign-in may lead there: a path of this server that no browser reads as elsewhere."""
    if not path.startswith("/") or path.startswith("//") or "\\" in path:
        return False
    if any(ord(character) <= 32 or ord(character) == 127 for character in path):
        return False
    parts = urlsplit(path)
    return not parts.scheme and not parts.netloc


def describe_device(user_agent: str) -> str:
    """«Firefox, Windows» from what a browser says about itself; empty where it says nothing known."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return ", ".join(part for part in (browser, system) if part)


# In this order: most browsers also name those that they descend from.
BROWSERS = (
    ("YaBrowser", "Яндекс Браузер"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)
