"""The set-up and the run, in a small copy of the project with a stand-in for what they call."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import PROJECT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the scripts are for systems with a shell")

# Calls itself what it is called, writes down with what, and says it on the way out.
STAND_IN = """#!/bin/sh
echo "$(basename "$0") $*" >> "$CALLS"
echo "$(basename "$0") $*"
"""

# An interpreter that is new enough; its pip does as PIP_STATUS says.
INTERPRETER = """#!/bin/sh
case "$*" in
  *"-m pip install"*) echo "pip" >> "$CALLS"; echo "ERROR: no matching distribution"; exit ${PIP_STATUS:-0};;
  *"-m venv"*) echo "venv" >> "$CALLS"; mkdir -p .venv/bin; cp "$0" .venv/bin/python;;
  *"sys.version,"*) echo "3.11 here";;
  *"sys.version_info < "*) exit ${TOO_OLD:-0};;
esac
"""

# An environment's interpreter: reads what is wanted, and its pip does as PIP_STATUS says.
READER = """#!/bin/sh
case "$*" in
  *"-m pip install"*) echo "pip $(tr '\\n' ' ' <build/peers/wanted.txt)" >> "$CALLS"; exit ${PIP_STATUS:-0};;
  *) exec "$PYTHON" "$@";;
esac
"""


class Copy:
    """A folder with the scripts of packaging/ and nothing else of the project."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.calls_file = folder / "calls"
        shutil.copytree(PROJECT / "packaging", folder / "packaging")
        shutil.copy(PROJECT / "pyproject.toml", folder)

    def place(self, name: str, script: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(script, encoding="utf-8")
        path.chmod(0o755)

    def run(self, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
        clean = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
        return subprocess.run(
            ["bash", str(self.folder / "packaging" / script)],
            env={**clean, "CALLS": str(self.calls_file), **environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def calls(self) -> list[str]:
        return self.calls_file.read_text(encoding="utf-8").splitlines() if self.calls_file.exists() else []


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """A copy whose set-up finds the stand-in interpreter, and all that Qt needs."""
    copy = Copy(tmp_path / "project")
    copy.place("bin/python3", INTERPRETER)
    copy.place("bin/uname", "#!/bin/sh\necho Elsewhere\n")
    copy.place(".venv/bin/headrace", STAND_IN)
    return copy


def _set_up(copy: Copy, **environment: str) -> subprocess.CompletedProcess[str]:
    found = {"PYTHON": str(copy.folder / "bin/python3"), "PATH": f"{copy.folder}/bin:{os.environ['PATH']}"}
    return copy.run("setup.sh", **{**found, **environment})


def test_the_set_up_makes_an_environment_and_fills_it(copy: Copy) -> None:
    done = _set_up(copy)
    assert (done.returncode, copy.calls()) == (0, ["venv", "pip"])
    assert done.stderr.splitlines()[-1] == "setup: done"


def test_a_second_set_up_does_nothing_and_says_nothing(copy: Copy) -> None:
    _set_up(copy)
    again = _set_up(copy)
    assert (again.returncode, again.stdout, again.stderr, copy.calls()) == (0, "", "", ["venv", "pip"])


def test_changed_needs_are_filled_in_again(copy: Copy) -> None:
    _set_up(copy)
    with (copy.folder / "pyproject.toml").open("a", encoding="utf-8") as needs:
        needs.write("# one more\n")
    _set_up(copy)
    assert copy.calls() == ["venv", "pip", "pip"]


def test_a_failed_fill_says_what_and_what_to_do_and_is_tried_again(copy: Copy) -> None:
    failed = _set_up(copy, PIP_STATUS="1")
    assert failed.returncode == 1
    assert failed.stderr.splitlines()[-3:] == [
        "ERROR: no matching distribution",
        "setup: the packages that Headrace needs could not be installed; "
        "all of pip's words are in .venv/setup.log.",
        "setup: Is the network, and the package index that pip is set to, within reach? Then: make setup",
    ]
    assert _set_up(copy).returncode == 0


def test_a_machine_without_a_fitting_python_is_told_so(copy: Copy) -> None:
    for name in ("python3.13", "python3.12", "python3.11", "python"):
        copy.place(f"bin/{name}", "#!/bin/sh\nexit 1\n")
    done = _set_up(copy, TOO_OLD="1")
    assert done.returncode == 1
    assert done.stderr.startswith(
        "setup: Headrace needs Python 3.11 or newer, and none was found.\nsetup: Install one"
    )


def test_libraries_that_cannot_be_installed_are_named_and_the_set_up_goes_on(copy: Copy) -> None:
    copy.place("bin/uname", "#!/bin/sh\necho Linux\n")
    copy.place("bin/ldconfig", "#!/bin/sh\necho\n")
    copy.place("bin/id", "#!/bin/sh\necho 1000\n")
    copy.place("bin/sudo", "#!/bin/sh\nexit 1\n")
    done = _set_up(copy)
    assert done.returncode == 0
    named = done.stderr.splitlines()[0]
    assert named.startswith("setup: the window may not open: Qt misses libglib2.0-0 libdbus-1-3 ")
    assert "libxcb-cursor0" in named


def test_with_a_display_the_window_opens_on_the_example(copy: Copy) -> None:
    copy.place("bin/uname", "#!/bin/sh\necho Linux\n")
    done = copy.run("run.sh", DISPLAY=":9", PATH=f"{copy.folder}/bin:{os.environ['PATH']}")
    assert (done.returncode, copy.calls()) == (0, ["headrace open --example software-team"])


def test_without_a_display_the_example_runs_to_a_result_and_its_place_is_said(copy: Copy) -> None:
    copy.place("bin/uname", "#!/bin/sh\necho Linux\n")
    done = copy.run("run.sh", PATH=f"{copy.folder}/bin:{os.environ['PATH']}")
    made = sorted(path.name for path in (copy.folder / "results").iterdir())
    assert done.returncode == 0
    assert made == ["software-team-run.json", "software-team-run.txt", "software-team.json"]
    assert copy.calls() == [
        "headrace example software-team",
        "headrace run results/software-team.json --replications 20 --seed 1"
        " --log results/software-team-log.csv --json",
        "headrace run results/software-team.json --replications 20 --seed 1",
    ]
    assert "The result is in results/:" in done.stdout


def test_a_run_that_fails_is_not_called_a_result(copy: Copy) -> None:
    copy.place("bin/uname", "#!/bin/sh\necho Linux\n")
    copy.place(".venv/bin/headrace", "#!/bin/sh\nexit 1\n")
    done = copy.run("run.sh", PATH=f"{copy.folder}/bin:{os.environ['PATH']}")
    assert (done.returncode, "The result is in" in done.stdout) == (1, False)


def _fetch_peers(copy: Copy, **environment: str) -> subprocess.CompletedProcess[str]:
    copy.place(".venv/bin/python", READER)
    return copy.run("peers.sh", PYTHON=sys.executable, **environment)


def test_the_peers_of_the_extra_are_fetched_once_and_apart(copy: Copy) -> None:
    first, again = _fetch_peers(copy), _fetch_peers(copy)
    (wanted,) = copy.calls()
    assert re.fullmatch(r"pip ciw\S+ salabim\S+ ", wanted)
    assert (first.returncode, again.returncode, again.stderr) == (0, 0, "")


def test_peers_that_cannot_be_fetched_are_said_and_tried_again(copy: Copy) -> None:
    failed = _fetch_peers(copy, PIP_STATUS="1")
    assert (failed.returncode, len(copy.calls())) == (0, 1)
    assert failed.stderr.splitlines()[-1] == (
        "bench: not all of them could be fetched; the table goes without them, "
        "and pip's words are in build/peers.log"
    )
    _fetch_peers(copy)
    assert len(copy.calls()) == 2
