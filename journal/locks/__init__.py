"""When a cell may still be changed, and what was closed or granted."""
