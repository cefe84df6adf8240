"""Who may do what: one readable table (`policy.py`), asked in one place."""
