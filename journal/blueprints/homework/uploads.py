"""Files as they come with a request."""

from werkzeug.datastructures import FileStorage, ImmutableMultiDict

from journal.attachments.store import Upload


def read_uploads(files: ImmutableMultiDict[str, FileStorage]) -> tuple[Upload, ...]:
    """The files of the field «files»; an empty file field sends one without a name."""
    return tuple(Upload(file.filename, file.read()) for file in files.getlist("files") if file.filename)
