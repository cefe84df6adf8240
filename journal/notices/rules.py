"""How people are told: by which way, when, and what is worth telling. Plain values only (R-INFORM)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

FAMILY_KINDS = ("mark", "absence", "homework", "final", "exam", "answer")
WORK_KINDS = ("closing", "request", "own", "heads")
KINDS = FAMILY_KINDS + WORK_KINDS
AT_ONCE, DAILY, WEEKLY, ON_PAGE = WAYS = ("at_once", "daily", "weekly", "page")
USUAL_WAYS: Mapping[str, str] = {
    "mark": DAILY,
    "absence": AT_ONCE,
    "homework": DAILY,
    "final": AT_ONCE,
    "exam": AT_ONCE,
    "answer": AT_ONCE,
    "closing": AT_ONCE,
    "request": AT_ONCE,
    "own": AT_ONCE,
    "heads": AT_ONCE,
}

DIGEST_AT = time(17, 0)
DIGEST_WEEKDAY = 4  # the weekly digest comes on Friday: the week's marks are there, and a weekend to talk

# A mark that is corrected within this time is told once, as it was left.
SETTLE = timedelta(minutes=5)

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)
MOST_ATTEMPTS = 20


def list_kinds(roles: frozenset[str]) -> tuple[str, ...]:
    """What a person of these roles is told of, in the order of the page of choices."""
    is_parent, is_staff = "parent" in roles, not roles <= {"parent", "pupil"}
    shown = {
        **dict.fromkeys(FAMILY_KINDS, is_parent or "pupil" in roles),
        "answer": is_parent,
        "closing": "teacher" in roles,
        "request": is_staff,
        "own": is_staff,
        "heads": "director" in roles,
    }
    return tuple(kind for kind in KINDS if shown[kind])


@dataclass(frozen=True)
class Quiet:
    """The hours of a day in which no letter comes, by the school's clock; equal ends mean none."""

    since: time = time(21, 0)
    until: time = time(7, 0)

    def covers(self, at: time) -> bool:
        """Whether a time of the day is quiet; the hours may pass midnight."""
        if self.since <= self.until:
            return self.since <= at < self.until
        return at >= self.since or at < self.until

    def find_end(self, moment: datetime, zone: tzinfo) -> datetime:
        """The moment itself where it isn't quiet, else the end of the quiet hours, in UTC."""
        local = moment.astimezone(zone)
        if not self.covers(local.time()):
            return moment
        day = local.date() if local.time() < self.until else local.date() + timedelta(days=1)
        return datetime.combine(day, self.until, tzinfo=zone).astimezone(UTC)


def compute_mail_time(way: str, now: datetime, *, quiet: Quiet, zone: tzinfo) -> datetime | None:
    """When a letter about something that has just happened may go; None: it stays on the page."""
    if way == ON_PAGE:
        return None
    return quiet.find_end(now if way == AT_ONCE else find_digest(way, now, zone), zone)


def find_digest(way: str, now: datetime, zone: tzinfo) -> datetime:
    """The next moment of the daily or weekly digest after *now*, in UTC."""
    day = now.astimezone(zone).date()
    if way == WEEKLY:
        day += timedelta(days=(DIGEST_WEEKDAY - day.weekday()) % 7)
    digest = datetime.combine(day, DIGEST_AT, tzinfo=zone)
    if digest <= now:
        digest = datetime.combine(day + timedelta(days=7 if way == WEEKLY else 1), DIGEST_AT, tzinfo=zone)
    return digest.astimezone(UTC)


def compute_pause(attempts: int) -> timedelta:
    """How long to wait after that many failed attempts: twice as long each time, up to six hours."""
    doublings = min(max(attempts, 1), MOST_ATTEMPTS) - 1
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


@dataclass(frozen=True)
class Told:
    """What a person was told of a thing: what was known before, what it became, and whether it arrived."""

    before: str
    after: str
    has_arrived: bool


@dataclass(frozen=True)
class News:
    """A thing as its amendments left it: the value before the first of them, and after the last."""

    before: str
    after: str


def fold(told: Told | None, news: News) -> News | None:
    """What to tell now, as the person knows the thing; None where nothing is left to tell.

    What was told and hasn't arrived is corrected silently: «5» that became «4» before anybody looked is told
    as «4», and a mark that was taken back at once isn't told at all.
    """
    known = news.before
    if told is not None:
        known = told.after if told.has_arrived else told.before
    return None if known == news.after else News(known, news.after)
