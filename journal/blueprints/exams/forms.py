"""Forms of examinations."""

from collections.abc import Sequence

from flask_babel import gettext, pgettext
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import DateField, HiddenField, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length

from journal.attachments.store import Upload
from journal.blueprints.exams.labels import name_exam_kind
from journal.error_messages import explain
from journal.exams.rules import parse_score
from journal.exams.services import ExamValue, ResultWrite, ScoreWrite
from journal.i18n import _l
from journal.imports.errors import NothingToImport
from journal.models import EXAM_KINDS, Exam, ExamMark, SchoolClass

REQUIRED = InputRequired(_l("Please fill this in."))


class DaysForm(FlaskForm):  # type: ignore[misc]
    """The day of an examination and the window of its results."""

    held_on = DateField(_l("Day of the examination"), [REQUIRED])
    opens_on = DateField(_l("Results can be entered from"), [REQUIRED])
    closes_on = DateField(_l("and until"), [REQUIRED])


class ExamForm(DaysForm):
    """An examination of a class or of a parallel."""

    kind = SelectField(_l("Kind"))
    subject_id = SelectField(_l("Subject"), coerce=int)
    taker = SelectField(_l("Who takes it"))
    marking = SelectField(_l("Marks"))
    title = StringField(_l("Name, where it needs one"), [Length(max=200)])

    def offer(self, subjects: list[tuple[int, str]], classes: list[SchoolClass]) -> None:
        """Fill the choices."""
        self.kind.choices = [SelectChoice(kind, name_exam_kind(kind)) for kind in EXAM_KINDS]
        self.subject_id.choices = [SelectChoice(str(key), name) for key, name in subjects]
        self.marking.choices = [
            SelectChoice("fives", gettext("from 5 to 1")),
            SelectChoice("credit", gettext("passed or not passed")),
        ]
        parallels = sorted({one.parallel for one in classes})
        self.taker.choices = [
            *(SelectChoice(f"class-{one.id}", one.name) for one in classes),
            *(
                SelectChoice(f"parallel-{parallel}", gettext("all of year %(year)s", year=parallel))
                for parallel in parallels
            ),
        ]

    def value(self) -> ExamValue:
        """The examination as the service takes it."""
        what, _dash, number = self.taker.data.partition("-")
        assert self.held_on.data
        assert self.opens_on.data
        assert self.closes_on.data
        return ExamValue(
            subject_id=self.subject_id.data,
            class_id=int(number) if what == "class" else None,
            parallel=int(number) if what == "parallel" else None,
            kind=self.kind.data,
            marking=self.marking.data,
            title=" ".join((self.title.data or "").split()),
            held_on=self.held_on.data,
            opens_on=self.opens_on.data,
            closes_on=self.closes_on.data,
        )


def fill_days(form: DaysForm, exam: Exam) -> DaysForm:
    """Show the days that an examination has."""
    form.held_on.data, form.opens_on.data, form.closes_on.data = exam.held_on, exam.opens_on, exam.closes_on
    return form


class ResultsForm(FlaskForm):  # type: ignore[misc]
    """A spreadsheet of results."""

    file = FileField(_l("Spreadsheet with the results (.xlsx)"))

    def validate_file(self, field: FileField) -> None:
        """A file has to be chosen."""
        if not field.data or not field.data.filename:
            raise ValidationError(explain(NothingToImport()))

    def upload(self) -> Upload:
        """The chosen file."""
        self.file.data.stream.seek(0)
        return Upload(self.file.data.filename[:200], self.file.data.stream.read())


class ResultForm(FlaskForm):  # type: ignore[misc]
    """A pupil's result by hand; what the person saw travels along."""

    score = StringField(_l("Score"))
    mark = SelectField()
    reason = StringField(_l("Reason, where a result that stands is replaced"), [Length(max=200)])
    saw_score = HiddenField()
    saw_mark = HiddenField()

    def offer(self, symbols: Sequence[str]) -> None:
        """Fill the choices of the mark."""
        self.mark.label.text = pgettext("result", "Mark")
        self.mark.choices = [SelectChoice("", gettext("no mark")), *(SelectChoice(one) for one in symbols)]

    def show(self, now: ExamMark | None, *, is_new: bool) -> None:
        """Note what stands now; a form that nobody has typed into yet begins with it."""
        score = "" if now is None or now.score is None else str(now.score)
        mark = now.value if now else ""
        self.saw_score.data, self.saw_mark.data = score, mark
        if is_new:
            self.score.data, self.mark.data = score, mark

    def write(self, pupil_id: int) -> ResultWrite:
        """The result as the service takes it; raises `BadScore`."""
        return ResultWrite(
            pupil_id,
            self.mark.data,
            self.saw_mark.data or "",
            score=ScoreWrite(parse_score(self.score.data or ""), parse_score(self.saw_score.data or "")),
            reason=self.reason.data or "",
        )
