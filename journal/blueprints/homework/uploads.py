"""Files as they come with a request."""

from werkzeug.datastructures import FileStorage, ImmutableMultiDict

from journal.attachments.store import Upload


def read_uploads(files: ImmutableMultiDict[str, FileStorage]) -> tuple[Upload, ...]:
    """The files of the field «files»; an empty file field sends one without a name."""
    uploads = []
    for file in files.getlist("files"):
        if file.filename:
            uploads.append(Upload(file.filename, file.read()))
        file.close()  # a large one lies in a temporary file
    return tuple(uploads)
