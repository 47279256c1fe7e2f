"""A run of the tests takes away the folders that it made for itself, its workers' too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import PROJECT


def test_a_run_of_tests_leaves_no_folder_of_its_own(tmp_path: Path) -> None:
    """Thousands of them had piled up where they were never removed."""
    own = PROJECT / "tests" / "app" / "test_collector.py"
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", str(own), "-n", "1", "-q", "-p", "no:cacheprovider"],
        cwd=PROJECT,
        env={**inherited, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert [path.name for path in tmp_path.glob("headrace*")] == []
