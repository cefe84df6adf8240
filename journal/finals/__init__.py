"""Final marks: of a period and of the year (R-FINALCELL, R-FINALWINDOW, R-LOCK7)."""
