"""JSON as scripts send it: what can't be read or kept is told from the start."""

from typing import Any

from flask import Flask
from flask.json.provider import DefaultJSONProvider


class BodyReader(DefaultJSONProvider):
    """Flask's JSON, which also refuses bodies nested too deeply and halves of characters."""

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """Return the value; raises `ValueError`, which Flask answers as a bad request."""
        try:
            value = super().loads(s, **kwargs)
            # A lone surrogate comes only as an escape, and neither engine nor digest takes it.
            if (rb"\ud" if isinstance(s, bytes) else r"\ud") in s.lower():  # type: ignore[operator]
                self.dumps(value, ensure_ascii=False).encode()
        except RecursionError:
            raise ValueError("nested too deeply") from None
        return value


def register_bodies(app: Flask) -> None:
    """Let the app read bodies in this way."""
    app.json = BodyReader(app)
