"""The archive register: certified by the deputy, kept by the secretary, taken out and brought back."""

from io import BytesIO

from flask import flash, redirect, request, send_file, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journal.blueprints.year_end import blueprint
from journal.database import current_session
from journal.models import ArchiveVersion, SchoolClass
from journal.permissions.actions import ARCHIVE_CERTIFY, ARCHIVE_KEEP, ARCHIVE_REGISTER
from journal.permissions.guard import current_actor, reads, writes
from journal.sealing.certifying import certify_class
from journal.sealing.queries import get_version_file
from journal.sealing.register import lend_journal, take_back, take_over


@blueprint.post("/classes/<int:class_id>/certify")
@writes(ARCHIVE_CERTIFY)
def certify(class_id: int) -> Response:
    """Certify the class's printout: it becomes a sealed version."""
    version = certify_class(current_session(), actor=current_actor(), class_id=class_id)
    flash(gettext("The printout is certified and sealed. The class's year is closed."), "success")
    return go_back(version)


@blueprint.get("/versions/<int:version_id>/paper")
@reads(ARCHIVE_REGISTER)
def download_paper(version_id: int) -> Response:
    """The printed journal of a certified version."""
    return send_version_file(version_id, "paper")


@blueprint.get("/versions/<int:version_id>/bundle")
@reads(ARCHIVE_REGISTER)
def download_bundle(version_id: int) -> Response:
    """The sealed bundle of a certified version."""
    return send_version_file(version_id, "bundle")


@blueprint.get("/versions/<int:version_id>/supplement")
@reads(ARCHIVE_REGISTER)
def download_supplement(version_id: int) -> Response:
    """The supplementary sheet of a later version."""
    return send_version_file(version_id, "supplement")


def send_version_file(version_id: int, kind: str) -> Response:
    """A file of a certified version as a download."""
    attachment, content = get_version_file(current_session(), version_id, kind)
    return send_file(
        BytesIO(content),
        mimetype=attachment.media_type,
        as_attachment=True,
        download_name=attachment.name,
        max_age=0,
    )


@blueprint.post("/versions/<int:version_id>/shelf")
@writes(ARCHIVE_KEEP)
def shelve(version_id: int) -> Response:
    """The secretary takes the journal over, or notes another shelf."""
    version = take_over(
        current_session(),
        actor=current_actor(),
        version_id=version_id,
        shelf_mark=request.form.get("shelf_mark", ""),
    )
    flash(gettext("The journal is entered in the archive register."), "success")
    return go_back(version)


@blueprint.post("/versions/<int:version_id>/lend")
@writes(ARCHIVE_KEEP)
def lend(version_id: int) -> Response:
    """Note who takes the printed journal out."""
    session = current_session()
    lend_journal(
        session,
        actor=current_actor(),
        version_id=version_id,
        taken_by=request.form.get("taken_by", ""),
        purpose=request.form.get("purpose", ""),
    )
    flash(gettext("It is noted who has taken the journal."), "success")
    return go_back(session.get_one(ArchiveVersion, version_id))


@blueprint.post("/versions/<int:version_id>/return")
@writes(ARCHIVE_KEEP)
def bring_back(version_id: int) -> Response:
    """Note that the printed journal is back."""
    session = current_session()
    take_back(session, actor=current_actor(), version_id=version_id)
    flash(gettext("The journal is back on its shelf."), "success")
    return go_back(session.get_one(ArchiveVersion, version_id))


def go_back(version: ArchiveVersion) -> Response:
    """Back to the class's line of the register."""
    school_class = current_session().get_one(SchoolClass, version.class_id)
    address = url_for(
        "year_end.show_register", year_id=school_class.year_id, _anchor=f"class-{school_class.id}"
    )
    return redirect(address)
