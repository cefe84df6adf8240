"""Dated facts of pupils as the cells know them: what covers a lesson, as which symbol (R-REASON, R-PE)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from journal.courses.roster import STAYS
from journal.entries.symbols import Code
from journal.models import HealthFact

CODES = {"illness": Code.ILL, "leave": Code.VALID, "exemption": Code.RELEASED}
# Who is ill isn't at school at all, whatever else holds that day.
ORDER = tuple(CODES)


@dataclass(frozen=True)
class Fact:
    """A fact of a pupil; an exemption names a subject, or none for every one."""

    pupil_id: int
    kind: str
    subject_id: int | None
    starts_on: date
    ends_on: date
    recorded_by: int

    def covers(self, on: date) -> bool:
        """Whether it holds that day."""
        return self.starts_on <= on <= self.ends_on

    def concerns(self, subject_id: int) -> bool:
        """Whether it holds in that subject."""
        return self.subject_id in (None, subject_id)

    @property
    def code(self) -> Code:
        """The symbol that it means in a cell."""
        return CODES[self.kind]


Facts = dict[int, list[Fact]]


def find_covering(facts: Iterable[Fact], on: date) -> Fact | None:
    """The fact that explains a day: illness before another reason, and both before an exemption."""
    covering = [fact for fact in facts if fact.covers(on)]
    return min(covering, key=lambda fact: (ORDER.index(fact.kind), fact.starts_on), default=None)


FACT = (
    HealthFact.pupil_id,
    HealthFact.kind,
    HealthFact.subject_id,
    HealthFact.starts_on,
    HealthFact.ends_on,
    HealthFact.recorded_by,
)
IN_DAYS = (HealthFact.starts_on <= bindparam("last"), HealthFact.ends_on >= bindparam("first"))
# Built once, like all statements of a sheet.
OF_COURSE = (
    select(*FACT)
    .where(*IN_DAYS, HealthFact.pupil_id.in_(select(STAYS.subquery().c.pupil_id)))
    .order_by(HealthFact.starts_on, HealthFact.id)
)


def list_course_facts(session: Session, course_id: int, first: date, last: date) -> Facts:
    """The facts that touch these days, of everybody who was ever on a course, by pupil."""
    rows = session.execute(OF_COURSE, {"course_id": course_id, "first": first, "last": last})
    return group_facts(Fact(*row) for row in rows)


def list_pupil_facts(session: Session, pupil_ids: Iterable[int], first: date, last: date) -> Facts:
    """The facts of these pupils that touch these days, by pupil."""
    query = select(*FACT).where(*IN_DAYS, HealthFact.pupil_id.in_(set(pupil_ids)))
    rows = session.execute(query.order_by(HealthFact.starts_on), {"first": first, "last": last})
    return group_facts(Fact(*row) for row in rows)


def group_facts(facts: Iterable[Fact]) -> Facts:
    """Facts by pupil."""
    found: Facts = defaultdict(list)
    for fact in facts:
        found[fact.pupil_id].append(fact)
    return dict(found)
