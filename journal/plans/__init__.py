"""Lesson plans (КТП) and the topics that they offer."""
