"""The sentences that the lesson screen's script shows; {braces} are filled in the browser."""

from flask_babel import gettext

from journal.blueprints.grades.texts import build_grid_texts


def build_lesson_texts() -> dict[str, str]:
    """Return the sentences of the grid and those of the topic and the homework."""
    return {
        **build_grid_texts(),
        "piece_saving": gettext("Saving…"),
        "piece_saved": gettext("Saved at {time}"),
        "piece_waiting": gettext("No connection. What you typed is kept here and will be saved later."),
        "piece_refused": gettext("Not saved. {message}"),
        "piece_kept": gettext("Left as it was"),
        "piece_typing": gettext("Not saved yet"),
        "file_sending": gettext("Sending the file…"),
        "file_saved": gettext("The file is attached"),
        "no_file": gettext("The file could not be sent. Check the connection and the size, and try again."),
        "file_removed": gettext("The file was taken off"),
        "remove_file": gettext("Take off {name}"),
    }
