"""The one place from which the program tells people (R-INFORM)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from journal import clock
from journal.models import Amendment, Letter, Notice, NoticeDesk
from journal.notices.changes import Happening, find_newest_settled, list_happenings
from journal.notices.queries import IN_ONE_QUERY, find_desk, list_readers
from journal.notices.rules import SETTLE, Quiet, Told, compute_mail_time, fold
from journal.school import school_zone


@dataclass(frozen=True)
class Known:
    """A notice that was written earlier, and what became of the letter that carries it."""

    notice: Notice
    letter_is_sent: bool
    letter_is_waiting: bool

    @property
    def told(self) -> Told:
        """What the person was told by it."""
        has_arrived = self.notice.read_at is not None or self.letter_is_sent
        return Told(self.notice.before, self.notice.after, has_arrived)

    @property
    def is_on_its_way(self) -> bool:
        """Whether a letter will carry it anyway."""
        return self.letter_is_waiting or self.notice.mail_at is not None


def notify_of_changes(session: Session, *, now: datetime) -> int:
    """Tell of all that the history has gained since the last look; return how many notices were written.

    The first look of all begins with the present: nobody wants to be told of a past year.
    """
    desk = find_desk(session) or open_desk(session)
    settled = find_newest_settled(session, after=desk.seen_amendment_id, until=now - SETTLE)
    happenings = list_happenings(session, after=desk.seen_amendment_id, settled=settled)
    desk.seen_amendment_id = settled
    return notify(session, happenings=happenings, now=now)


def open_desk(session: Session, *, seen_amendment_id: int | None = None) -> NoticeDesk:
    """Begin to tell people, from an amendment on, or from the present."""
    if seen_amendment_id is None:
        seen_amendment_id = session.scalar(select(func.max(Amendment.id))) or 0
    usual = Quiet()
    desk = NoticeDesk(seen_amendment_id=seen_amendment_id, quiet_from=usual.since, quiet_until=usual.until)
    session.add(desk)
    session.flush()
    return desk


def notify(session: Session, *, happenings: Sequence[Happening], now: datetime) -> int:
    """Write a notice for every reader of every happening; return how many were written.

    A thing has one notice a person: what changes again changes that notice and makes it new. The acting
    person is not among the readers.
    """
    known = _find_known(session, [happening.thing for happening in happenings])
    people = sorted({person_id for happening in happenings for person_id in happening.reader_ids})
    readers, zone = list_readers(session, people), school_zone(session)
    written = 0
    for happening in happenings:
        for person_id in sorted(happening.reader_ids):
            earlier, reader = known.get((person_id, happening.thing)), readers[person_id]
            way = reader.ways[happening.kind] if reader.has_mail else "page"
            mail_at = compute_mail_time(way, now, quiet=reader.quiet, zone=zone)
            written += _tell(session, person_id, happening, earlier, now=now, mail_at=mail_at)
    session.flush()
    return written


def _tell(
    session: Session,
    person_id: int,
    happening: Happening,
    earlier: Known | None,
    *,
    now: datetime,
    mail_at: datetime | None,
) -> bool:
    """Tell one person of one thing; False where there is nothing that the person doesn't know."""
    if earlier and earlier.notice.amendment_id >= happening.amendment_id:
        return False
    news = fold(earlier.told if earlier else None, happening.news)
    if news is None:
        if earlier or not happening.is_settled:
            _cancel(session, person_id, happening, earlier, now)
        return False
    notice = earlier.notice if earlier else _begin(session, person_id, happening)
    if not (earlier and earlier.is_on_its_way):
        notice.letter_id, notice.mail_at = None, mail_at
    notice.before, notice.after, notice.read_at = news.before, news.after, None
    notice.amendment_id, notice.happened_at = happening.amendment_id, happening.happened_at
    return True


def _cancel(
    session: Session, person_id: int, happening: Happening, earlier: Known | None, now: datetime
) -> None:
    """Note that a thing was put back before anybody was told: its amendments may be read once more."""
    if earlier and earlier.told.has_arrived:
        return
    notice = earlier.notice if earlier else _begin(session, person_id, happening)
    notice.before = notice.after = happening.news.after
    notice.amendment_id, notice.read_at = happening.amendment_id, now
    notice.letter_id = notice.mail_at = None


def _begin(session: Session, person_id: int, happening: Happening) -> Notice:
    notice = Notice(
        person_id=person_id,
        pupil_id=happening.pupil_id,
        thing=happening.thing,
        kind=happening.kind,
        subject_id=happening.subject_id,
        lesson_id=happening.lesson_id,
        period_id=happening.period_id,
        work_type_id=happening.work_type_id,
        on_day=happening.on_day,
        amendment_id=happening.amendment_id,
        happened_at=happening.happened_at,
    )
    session.add(notice)
    return notice


def _find_known(session: Session, things: Sequence[str]) -> dict[tuple[int, str], Known]:
    """The notices of these things by person and thing."""
    found: list[Notice] = []
    for start in range(0, len(things), IN_ONE_QUERY):
        chunk = things[start : start + IN_ONE_QUERY]
        found += session.scalars(select(Notice).where(Notice.thing.in_(chunk)))
    letters = _list_letters(session, {notice.letter_id for notice in found if notice.letter_id})
    return {(notice.person_id, notice.thing): _view(notice, letters) for notice in found}


def _list_letters(session: Session, ids: Iterable[int]) -> dict[int, Letter]:
    wanted = sorted(ids)
    chunks = (wanted[start : start + IN_ONE_QUERY] for start in range(0, len(wanted), IN_ONE_QUERY))
    return {
        letter.id: letter
        for chunk in chunks
        for letter in session.scalars(select(Letter).where(Letter.id.in_(chunk)))
    }


def _view(notice: Notice, letters: dict[int, Letter]) -> Known:
    letter = letters.get(notice.letter_id or 0)
    return Known(
        notice,
        letter_is_sent=letter is not None and letter.ended_at is not None and not letter.trouble,
        letter_is_waiting=letter is not None and letter.ended_at is None,
    )


def mark_read(session: Session, *, actor_id: int, seen: int, notice_id: int | None = None) -> None:
    """Note that a person has read one notice, or all; what changed after amendment *seen* stays new."""
    statement = update(Notice).where(
        Notice.person_id == actor_id, Notice.read_at.is_(None), Notice.amendment_id <= seen
    )
    if notice_id is not None:
        statement = statement.where(Notice.id == notice_id)
    session.execute(statement.values(read_at=clock.now(), mail_at=None))
