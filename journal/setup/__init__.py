"""The settings of an academic year: periods, holidays, bells, kinds of work, limits (R-SETUP)."""
