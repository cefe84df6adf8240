"""What comes, how and when, and to which address."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from journal.blueprints.notices import blueprint
from journal.blueprints.notices.forms import AddressForm, ChoicesForm
from journal.database import current_session
from journal.error_messages import explain
from journal.notices import addresses, choices
from journal.notices.errors import BadAddress, MailIsOff
from journal.notices.queries import find_address, find_own_quiet, get_school_quiet, list_readers
from journal.notices.rules import list_kinds
from journal.permissions.actions import ACCOUNT_OWN
from journal.permissions.guard import writes

UNPROCESSABLE = 422


@blueprint.route("/choices", methods=["GET", "POST"])
@writes(ACCOUNT_OWN)
def choose() -> Response | tuple[str, int]:
    """Choose how each kind of thing comes."""
    form = make_choices_form()
    if form.validate_on_submit():
        choices.save_choices(
            current_session(),
            person_id=current_user.actor.person_id,
            ways=form.read_ways(),
            quiet=form.read_quiet(),
        )
        flash(gettext("Your choices were saved."), "success")
        return redirect(url_for("notices.choose"))
    status = UNPROCESSABLE if request.method == "POST" else 200
    return show_choices(form, AddressForm(formdata=None)), status


@blueprint.post("/address")
@writes(ACCOUNT_OWN)
def set_address() -> Response | tuple[str, int]:
    """Take an address and send a letter with a link to it."""
    if not is_mail_on():
        raise MailIsOff()
    form = AddressForm()
    if form.validate_on_submit() and accept_address(form):
        flash(gettext("A letter is on its way. Open the link in it within two days."), "success")
        return redirect(url_for("notices.choose"))
    return show_choices(make_choices_form(is_sent=False), form), UNPROCESSABLE


@blueprint.post("/address/forget")
@writes(ACCOUNT_OWN)
def forget_address() -> Response:
    """Send nothing more to the address, and forget it."""
    addresses.forget_address(current_session(), person_id=current_user.actor.person_id)
    flash(gettext("No more letters will come. What is new stands on the page «Notices»."), "success")
    return redirect(url_for("notices.choose"))


def accept_address(form: AddressForm) -> bool:
    """Whether the typed address is one; if it isn't, the field says so."""
    try:
        addresses.check_address(form.address.data or "")
    except BadAddress as error:
        form.address.errors = [explain(error)]
        return False
    addresses.request_address(
        current_session(), person_id=current_user.actor.person_id, address=form.address.data or ""
    )
    return True


def make_choices_form(*, is_sent: bool = True) -> ChoicesForm:
    """The form with what holds for the person now, or with what was sent."""
    session, person_id = current_session(), current_user.actor.person_id
    own = find_own_quiet(session, person_id)
    quiet = own or get_school_quiet(session)
    reader = list_readers(session, [person_id])[person_id]
    kinds = list_kinds(current_user.actor.roles)
    values = {**reader.ways, "own_quiet": own is not None, "since": quiet.since, "until": quiet.until}
    return ChoicesForm(kinds, data=values) if is_sent else ChoicesForm(kinds, formdata=None, data=values)


def show_choices(form: ChoicesForm, address_form: AddressForm) -> str:
    """The page of choices."""
    session = current_session()
    return render_template(
        "notices/choices.html",
        form=form,
        address_form=address_form,
        address=find_address(session, current_user.actor.person_id),
        school_quiet=get_school_quiet(session),
        is_mail_on=is_mail_on(),
    )


def is_mail_on() -> bool:
    """Whether this server sends letters."""
    return bool(current_app.extensions["settings"].mail_host)
