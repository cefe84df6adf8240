"""Marks and attendance: the symbols, the cell and the sums."""
