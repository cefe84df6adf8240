"""Whether the server is well: a line for monitors, a page for the administrator and the director."""

from journal.blueprints.health.views import blueprint

__all__ = ["blueprint"]
