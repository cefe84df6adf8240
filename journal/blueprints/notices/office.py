"""The school's side: quiet hours, the letters that wait, and those that could not be sent."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from journal.blueprints.notices import blueprint
from journal.blueprints.notices.choices import is_mail_on
from journal.blueprints.notices.forms import QuietForm
from journal.database import current_session
from journal.notices import choices, outbox
from journal.notices.queries import get_school_quiet
from journal.permissions.actions import NOTICES_RUN
from journal.permissions.guard import current_actor, writes
from journal.permissions.policy import permit


@blueprint.route("/office", methods=["GET", "POST"])
@writes(NOTICES_RUN)
def run_office() -> Response | tuple[str, int]:
    """Show the letters, and set the school's quiet hours."""
    session, actor = current_session(), current_actor()
    permit(actor, NOTICES_RUN)
    quiet = get_school_quiet(session)
    form = QuietForm(data={"since": quiet.since, "until": quiet.until})
    if form.validate_on_submit():
        choices.save_school_quiet(session, actor=actor, quiet=form.read_quiet())
        flash(gettext("The quiet hours were saved."), "success")
        return redirect(url_for("notices.run_office"))
    page = render_template(
        "notices/office.html",
        form=form,
        is_mail_on=is_mail_on(),
        settings=current_app.extensions["settings"],
        box=outbox.get_box_state(session),
        letters=outbox.list_troubled(session),
        name_trouble=name_trouble,
    )
    return page, 422 if request.method == "POST" else 200


@blueprint.post("/office/resend")
@writes(NOTICES_RUN)
def resend() -> Response:
    """Try the letters that were given up once more."""
    count = outbox.resend_failed(current_session(), actor=current_actor())
    flash(
        ngettext("%(num)s letter will be tried again.", "%(num)s letters will be tried again.", count),
        "success",
    )
    return redirect(url_for("notices.run_office"))


def name_trouble(trouble: str) -> str:
    """What went wrong with a letter, in words."""
    kind, _, code = trouble.partition(" ")
    return {
        "unreachable": gettext("the mail server doesn't answer"),
        "login": gettext("the mail server refuses the login or the password"),
        "encryption": gettext("no protected connection to the mail server could be made"),
        "refused": gettext("the mail server refused the letter (answer %(code)s)", code=code),
    }.get(kind, trouble)
