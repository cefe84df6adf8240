"""The end of a year: certified versions, the archive register, closed years (R-ARCHIVE, R-CLOSED)."""
