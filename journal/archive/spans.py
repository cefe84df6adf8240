"""Dated rows and the days of an interval."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import InstrumentedAttribute

from journal.sheets.records import Stay


def touches(
    starts_on: InstrumentedAttribute[date], ends_on: InstrumentedAttribute[date | None], span: Stay
) -> ColumnElement[bool]:
    """The condition that a dated row has a day in common with *span*."""
    begins = starts_on <= span.ends_on if span.ends_on else starts_on.is_not(None)
    return and_(begins, or_(ends_on.is_(None), ends_on >= span.starts_on))


def intersect(stays: Iterable[Stay]) -> Stay | None:
    """The days that all these times have in common, or None."""
    known = list(stays)
    starts_on = max(one.starts_on for one in known)
    ends_on = min((one.ends_on for one in known if one.ends_on), default=None)
    return None if ends_on and ends_on < starts_on else Stay(starts_on, ends_on)
