"""Tables of settings as forms: a row a line. A line that is left empty, or emptied, is no row."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Generic, TypeVar

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    DecimalField,
    Field,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    StringField,
    TimeField,
    ValidationError,
)
from wtforms.validators import InputRequired, NumberRange, Optional

from journal.blueprints.setup.labels import explain_trouble, name_limit
from journal.error_messages import explain
from journal.errors import JournalError
from journal.i18n import _l
from journal.request_values import read_key
from journal.setup.rules import (
    LIMITS,
    THRESHOLDS,
    BellRow,
    HolidayRow,
    PeriodRow,
    Trouble,
    Troubles,
    WorkTypeRow,
)
from journal.texts.rules import check_line

Row = TypeVar("Row", PeriodRow, HolidayRow, BellRow, WorkTypeRow)
REQUIRED = InputRequired(_l("Please fill this in, or empty the whole line."))


class RussianLine:
    """Takes a line in Russian and leaves it clean in its field (R-RUSSIAN)."""

    def __init__(self, limit: int) -> None:
        """Take the most characters that the line may have."""
        self.limit = limit

    def __call__(self, _form: Form, field: Field) -> None:
        """Raise `ValidationError` with the refusal's sentence."""
        try:
            field.data = check_line(field.data or "", self.limit, is_required=True)
        except JournalError as refusal:
            raise ValidationError(explain(refusal)) from None


class LineForm(Form):
    """A line of a table; *kept* names the hidden fields that an empty line may still have."""

    kept = frozenset({"id"})

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """In the page's language; the token is the whole table's."""

        csrf = False

    def is_empty(self) -> bool:
        """Whether nobody typed anything into the line."""
        return not any(field.raw_data and field.raw_data[0].strip() for field in self.typed())

    def typed(self) -> list[Field]:
        """The fields that a person sees."""
        return [field for field in self if field.name.rpartition("-")[2] not in self.kept]

    def validate(self, extra_validators: Any = None) -> bool:
        """An empty line is fine: it is no row."""
        return self.is_empty() or bool(super().validate(extra_validators))


class PeriodLine(LineForm):
    """A period's days; the period itself stays."""

    id = HiddenField()
    kind = HiddenField()
    starts_on = DateField(_l("First day"), [REQUIRED])
    ends_on = DateField(_l("Last day"), [REQUIRED])
    kept = frozenset({"id", "kind"})

    def is_empty(self) -> bool:
        """A period can't be left out."""
        return False

    def row(self) -> PeriodRow:
        """The line as the services take it."""
        assert self.starts_on.data
        assert self.ends_on.data
        return PeriodRow(read_id(self.id) or 0, self.kind.data or "", self.starts_on.data, self.ends_on.data)


class HolidayLine(LineForm):
    """Days without lessons, for all classes or for one parallel."""

    id = HiddenField()
    name = StringField(_l("Name of the holidays"), [REQUIRED, RussianLine(100)])
    starts_on = DateField(_l("First day"), [REQUIRED])
    ends_on = DateField(_l("Last day"), [REQUIRED])
    parallel = IntegerField(_l("Year of study"), [Optional(), NumberRange(1, 11)])

    def row(self) -> HolidayRow:
        """The line as the services take it."""
        assert self.starts_on.data
        assert self.ends_on.data
        name = self.name.data or ""
        return HolidayRow(read_id(self.id), name, self.starts_on.data, self.ends_on.data, self.parallel.data)


class BellLine(LineForm):
    """The time of a lesson."""

    number = IntegerField(_l("Lesson"), [REQUIRED, NumberRange(0, 14)])
    starts_at = TimeField(_l("Begins"), [REQUIRED])
    ends_at = TimeField(_l("Ends"), [REQUIRED])

    def row(self) -> BellRow:
        """The line as the services take it."""
        assert self.number.data is not None
        assert self.starts_at.data
        assert self.ends_at.data
        return BellRow(self.number.data, self.starts_at.data, self.ends_at.data)


class WorkTypeLine(LineForm):
    """A kind of work with its weight."""

    id = HiddenField()
    name = StringField(_l("Kind of work"), [REQUIRED, RussianLine(100)])
    short_name = StringField(_l("In the sheet"), [REQUIRED, RussianLine(10)])
    weight = DecimalField(_l("Weight"), [REQUIRED], places=None, use_locale=False)

    def row(self) -> WorkTypeRow:
        """The line as the services take it."""
        name, short = self.name.data or "", self.short_name.data or ""
        return WorkTypeRow(read_id(self.id), name, short, Decimal(self.weight.data or 0))


class TableForm(FlaskForm, Generic[Row]):  # type: ignore[misc]
    """A table: its lines, and what the rules say of them."""

    lines: Any

    def list_filled(self) -> list[Any]:
        """The lines that somebody filled in."""
        return [line.form for line in self.lines if not line.form.is_empty()]

    def rows(self) -> list[Row]:
        """The filled lines as the services take them."""
        return [line.row() for line in self.list_filled()]

    def show(self, troubles: Troubles) -> None:
        """Write what the rules found to the lines that they mean."""
        filled = self.list_filled() or [line.form for line in self.lines]
        for index, trouble in troubles.items():
            first: Field = filled[index].typed()[0]
            first.errors = [*first.errors, explain_trouble(trouble)]


class PeriodsForm(TableForm[PeriodRow]):
    """The periods of a year."""

    lines = FieldList(FormField(PeriodLine))


class HolidaysForm(TableForm[HolidayRow]):
    """The holidays of a year."""

    lines = FieldList(FormField(HolidayLine), max_entries=60)


class BellsForm(TableForm[BellRow]):
    """The bells of a year."""

    lines = FieldList(FormField(BellLine), max_entries=30)


class WorkTypesForm(TableForm[WorkTypeRow]):
    """The kinds of work of a year."""

    lines = FieldList(FormField(WorkTypeLine), max_entries=60)


class ThresholdsForm(FlaskForm):  # type: ignore[misc]
    """From which mean on a mark is proposed."""

    mean_for_three = DecimalField(_l("«3» from a mean of"), [InputRequired(), NumberRange(1, 5)], places=2)
    mean_for_four = DecimalField(_l("«4» from a mean of"), [InputRequired(), NumberRange(1, 5)], places=2)
    mean_for_five = DecimalField(_l("«5» from a mean of"), [InputRequired(), NumberRange(1, 5)], places=2)

    def thresholds(self) -> dict[str, Decimal]:
        """The thresholds as the services take them, with two decimals."""
        return {name: self[name].data.quantize(Decimal("0.01")) for name in THRESHOLDS}

    def show(self, troubles: Mapping[str, Trouble]) -> None:
        """Write what the rules found beside the fields."""
        for name in troubles:
            self[name].errors = [gettext("It has to lie above the one before it and not above 5.")]


class LimitsForm(FlaskForm):  # type: ignore[misc]
    """The limits of a year, in days or in numbers."""

    lock_days, final_lock_days, ahead_days, warn_days, survey_lessons, min_marks, min_marks_weekly = (
        IntegerField(name_limit(name), [InputRequired(), NumberRange(*span)]) for name, span in LIMITS.items()
    )

    def limits(self) -> dict[str, int]:
        """The limits as the services take them."""
        return {name: int(self[name].data) for name in LIMITS}


def read_id(field: Field) -> int | None:
    """The key of a row that is there already, None for a new line; raises `BadRequest` for what is no key."""
    return read_key(field.data) if field.data else None
