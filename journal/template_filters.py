"""What templates may ask: dates and numbers as people write them."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import format_date, format_datetime, format_decimal

from journal.database import current_session
from journal.school import get_school


def register_filters(app: Flask) -> None:
    """Make the filters known to Jinja."""
    app.add_template_filter(format_day, "day")
    app.add_template_filter(format_short_day, "short_day")
    app.add_template_filter(format_weekday, "weekday")
    app.add_template_filter(format_month, "month")
    app.add_template_filter(format_moment, "moment")
    app.add_template_filter(format_mean, "mean")


def format_day(day: date) -> str:
    """«21 ноября 2026 г.», “21 November 2026”."""
    return str(format_date(day, "long"))


def format_short_day(day: date) -> str:
    """«21.11», the same in both languages, as the paper journal writes it."""
    return f"{day:%d.%m}"


def format_weekday(day: date) -> str:
    """«суббота, 21 ноября»."""
    return str(format_date(day, "EEEE, d MMMM"))


def format_month(day: date) -> str:
    """«ноябрь»: the month alone, in its own case."""
    return str(format_date(day, "LLLL"))


def format_moment(moment: datetime) -> str:
    """A moment in the school's own zone, to the minute."""
    zone = ZoneInfo(get_school(current_session()).time_zone)
    return str(format_datetime(moment.astimezone(zone).replace(tzinfo=None), "d MMM y, HH:mm", rebase=False))


def format_mean(mean: Decimal | None) -> str:
    """«4,25»; nothing where there is no mean."""
    return "" if mean is None else str(format_decimal(mean, "0.00"))
