"""Ready rows for tests: single ones (`people`, `teaching`) and a whole small school (`village`)."""
