"""Examinations and interim attestation, each with a window of its own (R-GIA, R-FINALWINDOW)."""
