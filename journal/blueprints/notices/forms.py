"""The forms of choices, of the address and of quiet hours."""

from collections.abc import Sequence
from datetime import time

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField, TimeField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from journal.i18n import _l
from journal.notices.addresses import LONGEST
from journal.notices.rules import KINDS, WAYS, Quiet
from journal.notices.sentences import name_kind, name_way


class ChoicesForm(FlaskForm):  # type: ignore[misc]
    """How each kind of thing that concerns the person comes, and the own quiet hours."""

    mark, absence, homework, final, exam, answer, closing, request, own, heads = (
        SelectField() for _ in KINDS
    )
    own_quiet = BooleanField(_l("My own quiet hours instead of the school's"))
    since = TimeField(_l("No letters from"), [Optional()])
    until = TimeField(_l("until"), [Optional()])

    def __init__(self, kinds: Sequence[str], **given: object) -> None:
        super().__init__(**given)
        self.kinds = kinds
        for kind in KINDS:
            if kind not in kinds:
                del self[kind]
                continue
            field = self[kind]
            field.label.text = name_kind(kind)
            field.choices = [(way, name_way(way)) for way in WAYS]

    def read_ways(self) -> dict[str, str]:
        """The chosen ways by kind."""
        return {kind: self[kind].data for kind in self.kinds}

    def validate_own_quiet(self, field: BooleanField) -> None:
        """Own quiet hours need both ends; nothing that was meant is left out silently."""
        if field.data and (self.since.data is None or self.until.data is None):
            raise ValidationError(gettext("Please choose both times, or the school's hours."))

    def read_quiet(self) -> Quiet | None:
        """The own quiet hours; None where the school's shall hold."""
        if not self.own_quiet.data or self.since.data is None or self.until.data is None:
            return None
        return Quiet(self.since.data, self.until.data)


class AddressForm(FlaskForm):  # type: ignore[misc]
    """Where letters shall go."""

    address = StringField(
        _l("E-mail address"), [InputRequired(_l("Please type an address.")), Length(max=LONGEST)]
    )


class QuietForm(FlaskForm):  # type: ignore[misc]
    """The school's quiet hours."""

    since = TimeField(_l("No letters from"), [InputRequired(_l("Please choose a time."))])
    until = TimeField(_l("until"), [InputRequired(_l("Please choose a time."))])

    def read_quiet(self) -> Quiet:
        """The hours that were typed."""
        return Quiet(self.since.data or time(), self.until.data or time())
