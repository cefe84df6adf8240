from datetime import UTC, datetime, timedelta

import pytest

from journal.accounts.rules import (
    compute_wait,
    describe_device,
    find_password_trouble,
    is_local_path,
)

NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("password", "trouble"),
    [
        ("девять зн", "short"),
        ("десять зна", None),
        ("kupelo-mirata-482", "same"),
        ("мой Ivanova.MP логин", "login"),
        ("0123456789", "common"),
        ("9876543210", "common"),
        ("qwertyuiop", "common"),
        ("ЙЦУКЕНГШЩЗ", "common"),
        ("1q2w3e4r5t", "common"),
        ("Пароль-2026", "common"),
        ("password!!!", "common"),
        ("парольпароль1", "common"),
        ("ababababab", "common"),
        ("школьный кот спит", None),
        ("79123456789", None),
    ],
)
def test_passwords(password: str, trouble: str | None) -> None:
    assert find_password_trouble(password, login="ivanova.mp", present="kupelo-mirata-482") == trouble


def test_the_pause_doubles_and_ends() -> None:
    def wait_after(count: int, ago: timedelta = timedelta(0)) -> timedelta:
        return compute_wait([NOW - ago] * count, NOW, free=5)

    assert [wait_after(count).total_seconds() for count in (0, 4, 5, 6, 7, 30)] == [0, 0, 15, 30, 60, 600]
    assert wait_after(5, timedelta(seconds=14)) == timedelta(seconds=1)
    assert wait_after(5, timedelta(seconds=15)) == timedelta(0)


@pytest.mark.parametrize("path", ["/", "/courses/7?period=2", "/a//b", "/поиск"])
def test_local_paths(path: str) -> None:
    assert is_local_path(path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "courses",
        "//evil.example/x",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/\n/evil.example",
        "/\t/evil.example",
        " /x",
    ],
)
def test_ways_elsewhere(path: str) -> None:
    assert not is_local_path(path)


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36",
            "Chrome, Windows",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 YaBrowser/24.10 Safari/537.36",
            "Яндекс Браузер, Windows",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36", "Chrome, Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("curl/8", ""),
    ],
)
def test_devices(agent: str, device: str) -> None:
    assert describe_device(agent) == device
