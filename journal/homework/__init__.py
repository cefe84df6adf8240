"""What lessons set for home."""
