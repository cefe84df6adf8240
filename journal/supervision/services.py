"""Setting who watches whom: by the administrator or the director, kept in the history (R-WEEKLY)."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from journal.amendments.record import Place, record_value, summarise
from journal.errors import BadRequest, NotFound
from journal.models import StaffMember, Supervision
from journal.permissions.actions import SUPERVISION_EDIT
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.school import find_year, school_today
from journal.supervision.queries import get_watched, list_classes, list_working
from journal.supervision.rules import Watched


def set_watched(session: Session, *, actor: Actor, deputy_id: int, watched: Watched) -> None:
    """Put exactly these teachers and classes of the present year under a deputy's supervision.

    Raises `Forbidden`, `NotFound` for whoever never worked here, `BadRequest` for whoever is no deputy, and
    for a teacher or a class that the school doesn't have.
    """
    permit(actor, SUPERVISION_EDIT)
    if session.get(StaffMember, deputy_id) is None:
        raise NotFound()
    deputies = dict(list_working(session, "deputy"))
    if deputy_id not in deputies:
        raise BadRequest()
    year = find_year(session, school_today(session))
    before = get_watched(session, year, deputy_id)
    teachers = dict(list_working(session, "teacher"))
    classes = {one.id: one.name for one in list_classes(session, year)}
    # a dismissed teacher who is still set stands in no list and is left out by the next saving
    if not (watched.teacher_ids <= teachers.keys() and watched.class_ids <= classes.keys()):
        raise BadRequest()
    for old, new, names, key in (
        (before.teacher_ids, watched.teacher_ids, teachers, Supervision.teacher_id),
        (before.class_ids, watched.class_ids, classes, Supervision.class_id),
    ):
        session.execute(delete(Supervision).where(Supervision.deputy_id == deputy_id, key.in_(old - new)))
        session.add_all(Supervision(deputy_id=deputy_id, **{key.key: one}) for one in sorted(new - old))
        for one in sorted(old ^ new):
            value = summarise((deputies[deputy_id], names.get(one, str(one))))
            _record(session, actor, *(("", value) if one in new else (value, "")))
    session.flush()


def _record(session: Session, actor: Actor, before: str, after: str) -> None:
    record_value(session, actor=actor, kind="supervision", place=Place(), before=before, after=after)
