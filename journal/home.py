"""The first page: it leads everybody to the own day."""

from flask import Flask, redirect, render_template, url_for
from werkzeug.wrappers import Response

from journal.permissions.actions import ACCOUNT_OWN
from journal.permissions.guard import current_actor, reads


def register_home(app: Flask) -> None:
    """Give the app its first page, under the endpoint that every layout links to."""
    app.add_url_rule("/", "home", home)


@reads(ACCOUNT_OWN)
def home() -> Response | str:
    """Lead to the person's day; tell whoever has no role at all what to do."""
    if current_actor().roles:
        return redirect(url_for("day.show_day"))
    return render_template("accounts/nowhere.html")
