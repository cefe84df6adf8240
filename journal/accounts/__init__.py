"""Sign-in: accounts, sessions, slips."""
