"""What is committed fits every machine: no paths of one, no addresses of registries, no file too many."""

from __future__ import annotations

import functools
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.tree import PROJECT

TOP_LEVEL = {
    ".ci", ".gitignore", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "app", "docs", "packaging",
    "pyproject.toml", "resources", "sim", "tests",
}  # fmt: skip
MACHINE_PATH = re.compile(r"(?<![\w.~-])(?:/(?:root|work|farm|home/[a-z]+|Users/[A-Za-z]+)/|[A-Z]:\\Users\\)")
REGISTRY = re.compile(
    r"pypi\.[o]rg|python[h]osted|registry\.[n]pmjs|anaconda\.[o]rg|debian\.[o]rg", re.IGNORECASE
)
PICTURES = {".png", ".ico", ".icns", ".ttf", ".woff2", ".headrace"}
LARGEST_BYTES = 1_000_000


@functools.cache
def _tracked() -> tuple[Path, ...]:
    if shutil.which("git") is None or not (PROJECT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    return tuple(path for name in listed.stdout.split("\0") if name and (path := PROJECT / name).is_file())


def _lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(PROJECT)}:{number}: {line.strip()[:100]}"
        for path in _tracked()
        if path.suffix not in PICTURES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_file_names_a_path_of_one_machine() -> None:
    assert _lines_with(MACHINE_PATH) == []


def test_no_file_names_a_registry() -> None:
    assert _lines_with(REGISTRY) == []


def test_the_top_level_is_the_one_agreed() -> None:
    assert {path.relative_to(PROJECT).parts[0] for path in _tracked()} <= TOP_LEVEL


def test_no_file_is_too_large_to_read_or_look_at() -> None:
    large = [str(path.relative_to(PROJECT)) for path in _tracked() if path.stat().st_size > LARGEST_BYTES]
    assert large == []


def test_the_pattern_for_paths_sees_what_it_should() -> None:
    seen = ["see /ro" + "ot/x", "open('/ho" + "me/ann/x')", "C:" + r"\Users" + r"\ann"]
    assert [bool(MACHINE_PATH.search(text)) for text in seen] == [True, True, True]
    assert MACHINE_PATH.search("docs/homework/x ~/.cache ./work/") is None
