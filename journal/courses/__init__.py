"""Courses: the pages of the journal, their teachers and their rosters."""
