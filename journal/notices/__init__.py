"""Telling people what has changed: on a page, and by letters (R-INFORM)."""
