"""The lesson: its topic, its columns, its screen."""
