"""The electronic diary: what a family reads (R-DIARY)."""
