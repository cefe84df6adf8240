"""What templates may ask: dates and numbers as people write them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_interval
from flask import Flask
from flask_babel import format_date, format_datetime, format_decimal, get_locale, gettext
from markupsafe import Markup, escape

from journal.database import current_session
from journal.entries.symbols import Code
from journal.error_messages import show_day
from journal.school import get_school
from journal.texts.rules import LINK


def register_filters(app: Flask) -> None:
    """Make the filters known to Jinja."""
    app.add_template_filter(format_day, "day")
    app.add_template_filter(format_short_day, "short_day")
    app.add_template_filter(show_day, "plain_day")
    app.add_template_filter(format_weekday, "weekday")
    app.add_template_filter(format_month, "month")
    app.add_template_filter(format_moment, "moment")
    app.add_template_filter(format_mean, "mean")
    app.add_template_filter(format_share, "share")
    app.add_template_filter(format_percent, "percent")
    app.add_template_filter(format_hours, "hours")
    app.add_template_filter(format_week, "week")
    app.add_template_filter(name_attendance, "attendance_name")
    app.add_template_filter(name_room, "room")
    app.add_template_filter(link_addresses, "links")


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


def format_share(share: Decimal | None) -> str:
    """«92,5»: a share of a hundred without its sign; nothing where nobody was counted."""
    return "" if share is None else str(format_decimal(share, "0.#"))


def format_percent(share: Decimal | None) -> str:
    """«92,5 %»; a dash where nobody was counted."""
    return "–" if share is None else f"{format_share(share)}\u00a0%"


def format_hours(hours: Decimal) -> str:
    """«34», «0,5»: hours of lessons."""
    return str(format_decimal(hours, "0.##"))


def format_week(monday: date) -> str:
    """«16–22 ноября 2026 г.»: the seven days from a Monday."""
    sunday = monday + timedelta(days=6)
    return str(format_interval(monday, sunday, "yMMMd", locale=get_locale() or "ru"))


def name_attendance(code: str) -> str:
    """What a symbol of attendance means, in words (R-CELL)."""
    meanings = {
        Code.RELEASED: gettext("released from the lesson"),
        Code.ABSENT: gettext("absent, the reason isn't known yet"),
        Code.VALID: gettext("absent for a valid reason"),
        Code.ILL: gettext("absent because of illness"),
        Code.UNEXCUSED: gettext("absent without a valid reason"),
        Code.LATE: gettext("came late"),
    }
    return meanings[Code(code)]


def name_room(room: str) -> str:
    """«каб. 35»; a room that has a name of its own («спортзал») keeps it."""
    return gettext("room %(room)s", room=room) if room[:1].isdecimal() else room


def link_addresses(text: str) -> Markup:
    """A text with its web addresses as links and its line ends kept; everything else is escaped."""
    parts, position = [], 0
    for found in LINK.finditer(text):
        shown = found.group().rstrip(".,;:!?)»\"'")
        address = shown if "://" in shown else f"https://{shown}"
        parts.append(escape(text[position : found.start()]))
        link = Markup('<a href="{}" rel="noopener noreferrer" target="_blank">{}</a>')
        parts.append(link.format(address, shown))
        position = found.start() + len(shown)
    parts.append(escape(text[position:]))
    return Markup(str(Markup().join(parts)).replace("\n", "<br>"))
