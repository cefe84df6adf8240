"""Since when a journal is certified for the archive, which locks whatever was still open (R-CLOSED)."""

from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, case, func, select
from sqlalchemy.orm import Session

from journal.models import ArchiveVersion, CoursePart


def find_class_archive(session: Session, class_id: int) -> datetime | None:
    """When the class's year was certified first; None while it is not."""
    return session.scalar(
        select(func.min(ArchiveVersion.certified_at)).where(ArchiveVersion.class_id == class_id)
    )


def select_course_archive(course_id: ColumnElement[int]) -> ScalarSelect[datetime | None]:
    """When the last of a course's classes was certified; nothing while one of them is not."""
    certified = (
        select(func.min(ArchiveVersion.certified_at).label("moment"))
        .select_from(CoursePart)
        .outerjoin(ArchiveVersion, ArchiveVersion.class_id == CoursePart.class_id)
        .where(CoursePart.course_id == course_id)
        .group_by(CoursePart.class_id)
        .subquery()
    )
    moment = certified.c.moment
    return select(case((func.count() == func.count(moment), func.max(moment)))).scalar_subquery()
