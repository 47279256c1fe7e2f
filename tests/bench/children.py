"""Measurements that need a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def told_by_child(module: str, *arguments: object, environment: Mapping[str, str] | None = None) -> str:
    """Run a module to its end; give what it prints.

    Raises:
        RuntimeError: If it fails.
    """
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=PROJECT,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{module} failed (status {done.returncode}): {done.stderr.strip()[-800:]}")
    return done.stdout
