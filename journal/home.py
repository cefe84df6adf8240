"""The first page: it leads everybody to where the day's work is."""

from flask import Flask, redirect, render_template, url_for
from werkzeug.wrappers import Response

from journal.navigation import list_ways
from journal.permissions.actions import ACCOUNT_OWN
from journal.permissions.guard import current_actor, reads


def register_home(app: Flask) -> None:
    """Give the app its first page, under the endpoint that every layout links to."""
    app.add_url_rule("/", "home", home)


# Where the day's work is, by role: the first that fits.
DESKS = (
    ("grades.list_courses", ("teacher", "deputy", "director")),
    ("diary.show_children", ("parent", "pupil")),
    ("imports.list_drafts", ("administrator",)),
)


@reads(ACCOUNT_OWN)
def home() -> Response | str:
    """Lead to where the person's work is; tell whoever has no way at all what to do."""
    actor = current_actor()
    desks = [endpoint for endpoint, roles in DESKS if actor.has_role(*roles)]
    ways = desks + [endpoint for endpoint, _label in list_ways()]
    return redirect(url_for(ways[0])) if ways else render_template("accounts/nowhere.html")
