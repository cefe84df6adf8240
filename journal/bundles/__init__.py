"""The sealed bundle of a class's year: papers, data, history in one file that proves itself (R-25YEARS)."""
