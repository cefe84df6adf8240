"""The settings of the school year, and the windows of final marks."""

from journal.blueprints.setup import sentences  # noqa: F401 - it says what is refused here
from journal.blueprints.setup.views import blueprint

__all__ = ["blueprint"]
