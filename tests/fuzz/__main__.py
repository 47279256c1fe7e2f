"""``python -m tests.fuzz --minutes 10``: guided by coverage where atheris is installed, else at random."""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.fuzz.guided import write_corpus
from tests.fuzz.loop import fuzz


def main() -> int:
    """Fuzz, and say what was found; the exit status is 1 if something was."""
    asked = argparse.ArgumentParser(prog="tests.fuzz")
    asked.add_argument("--minutes", type=float, default=10.0)
    asked.add_argument("--from", dest="first", type=int, default=0, help="number of the first file at random")
    told = asked.parse_args()
    guided = importlib.util.find_spec("atheris") is not None
    seconds = told.minutes * 60 / (2 if guided else 1)
    found = fuzz(seconds, told.first)
    print(
        f"at random: {found.files:,} files, {found.histories:,} of them histories, {found.faults:,} "
        f"different faults said; slowest {found.slowest:.1f} s; failures: {len(found.failures)}"
    )
    for number, what in found.failures.items():
        print(f"  --from {number}: {what}")
    status = 0
    if guided:
        status = _guided(int(seconds))
    else:
        print("not guided by coverage: atheris is not installed (pip install 'headrace[fuzz]')")
    return int(bool(found.failures) or status != 0)


def _guided(seconds: int) -> int:
    with tempfile.TemporaryDirectory() as name:
        corpus = Path(name) / "corpus"
        corpus.mkdir()
        write_corpus(corpus)
        options = [f"-max_total_time={seconds}", "-max_len=20000", "-timeout=20", "-rss_limit_mb=1500"]
        kept = f"-artifact_prefix={Path(tempfile.gettempdir())}/fuzz-"
        done = subprocess.run(
            [sys.executable, "-m", "tests.fuzz.guided", str(corpus), *options, kept, "-print_final_stats=1"],
            capture_output=True,
            text=True,
            check=False,
        )
        lines = done.stderr.splitlines()
        runs = [line for line in lines if line.startswith("stat::number_of_executed_units")]
        print(
            f"guided by coverage: {runs[0].split()[-1] if runs else '?'} files; exit status {done.returncode}"
        )
        print("\n".join(lines[-25:]) if done.returncode else "")
        return done.returncode


if __name__ == "__main__":
    sys.exit(main())
