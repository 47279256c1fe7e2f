"""A fault, tried: a copy of the tree with a rule changed, and who notices."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PATIENCE_S = 150

WITNESSES = ("fixed", "random", "processes", "laws")
"""Streams that press on one rule each, random streams, SimPy processes; laws of flow on the first two."""


@dataclass(frozen=True)
class Fault:
    """A wrong rule.

    Attributes:
        name: What is wrong, in a few words.
        module: Module of ``sim/engine`` that it is in, without ``.py``.
        right: Text of the rule; it stands once in the module.
        wrong: Text in its place.
    """

    name: str
    module: str
    right: str
    wrong: str

    def spoil(self, text: str) -> str:
        """Give the module's text with the fault.

        Raises:
            ValueError: If the rule does not stand there exactly once.
        """
        if text.count(self.right) != 1:
            raise ValueError(f"{self.name}: {self.module} has the text {text.count(self.right)} times")
        return text.replace(self.right, self.wrong)


def copy_of_the_tree(to: Path) -> None:
    """Copy what the runs need."""
    for part in ("sim", "tests", "resources"):
        shutil.copytree(PROJECT / part, to / part, ignore=shutil.ignore_patterns("__pycache__", "build"))


@contextmanager
def seeded(tree: Path, fault: Fault) -> Iterator[None]:
    """Have a fault in a tree for a while."""
    module = tree / "sim" / "engine" / f"{fault.module}.py"
    right = module.read_text()
    module.write_text(fault.spoil(right))
    try:
        yield
    finally:
        module.write_text(right)


def who_notices(tree: Path, cases: Path) -> Mapping[str, str]:
    """Run all cases in a tree, uncompiled; give who notices, each with the case that shows it."""
    try:
        run = subprocess.run(
            [sys.executable, "-m", "tests.faults.child", str(cases)],
            cwd=tree,
            env={**os.environ, "HEADRACE_NO_JIT": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_S,
        )
    except subprocess.TimeoutExpired:
        return {"fixed": "went on without end"}
    if run.returncode != 0:
        return {"fixed": f"broke: {run.stderr.strip().splitlines()[-1:]}"}
    found: dict[str, str] = json.loads(run.stdout)
    return found


def row_of(name: str, caught: Mapping[str, str]) -> str:
    """Give a row of the table: a cross where a witness noticed."""
    return f"| {name} | " + " | ".join("x" if one in caught else "" for one in WITNESSES) + " |"
