"""Write the next version of the schema from the difference between the tables and the models.

    .venv/bin/python scripts/revision.py "Add the unlock requests"

Read what it wrote before committing it: renames are seen as a removal and an addition.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

from journal.database import Database
from journal.database.engines import WRITING
from journal.database.migrations import make_config


def main(message: str) -> None:
    """Bring an empty database to the newest version, compare it with the models and write the difference."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'journal.sqlite'}")
        database.create_schema()
        with database.engine.execution_options(**{WRITING: True}).begin() as connection:
            config = make_config(connection)
            number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
            written = command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
        database.dispose()
    for tool in (("check", "--fix"), ("format",)):
        subprocess.run([sys.executable, "-m", "ruff", *tool, "--quiet", written.path], check=True)


if __name__ == "__main__":
    main(sys.argv[1])
