"""Paper extracts for parents: applications, the one working day, making, handing out (R-ASK … R-OWNER)."""
