"""The upload form, and the answers that a page of questions sends."""

import json
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import ValidationError

from journal.attachments.store import Upload
from journal.error_messages import explain
from journal.imports.errors import NothingToImport, WorkbookRefused
from journal.imports.workbook import check_archive


class UploadForm(FlaskForm):  # type: ignore[misc]
    """One or several spreadsheets."""

    files = MultipleFileField(_l("Spreadsheets (.xlsx)"))

    def validate_files(self, field: MultipleFileField) -> None:
        """Refuse files that no spreadsheet program would open, naming each."""
        uploads = self.read_uploads()
        if not uploads:
            raise ValidationError(explain(NothingToImport()))
        troubles = []
        for upload in uploads:
            try:
                check_archive(upload.name, upload.content)
            except WorkbookRefused as refused:
                troubles.append(explain(refused))
        if troubles:
            raise ValidationError(" ".join(troubles))

    def read_uploads(self) -> list[Upload]:
        """Return the chosen files; a file input left empty sends one without a name."""
        return [
            _read(file) for file in self.files.data or () if isinstance(file, FileStorage) and file.filename
        ]


def _read(file: FileStorage) -> Upload:
    file.stream.seek(0)
    return Upload((file.filename or "")[:200], file.stream.read())


def name_field(*parts: str | int) -> str:
    """Return the name of a question's field: its path as JSON, for keys may hold any character."""
    return json.dumps(parts, ensure_ascii=False)


def read_answers(fields: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return the answers that a page of questions sent: by the question's key, as `questions.py` has them."""
    answers: dict[str, Any] = {}
    for name, value in fields:
        path = _path(name)
        if path is None:
            continue
        key, *rest = path
        if not rest:
            answers[key] = value
        elif isinstance(answers.setdefault(key, {}), dict):
            _put(answers[key], rest, value)
    return {key: _compact(answer) for key, answer in answers.items() if answer != ""}


def _path(name: str) -> list[str] | None:
    try:
        path = json.loads(name)
    except ValueError:
        return None
    is_path = isinstance(path, list) and path and all(isinstance(part, str) for part in path)
    return path if is_path else None


def _put(answer: dict[str, Any], path: list[str], value: str) -> None:
    *folders, last = path
    place: Any = answer
    for part in folders:
        place = place.setdefault(part, {}) if isinstance(place, dict) else None
    if isinstance(place, dict):
        place[last] = value


def _compact(answer: Any) -> Any:
    """Turn the numbered rows of the calendar (periods, holidays) back into lists, in their order."""
    if not isinstance(answer, dict):
        return answer
    return {
        name: [value[number] for number in sorted(value, key=int)] if _is_numbered(value) else value
        for name, value in answer.items()
    }


def _is_numbered(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and all(number.isdigit() for number in value)
