"""A class's final marks of a period: its tutor fills in what is missing, the heads read (R-TUTORFINAL)."""

from datetime import datetime
from typing import Any

from flask import jsonify, render_template, request, url_for
from werkzeug.wrappers import Response

from journal.blueprints.finals import blueprint
from journal.blueprints.finals.labels import LockView, build_lock_view, name_category
from journal.blueprints.grades.sheet import choose_period
from journal.blueprints.grades.texts import build_grid_texts
from journal.database import current_session
from journal.entries.symbols import FINALS
from journal.errors import NotFound
from journal.finals.class_finals import get_class_finals
from journal.finals.queries import list_class_windows, view_period
from journal.finals.services import FinalWrite, fill_final
from journal.locks.archives import find_class_archive
from journal.locks.rules import FinalCell, describe_final_lock
from journal.locks.services import make_attempt, make_limits
from journal.models import FinalWindow, Period, SchoolClass
from journal.permissions.actions import FINAL_FILL, FINALS_VIEW
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.policy import is_permitted
from journal.permissions.targets import class_target
from journal.request_values import read_dict, read_text
from journal.school import get_year, school_today
from journal.school_calendar.names import name_period

NOBODY = 0


@blueprint.get("/classes/<int:class_id>/finals")
@blueprint.get("/classes/<int:class_id>/finals/<int:period_id>")
@reads(FINALS_VIEW, class_target, "class_id")
def show_class(class_id: int, period_id: int | None = None) -> str:
    """The sheet of a class; without a period the present one."""
    page = build_class_page(class_id, period_id)
    return render_template("finals/class.html", **page, texts=build_grid_texts())


@blueprint.get("/classes/<int:class_id>/finals/<int:period_id>/print")
@reads(FINALS_VIEW, class_target, "class_id")
def print_class(class_id: int, period_id: int) -> str:
    """«Итоги успеваемости класса за учебный период» on landscape paper."""
    return render_template("finals/print.html", **build_class_page(class_id, period_id))


@blueprint.put("/classes/<int:class_id>/finals/<int:period_id>/<int:subject_id>/<int:pupil_id>")
@writes(FINAL_FILL)
def fill_cell(class_id: int, period_id: int, subject_id: int, pupil_id: int) -> Response:
    """Fill in one missing final mark as the tutor; answer what stands now."""
    body = read_dict(request.get_json())
    write = FinalWrite(
        pupil_id, read_text(body, "symbol"), read_text(body, "saw"), read_text(body, "reason", "")
    )
    symbol = fill_final(
        current_session(),
        actor=current_actor(),
        class_id=class_id,
        period_id=period_id,
        subject_id=subject_id,
        write=write,
    )
    return jsonify({"symbol": symbol})


def build_class_page(class_id: int, period_id: int | None) -> dict[str, Any]:
    """Everything that the sheet of a class shows, on the screen and on paper."""
    session, actor = current_session(), current_actor()
    school_class = session.get(SchoolClass, class_id)
    if school_class is None:
        raise NotFound()
    windows = list_class_windows(session, school_class)
    today = school_today(session)
    period = choose_period(windows, period_id, today)
    archived_at = find_class_archive(session, class_id)
    lock = describe_window(school_class, windows, period, archived_at)
    sheet = get_class_finals(session, school_class, period, today)
    is_tutor = is_permitted(actor, FINAL_FILL, class_target(session, class_id))
    return {
        "sheet": sheet,
        "school_class": school_class,
        "archived_at": archived_at,
        "period": period,
        "period_name": name_period(period.kind, period.number),
        "periods": list_links(class_id, windows, period),
        "lock": lock,
        "is_over": today > period.ends_on,
        "is_tutor": is_tutor,
        "can_edit": is_tutor and lock.is_open and today > period.ends_on,
        "account": actor.person_id,
        "today": today,
        "symbols": FINALS["fives"],
        "symbols_of": FINALS,
        "name_category": name_category,
    }


def describe_window(
    school_class: SchoolClass,
    windows: list[tuple[Period, FinalWindow | None]],
    period: Period,
    archived_at: datetime | None,
) -> LockView:
    """How the final marks of the period stand for the tutor."""
    session = current_session()
    window = next(window for one, window in windows if one.id == period.id)
    return build_lock_view(
        describe_final_lock(
            view_period(period, window, archived_at),
            cell=FinalCell(NOBODY, NOBODY, period.id),
            attempt=make_attempt(session, current_actor()),
            limits=make_limits(get_year(session, school_class.year_id)),
        )
    )


def list_links(
    class_id: int, windows: list[tuple[Period, FinalWindow | None]], shown: Period
) -> list[tuple[str, str, bool]]:
    """Links to the periods of the class."""
    return [
        (
            url_for("finals.show_class", class_id=class_id, period_id=one.id),
            name_period(one.kind, one.number),
            one.id == shown.id,
        )
        for one, _window in windows
    ]
