"""Try every fault, or those whose names have all the words given; print who notices.

``python -m tests.faults [WORD …]``
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.faults.cases import write_cases
from tests.faults.faults import FAULTS
from tests.faults.trial import WITNESSES, copy_of_the_tree, row_of, seeded, who_notices


def main(words: list[str]) -> int:
    """Run the trials; give 1 if a fault goes unnoticed, or something is noticed without one."""
    chosen = [one for one in FAULTS if all(word in one.name for word in words)]
    survivors = []
    with tempfile.TemporaryDirectory(prefix="headrace-faults-") as folder:
        tree, cases = Path(folder), Path(folder) / "cases.json"
        copy_of_the_tree(tree)
        write_cases(cases)
        if without := who_notices(tree, cases):
            print("noticed without any fault:", dict(without))
            return 1
        print("| fault |", " | ".join(WITNESSES), "|")
        print("|---" * (len(WITNESSES) + 1) + "|", flush=True)
        for fault in chosen:
            with seeded(tree, fault):
                caught = who_notices(tree, cases)
            print(row_of(fault.name, caught), flush=True)
            print(f"    {dict(caught)}", file=sys.stderr, flush=True)
            survivors += [] if caught else [fault.name]
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} noticed", *survivors, sep="\n")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
