"""«Что изменялось»: the history of a cell, of a final mark and of a lesson, and the search over all of it."""

from journal.blueprints.history import erasing, exports, search
from journal.blueprints.history.views import blueprint

__all__ = ["blueprint", "erasing", "exports", "search"]
