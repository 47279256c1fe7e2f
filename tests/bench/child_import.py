"""Imports a file in a process of its own, and prints the most memory that it took, in MB."""

from __future__ import annotations

import sys

from sim.history import import_history
from tests.peak_memory import peak_megabytes


def main() -> None:
    """Import the file named."""
    import_history(sys.argv[1])
    print(peak_megabytes())


if __name__ == "__main__":
    main()
