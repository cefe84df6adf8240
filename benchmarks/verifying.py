"""`python -m benchmarks.verifying URL`: verifies a history in its own process and prints what that took."""

import json
import resource
import sys
import time

from journal.amendments.verify import verify_history
from journal.database import Database

KILOBYTE = 1024


def main(url: str) -> None:
    """Print the links, the troubles, the seconds and the most memory in megabytes, as JSON."""
    database = Database(url)
    begun = time.perf_counter()
    with database.reading() as session:
        report = verify_history(session)
    seconds = time.perf_counter() - begun
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTE
    database.dispose()
    print(json.dumps([report.links, len(report.troubles), seconds, megabytes]))


if __name__ == "__main__":
    main(sys.argv[1])
