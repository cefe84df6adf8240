"""«Что изменялось»: the history of a cell, of a final mark and of a lesson."""

from journal.blueprints.history.views import blueprint

__all__ = ["blueprint"]
