"""Imports a file in a process of its own, and prints the most memory that it took, in MB."""

from __future__ import annotations

import resource
import sys

from sim.history import import_history


def main() -> None:
    """Import the file named."""
    import_history(sys.argv[1])
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main()
