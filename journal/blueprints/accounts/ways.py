"""Where a form leads back to: paths of this server only."""

from urllib.parse import urlsplit

from flask import request, url_for

from journal.accounts.rules import is_local_path


def find_way_on(wanted: str | None) -> str:
    """The wanted page, where it is one of ours, else the first page."""
    return wanted if wanted and is_local_path(wanted) else url_for("home")


def find_way_back() -> str:
    """The page that the form was on."""
    came_from = urlsplit(request.referrer or "")
    if came_from.netloc != request.host:
        return url_for("home")
    return find_way_on(came_from.path + (f"?{came_from.query}" if came_from.query else ""))
