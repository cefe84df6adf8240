"""The first page: it leads everybody to where the day's work is."""

from flask import Flask, redirect, render_template, url_for
from werkzeug.wrappers import Response

from journal.navigation import list_ways
from journal.permissions.actions import ACCOUNT_OWN
from journal.permissions.guard import reads


def register_home(app: Flask) -> None:
    """Give the app its first page, under the endpoint that every layout links to."""
    app.add_url_rule("/", "home", home)


@reads(ACCOUNT_OWN)
def home() -> Response | str:
    """Lead to the first of the person's ways; tell whoever has none what to do."""
    ways = list_ways()
    return redirect(url_for(ways[0][0])) if ways else render_template("accounts/nowhere.html")
