"""Which deputy watches which teachers and classes (R-WEEKLY)."""
