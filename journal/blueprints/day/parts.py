"""The parts of a day: what each hat's part shows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import Any

from flask import request
from sqlalchemy.orm import Session

from journal import clock
from journal.attendance.announcements import list_coming, list_waiting
from journal.attendance.school_day import list_school_day
from journal.attendance.sentences import name_kind
from journal.blueprints.notices.views import group_notices
from journal.courses.overview import DayLesson, list_day_lessons
from journal.database import current_session
from journal.day import absences, family, office, queries
from journal.day.rules import (
    Holder,
    LessonRecord,
    Span,
    build_gap_lines,
    find_month,
    find_week,
    list_holders,
    watch,
)
from journal.diary.queries import list_children
from journal.extracts.queries import list_due, list_failed
from journal.locks.services import make_limits
from journal.models import AcademicYear
from journal.permissions.actor import Actor
from journal.school import find_year, school_today, school_zone
from journal.school_calendar.working_days import next_working_day
from journal.supervision.queries import get_watched
from journal.supervision.rules import Watched
from journal.unlocks.queries import count_waiting

MOST_LINES = 12
WITHOUT_A_YEAR = ("office", "family")
WHOLE_SCHOOL = "school"
Part = dict[str, Any]
Holders = dict[int, list[Holder]]


@dataclass(frozen=True)
class Desk:
    """Who looks at which day; `year` is None before the school has set one up."""

    session: Session
    actor: Actor
    account_id: int
    today: date
    zone: tzinfo
    year: AcademicYear | None

    @classmethod
    def of_today(cls, actor: Actor, account_id: int) -> "Desk":
        """The desk of a person at this moment."""
        session = current_session()
        today = school_today(session)
        return cls(session, actor, account_id, today, school_zone(session), find_year(session, today))

    @property
    def person_id(self) -> int:
        """The person's key."""
        return self.actor.person_id or 0

    def get_year(self) -> AcademicYear:
        """The year; parts that need one are built only where there is one."""
        assert self.year is not None
        return self.year

    def span_back(self, first: date) -> Span:
        """From a day to yesterday."""
        return Span(first, self.today - timedelta(days=1))


def build_teacher(desk: Desk) -> Part:
    """Today's lessons, or the next school day's, and past lessons that still lack something."""
    session, year = desk.session, desk.get_year()
    lessons, day = list_day_lessons(session, desk.person_id, desk.today), desk.today
    if not lessons and (found := queries.find_next_day(session, desk.person_id, desk.today)):
        lessons, day = list_day_lessons(session, desk.person_id, found), found
    span = desk.span_back(year.starts_on)
    records = queries.list_teacher_gaps(session, year, desk.person_id, span)
    lines = build_gap_lines(records, today=desk.today, zone=desk.zone, limits=make_limits(year))
    shown = max(MOST_LINES, sum(line.state == "closing" for line in lines))
    return {
        "day": day,
        "lessons": lessons,
        "due": find_due(desk, lessons) if day == desk.today else frozenset(),
        "lines": lines[:shown],
        "more": len(lines[shown:]),
    }


def find_due(desk: Desk, lessons: Iterable[DayLesson]) -> frozenset[int]:
    """Today's lessons that have begun: from then on it is a gap where something is missing (R-SAMEDAY)."""
    now = clock.now().astimezone(desk.zone).time()
    return frozenset(one.id for one in lessons if one.starts_at is None or one.starts_at <= now)


def build_tutor(desk: Desk) -> Part:
    """Of each own class: announcements, absences without a reason, gaps by teacher (R-WEEKLY, R-REASON)."""
    session, year = desk.session, desk.get_year()
    classes = queries.list_tutored(session, desk.person_id, desk.today)
    teachers = queries.list_teachers(session, year) if classes else {}
    week, month = find_week(desk.today), find_month(desk.today)
    span = desk.span_back(min(week.first, month.first))
    due_by = next_working_day(desk.today, week_days=year.school_week)
    own = []
    for school_class in classes:
        records = queries.list_class_records(session, year, school_class.id, span)
        lines = watch(records, teachers, today=desk.today, zone=desk.zone)
        unresolved = absences.list_unresolved(session, school_class.id, Span(year.starts_on, desk.today))
        own.append(
            {
                "school_class": school_class,
                "lines": lines,
                "unresolved": unresolved,
                "waiting": list_waiting(session, school_class.id, desk.today),
                "extracts": list_due(
                    session, today=desk.today, until=due_by, class_ids=[school_class.id], with_failed=True
                ),
            }
        )
    return {"classes": own, "week": week, "month": month}


