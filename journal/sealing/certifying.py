"""The deputy certifies a class's printout: it becomes a version, sealed in a bundle (R-ARCHIVE, R-25YEARS).

Certifying closes the class's year (R-CLOSED). A change under a grant makes another version possible, with a
supplementary sheet of what was changed; the versions before it stay.
"""

from datetime import date

from sqlalchemy import ColumnElement, func, insert, literal, select
from sqlalchemy.orm import Session

from journal import clock
from journal.amendments.closed import FREE_KINDS
from journal.amendments.record import Place, record_value, summarise
from journal.archive.queries import get_class_with_year, read_class_record
from journal.attachments.store import keep_file
from journal.attachments.types import PDF
from journal.bundles.bundle import PAPER, WORKBOOK, Label, pack_bundle
from journal.bundles.history import read_history
from journal.bundles.tables import build_tables
from journal.models import (
    AcademicYear,
    Amendment,
    ArchiveVersion,
    Attachment,
    AttachmentContent,
    Chain,
    ChainLink,
    CoursePart,
    Lesson,
    LessonClosing,
    Printout,
    SchoolClass,
)
from journal.permissions.actions import ARCHIVE_CERTIFY
from journal.permissions.actor import Actor
from journal.permissions.policy import permit
from journal.school import get_school
from journal.sealing.errors import NoPrintout, NothingChanged, StalePrintout
from journal.sealing.supplement import SUPPLEMENT, write_supplement

ZIP = "application/zip"
YEARS_KEPT = 25


def certify_class(session: Session, *, actor: Actor, class_id: int) -> ArchiveVersion:
    """Certify the printout of a class's whole year; return the version with its bundle.

    Raises `Forbidden`, `NotFound`, `NoPrintout`, `StalePrintout` where the journal was changed after it was
    printed, and `NothingChanged` for a second version without a change.
    """
    permit(actor, ARCHIVE_CERTIFY)
    assert actor.person_id is not None
    school_class, year = get_class_with_year(session, class_id)
    chain = _hold_chain(session, class_id)
    printout = _get_printout(session, school_class, year)
    last = find_version(session, class_id)
    if last is not None and not count_changes(session, class_id, ChainLink.number > last.head_number):
        raise NothingChanged()
    version = ArchiveVersion(
        class_id=class_id,
        number=last.number + 1 if last else 1,
        head_number=chain.head_number if chain else 0,
        head_hash=chain.head_hash if chain else "",
        pages=printout.pages,
        made_by=printout.made_by,
        made_at=printout.made_at,
        certified_by=actor.person_id,
        certified_at=clock.now(),
        certifier_name=actor.name,
        certifier_position=actor.position,
        kept_until=date(year.ends_on.year + YEARS_KEPT, year.ends_on.month, 1),
    )
    _keep_papers(session, version, printout, school_class, year, last)
    session.add(version)
    session.flush()
    _record(session, actor, version, school_class.name, year)
    _close_lessons(session, version)
    return version


def find_version(session: Session, class_id: int) -> ArchiveVersion | None:
    """The newest certified version of a class's year."""
    return session.scalar(
        select(ArchiveVersion)
        .where(ArchiveVersion.class_id == class_id)
        .order_by(ArchiveVersion.number.desc())
        .limit(1)
    )


def count_changes(session: Session, class_id: int, *conditions: ColumnElement[bool]) -> int:
    """How many changes of its records the class's chain has; extracts and requests change no record."""
    return session.scalars(
        select(func.count())
        .select_from(ChainLink)
        .join(Chain, Chain.id == ChainLink.chain_id)
        .join(Amendment, Amendment.id == ChainLink.amendment_id)
        .where(Chain.class_id == class_id, Amendment.kind.not_in(FREE_KINDS), *conditions)
    ).one()


def _hold_chain(session: Session, class_id: int) -> Chain | None:
    """The class's chain, held so that nothing is changed between the look and the seal."""
    return session.scalar(select(Chain).where(Chain.class_id == class_id).with_for_update())


def _get_printout(session: Session, school_class: SchoolClass, year: AcademicYear) -> Printout:
    """The printout of the class's whole year, made after the last change of its records."""
    printout = session.scalar(
        select(Printout).where(
            Printout.class_id == school_class.id,
            Printout.starts_on == year.starts_on,
            Printout.ends_on == year.ends_on,
        )
    )
    if printout is None:
        raise NoPrintout()
    later = count_changes(session, school_class.id, Amendment.made_at > printout.made_at)
    if later:
        raise StalePrintout(count=later)
    return printout


def _keep_papers(
    session: Session,
    version: ArchiveVersion,
    printout: Printout,
    school_class: SchoolClass,
    year: AcademicYear,
    last: ArchiveVersion | None,
) -> None:
    """Keep the version's own papers, the sheet of what was changed since *last*, and the bundle."""
    paper, workbook = (_read_file(session, file_id) for file_id in (printout.paper_id, printout.workbook_id))
    name = f"Архив {school_class.name} {year.starts_on.year}-{year.ends_on.year}, версия {version.number}"
    made = version.certified_by, version.certified_at
    papers = {PAPER: paper, WORKBOOK: workbook}
    if last is not None:
        papers[SUPPLEMENT] = write_supplement(session, school_class, year, last, version)
        version.supplement_id = keep_file(
            session, f"{name}, дополнительный лист.pdf", PDF.media_type, papers[SUPPLEMENT], *made
        ).id
    label = Label(
        school=get_school(session).name,
        class_name=school_class.name,
        year=year.title,
        version=version.number,
        made_at=printout.made_at.isoformat(),
    )
    tables = build_tables(read_class_record(session, school_class.id))
    history = read_history(session, school_class.id, until=version.head_number)
    bundle = pack_bundle(label, papers, tables, history)
    version.paper_id = keep_file(session, f"{name}.pdf", PDF.media_type, paper, *made).id
    version.bundle_id = keep_file(session, f"{name}.zip", ZIP, bundle, *made).id


def _read_file(session: Session, file_id: int) -> bytes:
    return session.scalars(
        select(AttachmentContent.content)
        .join(Attachment, Attachment.sha256 == AttachmentContent.sha256)
        .where(Attachment.id == file_id)
    ).one()


def _close_lessons(session: Session, version: ArchiveVersion) -> None:
    """Close the lessons of the class's courses, so that a grant opens them again as it opens any closed one.

    A course that a class without a certified version shares stays open for that class.
    """
    certified = select(ArchiveVersion.class_id)
    shared = select(CoursePart.course_id).where(CoursePart.class_id.not_in(certified))
    lessons = (
        select(Lesson.id, literal(version.certified_at, LessonClosing.closed_at.type))
        .join(CoursePart, CoursePart.course_id == Lesson.course_id)
        .outerjoin(LessonClosing, LessonClosing.lesson_id == Lesson.id)
        .where(
            CoursePart.class_id == version.class_id,
            CoursePart.course_id.not_in(shared),
            LessonClosing.lesson_id.is_(None),
        )
        .distinct()
    )
    session.execute(insert(LessonClosing).from_select(["lesson_id", "closed_at"], lessons))


def _record(session: Session, actor: Actor, version: ArchiveVersion, name: str, year: AcademicYear) -> None:
    """Note the version in the school's chain, with the SHA-256 of its bundle."""
    digest = session.get_one(Attachment, version.bundle_id).sha256
    record_value(
        session,
        actor=actor,
        kind="archive",
        place=Place(year_id=year.id),
        before="",
        after=summarise((name, str(version.number), digest)),
    )
