"""Every setting of the process, once. What belongs to the school lives in its database."""

import os
import secrets
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path

MEGABYTE = 1024 * 1024
MAIL_SECURITIES = ("starttls", "tls", "none")


@dataclass(frozen=True)
class Settings:
    """Settings of one server process, each from the environment variable `JOURNAL_<NAME>`."""

    database_url: str = "sqlite:///journal.db"
    """Where the school's record is: `sqlite:////path/file.db` or `postgresql://user@host/name`."""
    secret_key: str = field(default="", repr=False)
    """What signs cookies and form tokens; made once and kept beside a SQLite database if it isn't given."""
    secure_cookies: bool = False
    """Whether cookies travel only over HTTPS; switch it on behind an HTTPS proxy."""
    trusted_proxies: int = 0
    """How many proxies in front may name the client's address and scheme."""
    idle_minutes: int = 60
    """After how many minutes without a request a session ends (R-NOPUPIL)."""
    family_idle_days: int = 30
    """After how many days without a visit a parent's or a pupil's session ends."""
    upload_limit_mb: int = 12
    """The largest request, in megabytes; a homework's file may have 10."""
    scheduler: bool = True
    """Whether `journal serve` also runs the scheduler."""
    public_url: str = ""
    """Where people open the journal, `https://journal.example.org`: letters lead there."""
    mail_host: str = ""
    """The mail server that takes the journal's letters; without one none are sent."""
    mail_port: int = 587
    """Its port."""
    mail_security: str = "starttls"
    """How the way there is protected: `starttls`, `tls` from the first byte, or `none`."""
    mail_user: str = ""
    """Whom the mail server knows the journal by; nobody where it asks for no login."""
    mail_password: str = field(default="", repr=False)
    """The password for it."""
    mail_sender: str = ""
    """Whom letters come from: `Журнал <journal@example.org>`."""
    clock_tolerance_minutes: int = 5
    """How far the computer's clock may step back before nothing can be changed any more."""
    testing: bool = False
    """Set by the tests."""

    def __post_init__(self) -> None:
        """Raise `ValueError` where letters could not be sent as the settings say."""
        if self.mail_security not in MAIL_SECURITIES:
            raise ValueError(f"JOURNAL_MAIL_SECURITY is one of: {', '.join(MAIL_SECURITIES)}")
        if self.mail_host and not (self.mail_sender and self.public_url):
            raise ValueError("JOURNAL_MAIL_HOST needs JOURNAL_MAIL_SENDER and JOURNAL_PUBLIC_URL beside it")

    @classmethod
    def from_environment(cls, **given: object) -> "Settings":
        """Settings of the environment; *given* ones win. Raises `ValueError` on a value of the wrong type."""
        values: dict[str, object] = {}
        for setting in fields(cls):
            text = os.environ.get(f"JOURNAL_{setting.name.upper()}")
            if text is not None:
                values[setting.name] = _parse(text, setting.type)
        settings = cls(**(values | given))  # type: ignore[arg-type]
        if settings.secret_key:
            return settings
        return cls(**(values | given | {"secret_key": settings._kept_secret()}))  # type: ignore[arg-type]

    @classmethod
    def database_url_of_environment(cls) -> str:
        """The address of the database alone, for commands that serve nothing and need no key."""
        return os.environ.get("JOURNAL_DATABASE_URL", cls.database_url)

    @property
    def clock_tolerance(self) -> timedelta:
        """How far the clock may step back."""
        return timedelta(minutes=self.clock_tolerance_minutes)

    @classmethod
    def clock_tolerance_of_environment(cls) -> timedelta:
        """The same for commands, which need no key either. Raises `ValueError` where it is no number."""
        text = os.environ.get("JOURNAL_CLOCK_TOLERANCE_MINUTES", str(cls.clock_tolerance_minutes))
        return timedelta(minutes=int(text))

    def _kept_secret(self) -> str:
        """The key beside the SQLite database, for its owner only. Raises `ValueError` on PostgreSQL."""
        prefix = "sqlite:///"
        if not self.database_url.startswith(prefix):
            raise ValueError("JOURNAL_SECRET_KEY must be set for a server on PostgreSQL")
        path = Path(self.database_url.removeprefix(prefix) + ".key")
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_hex(32))
        return path.read_text().strip()


def _parse(text: str, kind: object) -> object:
    if kind in (bool, "bool"):
        if text.lower() not in ("0", "1", "no", "yes", "false", "true"):
            raise ValueError(f"«{text}» is neither yes nor no")
        return text.lower() in ("1", "yes", "true")
    return int(text) if kind in (int, "int") else text
