"""A closing never reopens by itself: a period that is moved after its closing stays closed (R-LOCK7)."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.errors import Locked
from journal.finals.services import FinalWrite, set_final
from journal.models import FinalWindow, Period
from journal.setup.rules import PeriodRow
from journal.setup.services import save_periods
from tests.factories import FRIDAY, actor_of, make_school

MOVED = {("quarter", 1): {"ends_on": date(2026, 11, 15)}, ("quarter", 2): {"starts_on": date(2026, 11, 16)}}


def test_final_marks_stay_closed_though_no_scheduler_ever_ran(session: Session) -> None:
    school = make_school(session, FRIDAY.date())
    periods = session.scalars(select(Period).where(Period.year_id == school.year.id)).all()
    first = next(period for period in periods if (period.kind, period.number) == ("quarter", 1))
    rows = [
        replace(
            PeriodRow(period.id, period.kind, period.starts_on, period.ends_on),
            **MOVED.get((period.kind, period.number), {}),
        )
        for period in periods
    ]
    with time_machine.travel(FRIDAY, tick=False):
        save_periods(session, actor=actor_of(session, school.deputy), year_id=school.year.id, rows=rows)
        assert first.ends_on == date(2026, 11, 15)
        assert session.get_one(FinalWindow, first.id).closed_at is not None
        with pytest.raises(Locked):
            set_final(
                session,
                actor=actor_of(session, school.teacher_a),
                course_id=school.course_a.id,
                period_id=first.id,
                write=FinalWrite(school.pupils_a[0].id, "5", saw=""),
            )
