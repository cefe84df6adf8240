"""What the forms around extracts send, as the services want it."""

from datetime import date

from flask import current_app, request

from journal.errors import BadRequest
from journal.extracts.rules import Span
from journal.extracts.services import Identity, Wish
from journal.request_values import read_date, read_key

REPRESENTATIVE = "representative"
ONCE = "once"


def read_wish() -> Wish:
    """What an application asks for; raises `BadRequest` for a day that is none."""
    form, delivery = request.form, request.form.get("delivery", "")
    return Wish(
        applicant=form.get("applicant", ""),
        span=read_span(),
        delivery=delivery,
        address=form.get("email" if delivery == "email" else "address", ""),
        protection=form.get("protection", ""),
        phone=form.get("phone", ""),
        authority=form.get("authority", ""),
    )


def read_span() -> Span:
    """The days asked for; the last one counts only where extracts are wanted once."""
    first = read_day("starts_on")
    return Span(first, read_day("ends_on") if request.form.get("rhythm") == ONCE else None)


def read_day(name: str) -> date:
    """A day that must be there; raises `BadRequest`."""
    day = read_date(request.form.get(name, ""))
    if day is None:
        raise BadRequest()
    return day


def read_applicant() -> int | None:
    """The parent who applies; None for a representative, and for a parent at the own screen."""
    chosen = request.form.get("applicant_id", "")
    return None if chosen in ("", REPRESENTATIVE) else read_key(chosen)


def read_identity() -> Identity:
    """The document that was shown."""
    return Identity(request.form.get("identity_kind", ""), request.form.get("identity_ending", ""))


def public_url() -> str:
    """The journal's address as people open it from outside; empty where the school has set none."""
    return str(current_app.extensions["settings"].public_url)
