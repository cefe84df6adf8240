"""`make torture`: the server is killed 25 times under load on each engine, PostgreSQL itself as often."""

import argparse
import sys
import tempfile

from tests.engines import make_schema
from tests.torture.blows import kill_postgresql, kill_server, make_database, served_postgresql
from tests.torture.rounds import Figures

KILLS = 25
LONGEST_RECOVERY = 5.0


def main() -> int:
    """Torture and print the figures; the exit status is 1 where coming back took too long."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    kills: int = parser.parse_args().kills
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/journal.db"
        make_schema(url)
        holds = [tell("SQLite, the server killed", kill_server(url, kills))]
    with served_postgresql() as postgresql:
        one, two = make_database(postgresql, "one"), make_database(postgresql, "two")
        holds.append(tell("PostgreSQL, the server killed", kill_server(one, kills)))
        holds.append(tell("PostgreSQL itself killed", kill_postgresql(postgresql, two, kills)))
    return 0 if all(holds) else 1


def tell(what: str, figures: Figures) -> bool:
    """Print the figures; whether the way back was quick enough every time."""
    print(f"{what}: {figures.describe()}", flush=True)
    return max(figures.recoveries) < LONGEST_RECOVERY


if __name__ == "__main__":
    sys.exit(main())
