"""A school's whole record in one file, the same for both engines."""
