"""The year's archive: what goes into it, what is still missing, and making its papers."""
