"""Making a real school in an empty database: its name, its time zone, its first administrator."""
