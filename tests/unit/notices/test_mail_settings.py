"""Settings of letters are looked at when the server starts, not when the first letter fails."""

import pytest

from journal.config import Settings

POST = {
    "mail_host": "mail.example.org",
    "mail_sender": "a@example.org",
    "public_url": "https://j.example.org",
}


@pytest.mark.parametrize("missing", ["mail_sender", "public_url"])
def test_a_mail_server_needs_a_sender_and_an_address_to_lead_to(missing: str) -> None:
    with pytest.raises(ValueError, match="JOURNAL_MAIL_SENDER"):
        Settings(**{**POST, missing: ""})


def test_protection_has_three_names() -> None:
    with pytest.raises(ValueError, match="JOURNAL_MAIL_SECURITY"):
        Settings(mail_security="ssl")


def test_the_password_is_never_shown() -> None:
    assert "hush" not in repr(Settings(**POST, mail_password="hush"))


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOURNAL_MAIL_PORT", "2525")
    assert Settings.from_environment(secret_key="x").mail_port == 2525
