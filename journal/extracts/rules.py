"""The steps of an application and its days (R-APPLY, R-ONEDAY, R-RHYTHM, R-DELIVERY, R-REFUSE). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from journal.extracts.errors import BadSpan, IncompleteApplication, NothingNew, WrongStep
from journal.school_calendar.working_days import is_working_day, next_working_day

PREPARED, RECEIVED, WORKING, READY, DELIVERED = "prepared", "received", "working", "ready", "delivered"
REFUSED, WITHDRAWN = "refused", "withdrawn"
STEPS: dict[str, frozenset[str]] = {
    PREPARED: frozenset({RECEIVED, REFUSED, WITHDRAWN}),
    RECEIVED: frozenset({WORKING, READY, REFUSED, WITHDRAWN}),
    WORKING: frozenset({READY, REFUSED, WITHDRAWN}),
    READY: frozenset({READY, DELIVERED, WITHDRAWN}),
    DELIVERED: frozenset({READY, WITHDRAWN}),
    REFUSED: frozenset(),
    WITHDRAWN: frozenset(),
}
OPEN_STATES = frozenset({RECEIVED, WORKING, READY, DELIVERED})
DELIVERIES = ("person", "post", "email", "centre", "portal")
ADDRESSED = frozenset({"post", "email"})
# The ways in which an extract really goes; through the pupil's diary it goes to the parent, too.
WAYS = ("person", "diary", "post", "email", "centre", "portal")
IDENTITY_KINDS = ("passport", "foreign-passport", "temporary", "other")
GROUNDS = ("no-right", "no-document", "no-consent", "other")
RHYTHM, RISK_RHYTHM = timedelta(days=14), timedelta(days=7)
LONGEST_SPAN = timedelta(days=366)
LATEST_SIGNATURE = timedelta(days=31)
LEAST_PROTECTION, MOST_PROTECTION_BYTES = 6, 127


@dataclass(frozen=True)
class Span:
    """The days that an extract tells of; without an end, until the application is withdrawn."""

    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class Timeliness:
    """How many extracts of a month were ready in time, and how many late."""

    month: date
    in_time: int
    late: int


def check_step(before: str, after: str) -> None:
    """Raise WrongStep where an application can't go from one state to the other."""
    if after not in STEPS[before]:
        raise WrongStep(state=before, wanted=after)


def check_span(span: Span, today: date) -> None:
    """Raise BadSpan for days that haven't come, end before they begin, or are more than a year."""
    if span.starts_on > today:
        raise BadSpan(reason="ahead")
    if span.ends_on is not None and span.ends_on < span.starts_on:
        raise BadSpan(reason="order")
    if (span.ends_on or today) - span.starts_on > LONGEST_SPAN:
        raise BadSpan(reason="long")


def check_signature(signed_on: date, today: date) -> None:
    """Raise IncompleteApplication for a day of signature that hasn't come or is long past."""
    if not today - LATEST_SIGNATURE <= signed_on <= today:
        raise IncompleteApplication(missing="signature")


def check_delivery(delivery: str, address: str, protection: str) -> None:
    """Raise IncompleteApplication for none of the five ways, and for one that lacks what it needs.

    Post and e-mail need an address, e-mail also the password that the applicant chose for the file.
    """
    if delivery not in DELIVERIES:
        raise IncompleteApplication(missing="delivery")
    if delivery in ADDRESSED and not address:
        raise IncompleteApplication(missing="address")
    if delivery == "email" and ("@" not in address.strip("@") or " " in address):
        raise IncompleteApplication(missing="email")
    if delivery == "email":
        check_protection(protection)


def check_protection(protection: str) -> None:
    """Raise IncompleteApplication for a password that is too short, or longer than a PDF can take."""
    if len(protection) < LEAST_PROTECTION or len(protection.encode()) > MOST_PROTECTION_BYTES:
        raise IncompleteApplication(missing="protection")


def check_way(way: str, note: str) -> None:
    """Raise IncompleteApplication for no known way, or for what was posted without its register number."""
    if way not in WAYS:
        raise IncompleteApplication(missing="way")
    if way == "post" and not note:
        raise IncompleteApplication(missing="register")


def compute_due_day(signed_on: date, *, week_days: int) -> date:
    """R-ONEDAY: the extract is ready by the end of the next working day after the signature."""
    return next_working_day(signed_on, week_days=week_days)


def compute_next_due_day(due_on: date, *, at_risk: bool, week_days: int) -> date:
    """R-RHYTHM: two weeks after the last one, one week for the risk group; never on a day off."""
    day = due_on + (RISK_RHYTHM if at_risk else RHYTHM)
    return day if is_working_day(day, week_days=week_days) else next_working_day(day, week_days=week_days)


def serves_due_day(due_on: date, made_on: date, *, at_risk: bool) -> bool:
    """Whether a further extract is the one that the rhythm asks for; one made long before is an extra one."""
    return due_on - made_on <= (RISK_RHYTHM if at_risk else RHYTHM) / 2


def compute_next_span(wanted: Span, told_until: date | None, today: date) -> tuple[date, date]:
    """The first and last day of the next extract, up to today at most.

    A repeated one begins after the days of the last one, and raises `NothingNew` where those reach up to
    today; one that was asked for once tells all its days, made again or not.
    """
    if wanted.ends_on is not None:
        return wanted.starts_on, max(wanted.starts_on, min(today, wanted.ends_on))
    starts_on = told_until + timedelta(days=1) if told_until else wanted.starts_on
    if starts_on > today:
        raise NothingNew()
    return starts_on, today


def is_late(due_on: date | None, made_on: date | None, today: date) -> bool:
    """Whether an extract was made after its day, or isn't made though the day has passed (R-ONEDAY)."""
    return due_on is not None and (made_on or today) > due_on


def count_timeliness(extracts: Iterable[tuple[date, date | None]], today: date) -> list[Timeliness]:
    """In time and late by month of the day due, from (due, made) pairs; what isn't due yet is left out."""
    months: dict[date, list[int]] = {}
    for due_on, made_on in extracts:
        if made_on is None and due_on >= today:
            continue
        counts = months.setdefault(due_on.replace(day=1), [0, 0])
        counts[is_late(due_on, made_on, today)] += 1
    return [Timeliness(month, *counts) for month, counts in sorted(months.items())]
