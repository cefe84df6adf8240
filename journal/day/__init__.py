"""A person's day: what is to be done now, computed from what is recorded and never stored."""
