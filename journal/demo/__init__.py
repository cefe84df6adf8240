"""The demo school: a village school of eleven years, the same for the same seed and date.

This is the only room that writes below the services, and only into an empty database.
"""
