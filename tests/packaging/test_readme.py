"""What the pages for people tell them to type is there to be typed."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import typer
from typer.core import TyperCommand

from sim.cli import build
from tests.architecture.tree import PROJECT

PAGES = sorted([PROJECT / "README.md", *(PROJECT / "docs").rglob("*.md")])
# Said by the window's own start, not by the command line.
OF_THE_WINDOW = {"open"}


def _verbs() -> dict[str, TyperCommand]:
    command = typer.main.get_command(build())
    return dict(getattr(command, "commands", {}))


def _typed() -> list[tuple[str, str, list[str]]]:
    """Give page, verb and options of every `headrace …` in a block of code."""
    found = []
    for page in PAGES:
        for block in re.findall(r"```\w*\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            for verb, rest in re.findall(r"^(?:\$ )?headrace ([a-z-]+)([^#\n]*)", block, re.MULTILINE):
                found.append((page.name, verb, re.findall(r"(?<!\S)--?[a-z][a-z-]*", rest)))
    return found


def test_every_command_in_the_pages_is_a_verb_with_those_options() -> None:
    verbs = _verbs()
    wrong = [
        f"{page}: headrace {verb} {option}"
        for page, verb, options in _typed()
        if verb not in OF_THE_WINDOW
        for option in options or [""]
        if verb not in verbs
        or (option and not any(option in parameter.opts for parameter in verbs[verb].params))
    ]
    assert wrong == []


def test_the_pages_name_some_commands() -> None:
    assert {verb for _, verb, _ in _typed()} >= {"example", "run", "forecast"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_target_named_in_the_pages_is_in_the_makefile() -> None:
    named = {
        target
        for page in PAGES
        for target in re.findall(r"`make ([a-z]+)`", page.read_text(encoding="utf-8"))
    }
    said = subprocess.run(
        ["make", "-s", "help"], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout
    assert sorted(named - set(re.findall(r"make ([a-z]+)", said))) == []
