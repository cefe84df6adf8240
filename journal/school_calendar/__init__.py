"""Years, periods, holidays, bells."""
