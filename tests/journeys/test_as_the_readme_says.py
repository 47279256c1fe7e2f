"""What the README shows of the command line is what the command line says."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import PROJECT

README = (PROJECT / "README.md").read_text(encoding="utf-8")
LEFT_OUT = "…"
LARGEST_PICTURE = 200_000


def shown() -> list[tuple[str, list[str]]]:
    """Give every command that the README shows, with the lines that it shows below."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


def typed(command: str, folder: Path) -> list[str]:
    """Type a command in a folder; gives the lines of its output."""
    words, _, file = command.partition(" > ")
    program, *rest = shlex.split(words)
    ended = subprocess.run(
        [Path(sys.executable).parent / program, *rest],
        cwd=folder,
        env={**os.environ, "COLUMNS": "120"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
        check=True,
    )
    if file:
        (folder / file).write_text(ended.stdout, encoding="utf-8")
        return []
    return [line.rstrip() for line in ended.stdout.splitlines()]


def missing(expected: list[str], said: list[str]) -> list[str]:
    """Give the lines expected that were not said, or not in this order."""
    rest = iter(said)
    return [line for line in expected if line != LEFT_OUT and line.rstrip() not in rest]


@pytest.mark.slow
def test_every_command_of_the_readme_says_what_stands_below_it(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "docs" / "examples", tmp_path / "docs" / "examples")
    wrong = {command: missing(lines, typed(command, tmp_path)) for command, lines in shown()}
    assert {command: lines for command, lines in wrong.items() if lines} == {}


def test_the_readme_shows_every_verb_that_computes() -> None:
    verbs = {command.split()[1] for command, _ in shown()}
    assert verbs == {"example", "check", "run", "what-if", "import", "metrics", "forecast", "compare"}


def test_every_picture_of_the_readme_is_small_and_has_words_for_who_cannot_see_it() -> None:
    pictures = re.findall(r"!\[(.*?)\]\((.*?)\)", README)
    assert len(pictures) == 4
    for words, name in pictures:
        assert len(words) > 20
        assert (PROJECT / name).stat().st_size <= LARGEST_PICTURE
