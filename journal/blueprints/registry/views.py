"""The list of classes, a class's page, and its slips."""

from functools import partial

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from journal.accounts import queries, slips
from journal.blueprints.accounts.slips import answer_choice, read_choice
from journal.blueprints.registry import blueprint
from journal.database import current_session
from journal.models import SchoolClass
from journal.permissions import actions
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.policy import is_permitted
from journal.permissions.targets import class_target
from journal.request_values import find_key
from journal.school import choose_day, find_year, list_years


@blueprint.get("/classes")
@reads(actions.CLASS_LIST)
def list_classes() -> str | Response:
    """Show the classes of this year or a past one; a tutor sees the own ones, and a single one at once."""
    session, actor = current_session(), current_actor()
    sees_all = is_permitted(actor, actions.REGISTRY_VIEW)
    day = choose_day(session, find_key(request.args.get("year", "")))
    classes = queries.list_classes(session, day, tutor_id=None if sees_all else actor.person_id)
    if len(classes) == 1 and not sees_all:
        return redirect(url_for("registry.show_class", class_id=classes[0].school_class.id))
    return render_template(
        "registry/classes.html",
        classes=classes,
        sees_all=sees_all,
        year=find_year(session, day),
        years=list_years(session) if sees_all else [],
    )


@blueprint.get("/classes/<int:class_id>")
@reads(actions.CLASS_VIEW, class_target, "class_id")
def show_class(class_id: int) -> str:
    """Show the pupils of a class with their parents, accounts and last visits (R-ACTIVITY)."""
    session = current_session()
    target = class_target(session, class_id)
    return render_template(
        "registry/class.html",
        school_class=session.get_one(SchoolClass, class_id),
        families=queries.list_families(session, class_id),
        may_print=is_permitted(current_actor(), actions.SLIPS_PRINT, target),
        sees_finals=is_permitted(current_actor(), actions.FINALS_VIEW, target),
        sees_archive=is_permitted(current_actor(), actions.ARCHIVE_VIEW, target),
        may_read=is_permitted(current_actor(), actions.DIARY_VIEW, target),
    )


@blueprint.post("/classes/<int:class_id>/slips")
@writes(actions.SLIPS_PRINT)
def print_slips(class_id: int) -> str:
    """Print slips for people of the own class; who uses the account already is asked about first."""
    session, actor, choice = current_session(), current_actor(), read_choice()
    chosen = slips.choose_in_class(session, actor=actor, class_id=class_id, choice=choice)
    print_chosen = partial(slips.print_class_slips, session, actor=actor, class_id=class_id, choice=choice)
    return answer_choice(choice, chosen, print_chosen, url_for("registry.show_class", class_id=class_id))
