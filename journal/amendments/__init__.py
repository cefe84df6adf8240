"""The history of every change, and its proof (R-AMEND)."""
