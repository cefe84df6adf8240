"""A child's day: today, the next day with lessons, what is new since the last visit (R-DIARY, R-INFORM)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.diary.queries import LESSONS, LOOK_BACK, MARKS, Child
from journal.diary.week import ONE_WEEK, DiaryDay, GivenMark, LessonRow, build_week, find_monday
from journal.models import Visit
from journal.notices.queries import NoticeView, list_notices

# Longer than the winter holidays: a first day after them is still found.
WEEKS_AHEAD = 4
MOST_NEWS = 100
WITHOUT_A_VISIT = timedelta(days=7)


@dataclass(frozen=True)
class ChildDay:
    """What a family opens of one child: today (None without lessons) and the next day with lessons."""

    child: Child
    today: DiaryDay | None
    next: DiaryDay | None


def read_child_day(session: Session, child: Child, today: date) -> ChildDay:
    """Read the days of one child in two queries."""
    monday = find_monday(today)
    last = monday + WEEKS_AHEAD * ONE_WEEK - timedelta(days=1)
    values = {"pupil_id": child.pupil_id, "last": last}
    rows = [LessonRow(*row) for row in session.execute(LESSONS, values | {"first": monday - LOOK_BACK})]
    marks: dict[int, list[GivenMark]] = defaultdict(list)
    for lesson_id, value, work_type, title in session.execute(MARKS, values | {"first": monday}):
        marks[lesson_id].append(GivenMark(value, work_type, title))
    weeks = (build_week(monday + number * ONE_WEEK, rows, marks, {}) for number in range(WEEKS_AHEAD))
    return ChildDay(child, *pick_days((day for week in weeks for day in week), today))


def pick_days(days: Iterable[DiaryDay], today: date) -> tuple[DiaryDay | None, DiaryDay | None]:
    """Today and the next day, each only if something stands in it; *days* come in their order."""
    now = None
    for day in days:
        if not day.lessons and not day.other_homework:
            continue
        if day.day == today:
            now = day
        elif day.day > today:
            return now, day
    return now, None


def find_last_visit(session: Session, account_id: int, today: date) -> datetime | None:
    """When the account was last used on an earlier day, or None (R-ACTIVITY)."""
    return session.scalar(
        select(func.max(Visit.last_at)).where(Visit.account_id == account_id, Visit.visited_on < today)
    )


def list_news(session: Session, person_id: int, since: datetime) -> Sequence[NoticeView]:
    """What a person was told since a moment, the newest first."""
    found = list_notices(session, person_id, only_unread=False, limit=MOST_NEWS)
    return [notice for notice in found if notice.happened_at > since]
