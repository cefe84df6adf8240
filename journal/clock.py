"""The one place that asks the time. Moments are aware and in UTC; the school's zone decides «today»."""

from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def today(zone: str | tzinfo) -> date:
    """The date on the school's wall calendar; *zone* is a name («Asia/Yekaterinburg») or a zone."""
    return now().astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone).date()
