"""The settings of the school year, and the windows of final marks."""

from journal.blueprints.setup.views import blueprint

__all__ = ["blueprint"]
