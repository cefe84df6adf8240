"""A press killed by the system in the middle of a class: nothing lost, nothing half-made (R-ARCHIVE)."""

import subprocess
import sys
import time

from sqlalchemy import func, select

from journal.archive.press import print_waiting
from journal.archive.printing import print_school
from journal.database import Database
from journal.models import Attachment, AttachmentContent, PrintingClass
from journal.sheets.records import Stay
from tests.factories import SmallSchool, actor_of

PRESS = """
import sys
from journal.archive import press
from journal.database import Database
press.PRESSES = 1
press.print_waiting(Database(sys.argv[1]))
"""
PATIENCE_SECONDS = 60


def count_done(database: Database) -> int:
    with database.reading() as session:
        query = select(func.count()).where(PrintingClass.state == "done")
        return session.scalar(query) or 0


def test_a_killed_press_is_resumed_where_it_was(database: Database, school: SmallSchool) -> None:
    with database.writing() as session:
        director = actor_of(session, school.director)
        days = Stay(school.year.starts_on, school.year.ends_on)
        print_school(session, actor=director, year_id=school.year.id, interval=days)
    press = subprocess.Popen([sys.executable, "-c", PRESS, database.url])
    until = time.monotonic() + PATIENCE_SECONDS
    while count_done(database) == 0 and time.monotonic() < until:
        time.sleep(0.05)
    press.kill()
    press.wait()
    assert count_done(database) == 1
    assert print_waiting(database) == 1
    with database.reading() as session:
        files = session.execute(
            select(Attachment.media_type, AttachmentContent.content)
            .join(AttachmentContent, AttachmentContent.sha256 == Attachment.sha256)
            .where(Attachment.name.like("Журнал%"))
            .order_by(Attachment.name)
        ).all()
    assert len(files) == 4
    assert [content[:4] for _type, content in files] == [b"%PDF", b"PK\x03\x04"] * 2
