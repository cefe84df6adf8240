"""When a job is due, by the school's clock. Plain values only.

Only the latest due time matters: every job catches up with all that was missed while the computer slept.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo


@dataclass(frozen=True)
class Daily:
    """Once a day at a time of the school's day."""

    at: time

    def find_latest(self, now: datetime, zone: tzinfo) -> datetime:
        """The last due moment at or before *now*, in UTC."""
        today = now.astimezone(zone).date()
        due = datetime.combine(today, self.at, tzinfo=zone)
        if due > now:
            due = datetime.combine(today - timedelta(days=1), self.at, tzinfo=zone)
        return due.astimezone(UTC)


@dataclass(frozen=True)
class Every:
    """Again and again, counted from midnight in UTC; *minutes* divide a day."""

    minutes: int

    def find_latest(self, now: datetime, zone: tzinfo) -> datetime:
        """The last due moment at or before *now*, in UTC."""
        moment = now.astimezone(UTC)
        minute = moment.hour * 60 + moment.minute
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + timedelta(minutes=minute - minute % self.minutes)


Times = Daily | Every
