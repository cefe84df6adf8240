"""Writing an import: all of it in the caller's one transaction, or nothing."""

from collections.abc import Iterable

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from journal.imports.course_writing import write_courses, write_plans, write_timetable
from journal.imports.errors import UnansweredQuestions
from journal.imports.ledger import Ledger
from journal.imports.people_writing import write_exemptions, write_people
from journal.imports.preview import Preview, build_preview, lesson_days
from journal.imports.questions import Answers
from journal.imports.reading import SourceFile
from journal.imports.year_writing import write_classes, write_subjects, write_year
from journal.models import School
from journal.permissions.actions import SCHOOL_IMPORT
from journal.permissions.actor import Actor
from journal.permissions.policy import permit


def commit_import(
    session: Session, *, actor: Actor, files: Iterable[SourceFile], answers: Answers
) -> Preview:
    """Write what the files say and the answers settle; return the preview that was written.

    What the school has already is left as it is, so a second import of the same files writes nothing. Raises
    `Forbidden`, and `UnansweredQuestions` as long as something is open.
    """
    permit(actor, SCHOOL_IMPORT)
    session.execute(
        select(School.id).with_for_update()
    )  # one import after another: each sees what the last wrote
    preview = build_preview(session, files=files, answers=answers)
    if preview.open_questions:
        raise UnansweredQuestions(count=len(preview.open_questions))
    if preview.changes_anything:
        _write(session, actor, preview)
    return preview


def _write(session: Session, actor: Actor, preview: Preview) -> None:
    plan = preview.plan
    days = lesson_days(plan)
    ledger = Ledger(session, actor)
    write_year(ledger, plan.year)
    write_classes(ledger, plan)
    write_subjects(ledger, plan)
    write_people(ledger, plan)
    write_exemptions(ledger, plan)
    write_courses(ledger, plan)
    write_timetable(ledger, plan, days)
    write_plans(ledger, plan.plans)
    session.flush()
    session.execute(
        text("ANALYZE")
    )  # thousands of new lessons: without it, pages are read by the wrong index