def build_school(desk: Desk) -> Part:
    """Gaps by teacher and by class, unresolved absences, and what closes in the next days.

    A deputy sees what is under the own supervision first; the whole school is a click away (R-WEEKLY).
    """
    session, year, today = desk.session, desk.get_year(), desk.today
    limits = make_limits(year)
    week, month = find_week(today), find_month(today)
    span = desk.span_back(min(week.first, month.first, today - timedelta(days=limits.lock_days)))
    records = queries.list_records(session, year, span)
    teachers, classes = queries.list_teachers(session, year), queries.list_classes(session, year)
    unresolved = absences.list_unresolved_classes(session, Span(year.starts_on, today), today)
    watched = get_watched(session, year, desk.person_id) if desk.actor.has_role("deputy") else Watched()
    is_own = bool(watched) and request.args.get("scope") != WHOLE_SCHOOL
    if is_own:
        records = [one for one in records if is_watched(one, watched, teachers, classes)]
        unresolved = [
            one for one in unresolved if watched.covers(teacher_ids=one.tutors, class_ids=[one.class_id])
        ]
    gaps = [record for record in records if record.gaps]
    lines = build_gap_lines(gaps, today=today, zone=desk.zone, limits=limits)
    return {
        "week": week,
        "month": month,
        "by_teacher": watch(records, teachers, today=today, zone=desk.zone),
        "by_class": watch(records, classes, today=today, zone=desk.zone),
        "closing": [line for line in lines if line.state == "closing"],
        "teachers": teachers,
        "unresolved": unresolved,
        "has_own": bool(watched),
        "is_own": is_own,
        **find_waiting(desk),
    }


def find_waiting(desk: Desk) -> Part:
    """What waits for the director alone: requests for changes, and extracts that are late (R-OWNER)."""
    if not desk.actor.has_role("director"):
        return {}
    return {
        "late_extracts": list_due(desk.session, today=desk.today, until=desk.today - timedelta(days=1)),
        "waiting_requests": count_waiting(desk.session, decider_id=desk.person_id),
    }


def is_watched(record: LessonRecord, watched: Watched, teachers: Holders, classes: Holders) -> bool:
    """Whether a lesson was given by a teacher, or to a class, under a deputy's supervision."""
    return watched.covers(teacher_ids=list_holders(teachers, record), class_ids=list_holders(classes, record))


def build_office(desk: Desk) -> Part:
    """Who is away today, people without a password, and for the administrator imports and the server."""
    is_administrator = desk.actor.has_role("administrator")
    classes = list_school_day(desk.session, desk.year.id, desk.today) if desk.year else []
    return {
        "away": sum(one.away for one in classes),
        "eaters": sum(one.eaters for one in classes),
        "failed_extracts": [] if is_administrator else list_failed(desk.session, today=desk.today),
        "counts": office.count_without_password(desk.session, desk.today),
        "server": office.read_server_state(desk.session, clock.now()) if is_administrator else None,
    }


def build_family(desk: Desk) -> Part:
    """Each child's day side by side, and what is new since the last visit."""
    session = desk.session
    last_visit = family.find_last_visit(session, desk.account_id, desk.today)
    since = last_visit or clock.now() - family.WITHOUT_A_VISIT
    news = family.list_news(session, desk.person_id, since)
    own_children = list_children(session, desk.person_id)
    announced = list_coming(session, [child.pupil_id for child in own_children], desk.today)
    children = []
    for child in own_children:
        own = [notice for notice in news if notice.pupil_id == child.pupil_id]
        groups = group_notices(own, desk.zone)
        days = groups[0].days if groups else ()
        children.append(
            {
                "news": days,
                "day": family.read_child_day(session, child, desk.today),
                "announced": announced.get(child.pupil_id, ()),
            }
        )
    return {
        "children": children,
        "name_kind": name_kind,
        "last_visit": last_visit,
        "is_pupil": desk.actor.has_role("pupil"),
        "tomorrow": desk.today + timedelta(days=1),
    }


BUILDERS: dict[str, Callable[[Desk], Part]] = {
    "teacher": build_teacher,
    "tutor": build_tutor,
    "school": build_school,
    "office": build_office,
    "family": build_family,
}
