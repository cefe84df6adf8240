"""An extract for a parent: from the click to the kept PDF, against typst alone for the same page."""

import tempfile
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import time_machine
from sqlalchemy.orm import Session

from benchmarks.measure import compare
from benchmarks.school import NOON, MeasuredSchool, build_school
from journal import clock
from journal.database import Database
from journal.extracts.contents import FullSpan, get_contents
from journal.extracts.making import make_extract
from journal.extracts.paper import ExtractHead, write_extract
from journal.extracts.rules import Span
from journal.extracts.services import Identity, Wish, prepare_application, receive_application
from tests.factories import actor_of

ROUNDS, DAYS = 7, 60
MOST_RATIO, MOST_MILLISECONDS = 2.0, 1000


def measure_extract() -> bool:
    """Reading, making and keeping an extract of sixty days."""
    with tempfile.TemporaryDirectory() as folder, time_machine.travel(NOON):
        database = Database(f"sqlite:///{Path(folder) / 'extract.db'}")
        database.create_schema()
        with database.writing() as session:
            measured = build_school(session)
            application_id = apply(session, measured)
            span = FullSpan(measured.school.today - timedelta(days=DAYS), measured.school.today)
            contents = get_contents(session, pupil_id=measured.pupils[0].id, span=span)
            tutor = actor_of(session, measured.school.teacher_a)
        head = ExtractHead(**dict.fromkeys(ExtractHead.__dataclass_fields__, "—") | {"receipt": True})
        numbers = count(1)

        def make() -> None:
            with database.writing() as session:
                make_extract(session, actor=tutor, application_id=application_id)

        def typeset() -> None:
            # Another number and code each time: typst keeps what it has set once.
            number = f"{next(numbers):06}"
            write_extract(replace(head, number=number, code=f"CODE-{number}"), contents, clock.now())

        ratio = compare(make, typeset, ROUNDS)
        database.dispose()
    holds = ratio.ratio <= MOST_RATIO and ratio.work <= MOST_MILLISECONDS
    line = (
        f"an extract: {ratio.work:.0f} ms (at most {MOST_MILLISECONDS}), typst alone {ratio.floor:.0f} ms, "
        f"ratio {ratio.ratio:.1f} (at most {MOST_RATIO:g})"
    )
    print(line if holds else f"{line} — OVER THE LIMIT", flush=True)
    return holds


def apply(session: Session, measured: MeasuredSchool) -> int:
    """An application for the marks of a pupil of the big course, received."""
    secretary, today = actor_of(session, measured.school.secretary), measured.school.today
    wish = Wish(
        "Юстов Юрий Юрьевич",
        Span(today - timedelta(days=DAYS), today),
        "person",
        authority="доверенность № 3",
    )
    one = prepare_application(session, actor=secretary, pupil_id=measured.pupils[0].id, wish=wish)
    identity = Identity("passport", "4821")
    receive_application(session, actor=secretary, application_id=one.id, identity=identity, signed_on=today)
    return one.id
