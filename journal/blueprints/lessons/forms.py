"""The form of a column of marks."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_wtf import FlaskForm
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, SelectField, StringField, ValidationError

from journal.error_messages import explain
from journal.errors import BadWeight, JournalError
from journal.i18n import _l
from journal.lessons.columns import ColumnValue
from journal.lessons.rules import COLUMN_TITLE_LIMIT, LARGEST_WEIGHT, SMALLEST_WEIGHT, check_weight
from journal.models import LessonColumn, WorkType
from journal.texts.rules import check_line

COURSE = "course"


class ColumnForm(FlaskForm):  # type: ignore[misc]
    """Work type, weight and title of a column; `back` is «course» where it stands on the journal page."""

    work_type_id = SelectField(_l("Kind of work"), coerce=int)
    weight = StringField(_l("Weight"), render_kw={"inputmode": "decimal", "maxlength": 6})
    title = StringField(_l("Title"), render_kw={"maxlength": COLUMN_TITLE_LIMIT})
    reason = StringField(_l("Reason of the change"), render_kw={"maxlength": 200})
    back = HiddenField()

    def validate_weight(self, field: StringField) -> None:
        """Say beside the field what a weight may be."""
        self._check(lambda: self.value.weight and check_weight(self.value.weight))

    def validate_title(self, field: StringField) -> None:
        """Say beside the field what a title may be (R-RUSSIAN)."""
        self._check(lambda: check_line(field.data or "", COLUMN_TITLE_LIMIT))

    @staticmethod
    def _check(rule: Callable[[], object]) -> None:
        try:
            rule()
        except JournalError as error:
            raise ValidationError(explain(error)) from None

    @property
    def value(self) -> ColumnValue:
        """What was filled in, as the services take it; raise `BadWeight` for what is no number."""
        return ColumnValue(
            self.work_type_id.data, parse_weight(self.weight.data or ""), self.title.data or ""
        )


def parse_weight(text: str) -> Decimal | None:
    """The number that was typed with a comma or a point, None for nothing; raise `BadWeight`."""
    if not text.strip():
        return None
    try:
        return Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise BadWeight(smallest=SMALLEST_WEIGHT, largest=LARGEST_WEIGHT) from None


def make_column_form(
    session: Session,
    year_id: int,
    column: LessonColumn | None = None,
    *,
    sent: MultiDict[str, str] | None = None,
) -> ColumnForm:
    """The form with the year's work types; for a column that is there, with what it is or was *sent*."""
    given: dict[str, Any] = {}
    if column is not None:
        weight = f"{column.weight.normalize():f}"
        given = {"work_type_id": column.work_type_id, "weight": weight, "title": column.title}
    form = ColumnForm(formdata=sent, data=given, prefix="" if column is None else f"column{column.id}-")
    form.work_type_id.choices = [(kind.id, kind.name) for kind in list_work_types(session, year_id)]
    return form


def list_work_types(session: Session, year_id: int) -> list[WorkType]:
    """The work types of a year, in their order."""
    query = select(WorkType).where(WorkType.year_id == year_id).order_by(WorkType.position)
    return list(session.scalars(query))


def list_columns(session: Session, lesson_id: int) -> list[LessonColumn]:
    """The columns of a lesson, in their order."""
    query = select(LessonColumn).where(LessonColumn.lesson_id == lesson_id).order_by(LessonColumn.position)
    return list(session.scalars(query))
