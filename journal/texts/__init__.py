"""What may be written in a text field."""
