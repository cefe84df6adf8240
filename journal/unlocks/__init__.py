"""Requests to change what is locked: asked, decided, opened by a grant, proved by the history (R-UNLOCK)."""
