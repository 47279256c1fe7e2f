"""``python -m tests.fuzz --minutes 10``: random, hypothesis, guided by coverage (atheris); so long each."""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.fuzz.guided import write_corpus
from tests.fuzz.loop import fuzz

MEMORY = 1_500
"""Megabytes that a guided process may take."""
PROPERTIES = ("tests/fuzz/test_fuzz.py", "tests/history/test_fuzz.py", "tests/history/test_fuzz_logs.py")
"""Modules of property tests that feed the readers; those called ``any``."""
RUNS = 25_000
"""Files that one guided process imports.

Tracing comparisons, atheris 3 loses some 30 kB a file: the same files without it, again and again, take no
more memory than once. So a process is followed by a fresh one, on the same corpus, before it meets the limit.
"""


class Slice(NamedTuple):
    """What a guided process did.

    Attributes:
        status: Its exit status; other than 0 where something was found.
        files: How many files it imported.
        memory: The most megabytes it took.
        slowest: Seconds of the slowest file.
        told: The end of what it printed.
    """

    status: int
    files: int
    memory: int
    slowest: int
    told: str


def main() -> int:
    """Fuzz, and say what was found; the exit status is 1 if something was."""
    asked = argparse.ArgumentParser(prog="tests.fuzz")
    asked.add_argument("--minutes", type=float, default=10.0, help="of each way")
    asked.add_argument("--way", choices=("random", "hypothesis", "guided", "all"), default="all")
    asked.add_argument("--from", dest="first", type=int, default=0, help="number of the first file at random")
    told = asked.parse_args()
    seconds = told.minutes * 60
    ways: dict[str, Callable[[], bool]] = {
        "random": lambda: _random(seconds, told.first),
        "hypothesis": lambda: _hypothesis(seconds),
        "guided": lambda: _guided(seconds),
    }
    found = [way() for name, way in ways.items() if told.way in (name, "all")]
    return int(any(found))


def _random(seconds: float, first: int) -> bool:
    found = fuzz(seconds, first)
    print(
        f"at random: {found.files:,} files, {found.histories:,} of them histories, {found.faults:,} "
        f"different faults said; slowest {found.slowest:.1f} s; failures: {len(found.failures)}"
    )
    for number, what in found.failures.items():
        print(f"  --from {number}: {what}")
    return bool(found.failures)


def _hypothesis(seconds: float) -> bool:
    """Run the property tests of the readers again and again, with chance of their own and many examples."""
    end = time.monotonic() + seconds
    rounds, passed, invalid = 0, 0, 0
    while (left := end - time.monotonic()) > 0:
        done = _property_tests(left)
        if done is None:
            break
        rounds += 1
        found = re.findall(r"(\d+) passing, (\d+) failing, and (\d+) invalid", done.stdout)
        passed += sum(int(one[0]) for one in found)
        invalid += sum(int(one[2]) for one in found)
        if done.returncode:
            print(done.stdout[max(0, done.stdout.find("= FAILURES")) :][:6_000])
            print(f"by hypothesis: round {rounds} failed")
            return True
    print(
        f"by hypothesis: {passed:,} examples passed, {invalid:,} passed over, in {rounds} whole rounds; "
        "failures: 0"
    )
    return False


def _property_tests(seconds: float) -> subprocess.CompletedProcess[str] | None:
    """Run the property tests once; None where the time is over before they are."""
    try:
        return subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                *PROPERTIES,
                "-k",
                "any",
                "-q",
                "-n0",
                "--hypothesis-show-statistics",
            ],
            env=os.environ | {"HYPOTHESIS_PROFILE": "fuzz"},
            capture_output=True,
            text=True,
            check=False,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        return None


def _guided(seconds: float) -> bool:
    if importlib.util.find_spec("atheris") is None:
        print("not guided by coverage: atheris is not installed (pip install 'headrace[fuzz]')")
        return False
    done = guided_slices(seconds)
    last = done[-1]
    print(
        f"guided by coverage: {sum(one.files for one in done):,} files in {len(done)} processes; at most "
        f"{max(one.memory for one in done):,} MB each; slowest {max(one.slowest for one in done)} s; "
        f"exit status {last.status}"
    )
    print(last.told if last.status else "", end="")
    return last.status != 0


def guided_slices(seconds: float, runs: int = RUNS) -> list[Slice]:
    """Fuzz guided by coverage, one process after the other, until the time is over or one finds something."""
    end = time.monotonic() + seconds
    done: list[Slice] = []
    with tempfile.TemporaryDirectory() as name:
        corpus = Path(name)
        write_corpus(corpus)
        while (left := int(end - time.monotonic())) > 0:
            done.append(_slice(corpus, left, runs))
            if done[-1].status:
                break
    return done


def _slice(corpus: Path, seconds: int, runs: int) -> Slice:
    options = {
        "max_total_time": seconds,
        "runs": runs,
        "max_len": 20_000,
        "timeout": 20,
        "rss_limit_mb": MEMORY,
        "print_final_stats": 1,
        "artifact_prefix": f"{tempfile.gettempdir()}/fuzz-",
    }
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.fuzz.guided",
            corpus,
            *(f"-{name}={value}" for name, value in options.items()),
        ],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    lines = done.stderr.splitlines()
    stats = dict(line[6:].split(":", 1) for line in lines if line.startswith("stat::"))
    files, memory, slowest = (
        int(stats.get(name, "0"))
        for name in ("number_of_executed_units", "peak_rss_mb", "slowest_unit_time_sec")
    )
    return Slice(done.returncode, files, memory, slowest, "\n".join([*lines[-25:], ""]))


if __name__ == "__main__":
    sys.exit(main())
