"""Servers that are killed while people write: nothing acknowledged may be lost (`make torture`)."""
