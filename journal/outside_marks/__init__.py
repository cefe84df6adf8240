"""Marks that another organisation gave: a newcomer's, and those of long treatment (R-NEWCOMER)."""
