"""Where an extract belongs: the pupil's class, and the school's working week."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.courses.roster import holds_on
from journal.models import Enrolment
from journal.school import find_year, school_today

FIVE_DAYS = 5


def find_class_ids(session: Session, pupil_id: int) -> tuple[int, ...]:
    """The class of a pupil today, or the last one; none where the pupil never had one."""
    today = school_today(session)
    last = (
        select(Enrolment.class_id)
        .where(Enrolment.pupil_id == pupil_id, Enrolment.starts_on <= today)
        .order_by(holds_on(Enrolment.starts_on, Enrolment.ends_on, today).desc(), Enrolment.starts_on.desc())
        .limit(1)
    )
    return tuple(session.scalars(last))


def get_school_week(session: Session, on: date) -> int:
    """How many days a week the school works in the year of *on*: 5 or 6."""
    year = find_year(session, on)
    return year.school_week if year else FIVE_DAYS
