"""Reading the archive register: how every class of a year stands, and its versions."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from journal.errors import NotFound
from journal.models import (
    AcademicYear,
    ArchiveLoan,
    ArchiveVersion,
    Attachment,
    AttachmentContent,
    Person,
    Printout,
    SchoolClass,
)

FILES = {
    "paper": ArchiveVersion.paper_id,
    "bundle": ArchiveVersion.bundle_id,
    "supplement": ArchiveVersion.supplement_id,
}


@dataclass(frozen=True)
class VersionLine:
    """A certified version with the people around it, and who has the printed journal out."""

    version: ArchiveVersion
    digest: str
    made_by: str
    keeper: str
    loans: Sequence[ArchiveLoan]

    @property
    def loan(self) -> ArchiveLoan | None:
        """The loan that is open, if the printed journal is out."""
        return next((loan for loan in self.loans if loan.returned_on is None), None)


@dataclass(frozen=True)
class RegisterLine:
    """A class of the register: its printout of the whole year, and its versions, the newest first."""

    school_class: SchoolClass
    printout: Printout | None
    versions: Sequence[VersionLine]


def list_register(session: Session, year: AcademicYear) -> list[RegisterLine]:
    """The classes of a year in their order, each with its printout and versions; four queries."""
    versions = _list_versions(session, year.id)
    rows = session.execute(
        select(SchoolClass, Printout)
        .outerjoin(
            Printout,
            (Printout.class_id == SchoolClass.id)
            & (Printout.starts_on == year.starts_on)
            & (Printout.ends_on == year.ends_on),
        )
        .where(SchoolClass.year_id == year.id)
        .order_by(SchoolClass.parallel, SchoolClass.letter)
    )
    return [
        RegisterLine(one, printout, [line for line in versions if line.version.class_id == one.id])
        for one, printout in rows
    ]


def _list_versions(session: Session, year_id: int) -> list[VersionLine]:
    maker, keeper = aliased(Person), aliased(Person)
    rows = session.execute(
        select(ArchiveVersion, Attachment.sha256, maker, keeper)
        .join(SchoolClass, SchoolClass.id == ArchiveVersion.class_id)
        .join(Attachment, Attachment.id == ArchiveVersion.bundle_id)
        .join(maker, maker.id == ArchiveVersion.made_by)
        .outerjoin(keeper, keeper.id == ArchiveVersion.handed_to)
        .where(SchoolClass.year_id == year_id)
        .order_by(ArchiveVersion.number.desc())
    ).all()
    ids = [row[0].id for row in rows]
    loans = session.scalars(
        select(ArchiveLoan).where(ArchiveLoan.version_id.in_(ids)).order_by(ArchiveLoan.id.desc())
    ).all()
    return [
        VersionLine(
            version=version,
            digest=digest,
            made_by=made_by.full_name,
            keeper=kept_by.full_name if kept_by else "",
            loans=[loan for loan in loans if loan.version_id == version.id],
        )
        for version, digest, made_by, kept_by in rows
    ]


def get_version_file(session: Session, version_id: int, kind: str) -> tuple[Attachment, bytes]:
    """A file of a version, «paper», «bundle» or «supplement», with its bytes; or `NotFound`."""
    column = FILES.get(kind)
    if column is None:
        raise NotFound()
    row = session.execute(
        select(Attachment, AttachmentContent.content)
        .join(AttachmentContent, AttachmentContent.sha256 == Attachment.sha256)
        .join(ArchiveVersion, column == Attachment.id)
        .where(ArchiveVersion.id == version_id)
    ).first()
    if row is None:
        raise NotFound()
    return row[0], row[1]
