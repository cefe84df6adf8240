"""A function in a process of its own: pickled with its arguments it comes, its work goes back."""

import pickle
import sys


def main() -> None:
    """Do what standard input asks for."""
    craft, arguments, named = pickle.load(sys.stdin.buffer)
    pickle.dump(craft(*arguments, **named), sys.stdout.buffer)


if __name__ == "__main__":
    main()
