"""Whatever instant a process is killed at, the version that it saved last is there, or the next one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

import pytest

from sim.store import open_project, read_recovery, save_project

PROJECT = Path(__file__).resolve().parents[2]
SAVES = 200
"""Saves in all, each told by the child once it is done."""
MOST_AT_A_TIME = 9

# Imports once, then gives birth to a saver for each line read: the savers are killed, the mother is not.
MOTHER = """
import os, sys
from dataclasses import replace
from pathlib import Path
from sim.store import Owner, RecoveryWriter, save_project
from tests.store.projects import full_project

path, project, writer = Path(sys.argv[1]), full_project(), RecoveryWriter()

def save(number):
    told = replace(project, notes=f"{number} " * (1 + number % 50 * 1000))
    if sys.argv[2] == "project":
        save_project(told, path)
    else:
        writer.write(told, Owner(f"Version {number}", "", os.getpid(), "2026-01-01T10:00:00+01:00"), path)

print("ready", flush=True)
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        print(os.getpid(), flush=True)
        number = int(line)
        while True:
            save(number)
            os.write(1, f"{number}\\n".encode())
            number += 1
    os.waitpid(child, 0)
    print("buried", flush=True)
"""


def read_number(words: IO[str]) -> int:
    return int(words.readline())


def kill_while_it_saves(mother: subprocess.Popen[str], first: int, chance: random.Random) -> int:
    """Let a child save from a version on and kill it at some instant; gives the last version it told of."""
    assert mother.stdin is not None
    assert mother.stdout is not None
    mother.stdin.write(f"{first}\n")
    mother.stdin.flush()
    child, last, begun = read_number(mother.stdout), first - 1, time.perf_counter()
    for _ in range(chance.randrange(MOST_AT_A_TIME)):
        begun = time.perf_counter()
        last = read_number(mother.stdout)
    time.sleep(chance.random() * 1.5 * max(time.perf_counter() - begun, 0.003))
    os.kill(child, signal.SIGKILL)
    while (words := mother.stdout.readline().strip()) != "buried":
        last = int(words)
    return last


def version_in(path: Path, what: str) -> int:
    """Open the file as the program would; a damaged one is refused."""
    project = open_project(path) if what == "project" else read_recovery(path)[0]
    (number,) = set(project.notes.split())
    return int(number)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks and kills with a signal")
@pytest.mark.parametrize("what", ["project", "recovery"])
def test_a_process_killed_at_any_instant_of_200_saves_leaves_one_of_the_last_two_versions(
    tmp_path: Path, what: str
) -> None:
    path, chance = tmp_path / "team.headrace", random.Random(4)
    last, kills, found = 0, 0, []
    with subprocess.Popen(
        [sys.executable, "-c", MOTHER, str(path), what],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as mother:
        assert mother.stdout is not None
        assert mother.stdout.readline() == "ready\n"
        while last < SAVES:
            last, kills = kill_while_it_saves(mother, last + 1, chance), kills + 1
            if last == 0 and not path.exists():
                continue  # killed before anything was saved
            found.append(version_in(path, what) - last)
            last += found[-1]
        assert mother.stdin is not None
        mother.stdin.close()
    assert set(found) <= {0, 1}
    assert kills >= SAVES // MOST_AT_A_TIME


@pytest.mark.skipif(os.name != "posix", reason="kills with a signal")
def test_a_killed_save_leaves_no_more_than_its_draft_beside(tmp_path: Path) -> None:
    path = tmp_path / "team.headrace"
    script = (
        "import os, signal, sys; from pathlib import Path; from sim.store import save_project;"
        "from tests.store.projects import full_project;"
        "save_project(full_project(), sys.argv[1]);"
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL);"
        "save_project(full_project(), sys.argv[1])"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], cwd=PROJECT, timeout=60, check=False)
    beside = sorted(each.suffix for each in tmp_path.iterdir() if each != path)
    assert (done.returncode, beside) == (-signal.SIGKILL, [".saving"])
    project = open_project(path)
    assert project.notes
    save_project(project, path)
    assert list(tmp_path.iterdir()) == [path]
