"""The list of the staff, one employee's page, and slips for employees."""

from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journal.accounts import queries, slips, staff
from journal.blueprints.accounts.slips import answer_choice, read_choice
from journal.blueprints.staff import blueprint
from journal.blueprints.staff.labels import name_roles
from journal.database import current_session
from journal.permissions import actions
from journal.permissions.guard import current_actor, reads, writes
from journal.permissions.policy import is_permitted


@blueprint.get("/staff")
@reads(actions.STAFF_VIEW)
def list_staff() -> str:
    """Show who works here, with roles and accounts."""
    return render_template(
        "staff/list.html",
        employees=queries.list_employees(current_session()),
        role_names=name_roles(),
        may_change=is_permitted(current_actor(), actions.ROLE_EDIT),
    )


@blueprint.get("/staff/<int:person_id>")
@reads(actions.ROLE_EDIT)
def show_employee(person_id: int) -> str:
    """Show one employee with the forms that change roles and end or resume the employment."""
    session = current_session()
    return render_template(
        "staff/employee.html",
        member=staff.get_member(session, person_id),
        roles=staff.list_roles(session, person_id),
        role_names=name_roles(),
        is_self=current_actor().person_id == person_id,
    )


@blueprint.post("/staff/<int:person_id>/roles")
@writes(actions.ROLE_EDIT)
def change_roles(person_id: int) -> Response:
    """Give an employee exactly the ticked roles."""
    roles = request.form.getlist("role")
    staff.set_roles(current_session(), actor=current_actor(), person_id=person_id, roles=roles)
    flash(gettext("The roles were saved. The employee has to sign in again."), "success")
    return redirect(url_for("staff.list_staff"))


@blueprint.post("/staff/<int:person_id>/dismiss")
@writes(actions.STAFF_DISMISS)
def dismiss(person_id: int) -> Response:
    """End an employment: every right and every session at once."""
    staff.dismiss_employee(current_session(), actor=current_actor(), person_id=person_id)
    flash(gettext("The employee was dismissed: rights and sign-ins ended at once."), "success")
    return redirect(url_for("staff.list_staff"))


@blueprint.post("/staff/<int:person_id>/return")
@writes(actions.STAFF_DISMISS)
def take_back(person_id: int) -> Response:
    """Undo a dismissal."""
    staff.return_employee(current_session(), actor=current_actor(), person_id=person_id)
    flash(gettext("The employee works here again, with the same roles."), "success")
    return redirect(url_for("staff.list_staff"))


@blueprint.post("/staff/slips")
@writes(actions.STAFF_SLIPS_PRINT)
def print_slips() -> str:
    """Print slips for employees; who uses the account already is asked about first."""
    session, actor, choice = current_session(), current_actor(), read_choice()
    chosen = slips.choose_in_staff(session, actor=actor, choice=choice)
    print_chosen = partial(slips.print_staff_slips, session, actor=actor, choice=choice)
    return answer_choice(choice, chosen, print_chosen, url_for("staff.list_staff"))
