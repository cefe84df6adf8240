"""What the scheduler would have recorded by now: closed lessons, and windows of final marks."""

from collections import Counter
from collections.abc import Iterable
from datetime import time, timedelta

from journal.amendments.record import summarise
from journal.demo.calendar import Calendar, local_moment
from journal.demo.history import History, Writer
from journal.demo.lessons import DemoLesson
from journal.demo.rows import Rows
from journal.models import FinalWindow, LessonClosing
from journal.permissions.actor import SCHEDULER
from journal.school_calendar.rules import first_day_of_last_week, list_days_off

LOCK_DAYS, FINAL_LOCK_DAYS = 14, 7
MORNING = time(0, 0)
BY_SCHEDULE = Writer(None, SCHEDULER.name, SCHEDULER.position)


def add_closings(rows: Rows, history: History, calendar: Calendar, lessons: Iterable[DemoLesson]) -> None:
    """Close every lesson whose last editable day is over; one amendment for each day of lessons."""
    last_closed = calendar.today - timedelta(days=LOCK_DAYS + 1)
    closed = [lesson for lesson in lessons if lesson.held_on <= last_closed]
    for lesson in closed:
        moment = local_moment(lesson.held_on + timedelta(days=LOCK_DAYS + 1), MORNING)
        rows.add_keyed(LessonClosing, lesson_id=lesson.id, closed_at=moment)
    for day, count in sorted(Counter(lesson.held_on for lesson in closed).items()):
        history.record(
            local_moment(day + timedelta(days=LOCK_DAYS + 1), MORNING),
            BY_SCHEDULE,
            "closing",
            year_id=calendar.year_id,
            after=summarise((day.isoformat(), str(count))),
        )


def add_windows(rows: Rows, history: History, calendar: Calendar) -> None:
    """Add what the scheduler would have recorded: windows opened, and closed a week after the period."""
    days_off = list_days_off(calendar, calendar.holidays)
    for period in calendar.periods:
        opens_on = first_day_of_last_week(period.dates.starts_on, period.dates.ends_on, days_off)
        closes_on = period.dates.ends_on + timedelta(days=FINAL_LOCK_DAYS + 1)
        if opens_on >= calendar.today:
            continue
        opened_at, closed_at = local_moment(opens_on, MORNING), local_moment(closes_on, MORNING)
        steps = [("", "open", opened_at), ("open", "closed", closed_at)]
        if closes_on >= calendar.today:
            steps.pop()
        rows.add_keyed(
            FinalWindow,
            period_id=period.id,
            opened_at=opened_at,
            opened_by=None,
            closed_at=closed_at if len(steps) > 1 else None,
        )
        for before, after, moment in steps:
            history.record(
                moment,
                BY_SCHEDULE,
                "window",
                year_id=calendar.year_id,
                period_id=period.id,
                before=before,
                after=after,
            )
