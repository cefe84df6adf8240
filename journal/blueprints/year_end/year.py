"""A year's end on one page: the register, what keeps the year open, closing, and the next year."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from journal.blueprints.year_end import blueprint
from journal.database import current_session
from journal.errors import NotFound
from journal.permissions.actions import (
    ARCHIVE_CERTIFY,
    ARCHIVE_KEEP,
    ARCHIVE_REGISTER,
    YEAR_CLOSE,
    YEAR_PROMOTE,
)
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.policy import is_permitted
from journal.school import find_year, get_year, list_years, school_today
from journal.sealing.closing import close_year, list_closings, list_uncertified, reopen_year
from journal.sealing.promotion import find_next_year, preview_promotion, promote_school
from journal.sealing.queries import list_register


@blueprint.get("/register")
@reads(ARCHIVE_REGISTER)
def show_present_register() -> Response:
    """The register of the year of today."""
    session = current_session()
    year = find_year(session, school_today(session))
    if year is None:
        raise NotFound()
    return redirect(url_for("year_end.show_register", year_id=year.id))


@blueprint.get("/years/<int:year_id>")
@reads(ARCHIVE_REGISTER)
def show_register(year_id: int) -> str:
    """The register of a year, its closing, and where its pupils go."""
    session, actor = current_session(), current_actor()
    year = get_year(session, year_id)
    closings = list_closings(session, year_id)
    return render_template(
        "year_end/register.html",
        year=year,
        years=list_years(session),
        lines=list_register(session, year),
        closings=closings,
        is_closed=any(closing.reopened_at is None for closing, _name in closings),
        uncertified=list_uncertified(session, year_id),
        plan=preview_promotion(session, year_id),
        following=find_next_year(session, year),
        may_certify=is_permitted(actor, ARCHIVE_CERTIFY),
        may_keep=is_permitted(actor, ARCHIVE_KEEP),
        may_close=is_permitted(actor, YEAR_CLOSE),
        may_promote=is_permitted(actor, YEAR_PROMOTE),
    )


@blueprint.post("/years/<int:year_id>/close")
@writes(YEAR_CLOSE)
def close(year_id: int) -> Response:
    """The director closes the year."""
    close_year(current_session(), actor=current_actor(), year_id=year_id)
    flash(gettext("The year is closed: it can only be read now."), "success")
    return go_back(year_id, "closing")


@blueprint.post("/years/<int:year_id>/reopen")
@writes(YEAR_CLOSE)
def reopen(year_id: int) -> Response:
    """The director takes the closing back with a reason."""
    reason = request.form.get("reason", "")
    reopen_year(current_session(), actor=current_actor(), year_id=year_id, reason=reason)
    flash(gettext("The closing of the year was taken back. The reason is kept."), "success")
    return go_back(year_id, "closing")


@blueprint.post("/years/<int:year_id>/promote")
@writes(YEAR_PROMOTE)
def promote(year_id: int) -> Response:
    """Open the next year with its classes."""
    made = promote_school(current_session(), actor=current_actor(), year_id=year_id)
    if made.pupils == 0:
        flash(
            gettext("The year %(year)s is set up, and nobody was missing there.", year=made.year.title),
            "success",
        )
        return go_back(year_id, "next")
    flash(
        ngettext(
            "The year %(year)s is set up; %(num)s pupil was enrolled now.",
            "The year %(year)s is set up; %(num)s pupils were enrolled now.",
            made.pupils,
            year=made.year.title,
        ),
        "success",
    )
    return go_back(year_id, "next")


def go_back(year_id: int, anchor: str) -> Response:
    """Back to the year's page."""
    return redirect(url_for("year_end.show_register", year_id=year_id, _anchor=anchor))
