"""One craft in a process of its own: takes pickled arguments, gives its pickled work back (`workshop.py`)."""

import pickle
import sys

from journal.paper.workshop import CRAFTS


def main() -> None:
    """Do the craft that the command line names."""
    arguments = pickle.load(sys.stdin.buffer)
    pickle.dump(CRAFTS[sys.argv[1]](*arguments), sys.stdout.buffer)


if __name__ == "__main__":
    main()
