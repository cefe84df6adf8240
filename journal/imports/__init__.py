"""A real school's spreadsheets: read safely, matched by meaning, asked about, written in one transaction."""
