"""The sentences that the journal page's script shows; {braces} are filled in the browser."""

from functools import cache

from flask_babel import get_locale, gettext


def build_grid_texts() -> dict[str, str]:
    """Return every sentence of the script by its name there, in the page's language."""
    return _build_texts(str(get_locale()))


@cache
def _build_texts(_language: str) -> dict[str, str]:
    """Translate once a language: the sentences never change while the program runs."""
    return {
        "saving": gettext("Saving…"),
        "saved": gettext("Saved"),
        "waiting": gettext("No connection with the journal. Entries that wait: {count}"),
        "refused": gettext("Not saved"),
        "kept": gettext("Left as it was"),
        "signed_out": gettext("You have been signed out. What you typed is kept in this browser."),
        "sign_in": gettext("Sign in again"),
        "nothing": gettext("empty"),
        "nothing_to_undo": gettext("There is nothing to take back"),
        "wrong_symbol": gettext("«{symbol}» can't stand here. Possible: {allowed}"),
        "closed": gettext(
            "closed since {since}: the time for changes is over; the director can open it at a request"
        ),
        "ask": gettext("Ask for a change"),
        "opens": gettext("opens on {on}"),
        "off_roster": gettext("the pupil was not in the group on that day"),
        "read_only": gettext("you can read this cell but not change it"),
        "understood": gettext("Understood"),
        "loading": gettext("Loading…"),
        "no_page": gettext("This could not be read. Check the connection and try again."),
    }
