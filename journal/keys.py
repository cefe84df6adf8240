"""Keys as they come from outside: a number that no row can have is a missing thing, not an error of ours."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST_KEY = 2**63 - 1
MOST_DIGITS = len(str(LARGEST_KEY))


class KeyConverter(IntegerConverter):
    """`<int:…>` of our addresses: what both engines can compare with a key."""

    regex = rf"\d{{1,{MOST_DIGITS}}}"

    def __init__(self, url_map: Map, *args: Any, **kwargs: Any) -> None:
        """Bound the number by the largest key."""
        super().__init__(url_map, *args, **{"max": LARGEST_KEY, **kwargs})


def register_keys(app: Flask) -> None:
    """Make every `<int:…>` a key; called before the routes are added."""
    app.url_map.converters["int"] = KeyConverter


def is_key(value: object) -> bool:
    """Tell whether a value of JSON can be a key."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_KEY
