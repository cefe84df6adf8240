"""From a posted choice of people to a page of slips; used by the class's page and by the staff's."""

from collections.abc import Callable, Sequence

from flask import render_template, request

from journal.accounts.queries import AccountState
from journal.accounts.slips import Choice, Slip, list_in_use
from journal.errors import BadRequest
from journal.request_values import read_key

SCOPES = ("all", "missing", "people")


def read_choice() -> Choice:
    """Whose slips the form asks for; raises `BadRequest` for a form that isn't ours."""
    scope, ids = request.form.get("scope", ""), request.form.getlist("person")
    if scope not in SCOPES:
        raise BadRequest()
    return Choice(scope, frozenset(map(read_key, ids)) if scope == "people" else frozenset())


def answer_choice(
    choice: Choice, chosen: Sequence[AccountState], print_slips: Callable[[], Sequence[Slip]], back: str
) -> str:
    """Print, unless somebody uses the account already and nobody has said that it's meant."""
    in_use = list_in_use(chosen)
    if in_use and "confirmed" not in request.form:
        return render_template("accounts/confirm_slips.html", choice=choice, in_use=in_use, back=back)
    return render_template(
        "accounts/slips.html", slips=print_slips(), address=request.host_url.rstrip("/"), back=back
    )
