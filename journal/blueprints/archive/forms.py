"""Reading the archive's forms."""

from flask import request
from flask_wtf import FlaskForm
from wtforms import DateField
from wtforms.validators import InputRequired

from journal.archive.decisions import DecisionValue, OrderValue
from journal.i18n import _l
from journal.request_values import read_date, read_key
from journal.sheets.records import Stay

REQUIRED = InputRequired(_l("Please fill this in."))


class IntervalForm(FlaskForm):  # type: ignore[misc]
    """The days that the papers cover."""

    starts_on = DateField(_l("From"), [REQUIRED])
    ends_on = DateField(_l("To"), [REQUIRED])

    def value(self) -> Stay:
        """The days as the services take them."""
        assert self.starts_on.data
        return Stay(self.starts_on.data, self.ends_on.data)


def read_interval() -> Stay | None:
    """The days that the address names, or None."""
    starts_on, ends_on = (read_date(request.args.get(name, "")) for name in ("from", "to"))
    return Stay(starts_on, ends_on) if starts_on and ends_on else None


def read_decisions() -> list[DecisionValue]:
    """The decisions of the posted sheet; the common number and date fill what a row leaves empty."""
    form = request.form
    number, dated_on = form.get("number", ""), read_date(form.get("dated_on", ""))
    values = []
    for key in form.getlist("pupil"):
        kind = form.get(f"kind-{key}", "")
        values.append(
            DecisionValue(
                pupil_id=read_key(key),
                kind=kind,
                number=form.get(f"number-{key}", "").strip() or (number if kind else ""),
                dated_on=read_date(form.get(f"dated_on-{key}", "")) or (dated_on if kind else None),
            )
        )
    return values


def read_orders() -> list[OrderValue]:
    """The orders of the posted sheet."""
    form = request.form
    values = []
    for key in form.getlist("order"):
        enrolment, _dash, direction = key.partition("-")
        values.append(
            OrderValue(
                enrolment_id=read_key(enrolment),
                direction=direction,
                number=form.get(f"number-{key}", ""),
                dated_on=read_date(form.get(f"dated_on-{key}", "")),
                place=form.get(f"place-{key}", ""),
            )
        )
    return values
