"""Reports: plain tables of headings and rows, and what carries them out of the program."""
