"""The command line as a person uses it: words in, two streams of text and a status out."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sim.cli import build, run_program
from sim.stream import dumps_stream
from tests.builders import exponential, line, poisson


@dataclass(frozen=True)
class Said:
    """What a verb printed, and how it ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401  (JSON is anything)
        return json.loads(self.out)


Verb = Callable[..., Said]


@pytest.fixture
def headrace(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """Run a verb in this process, with what is typed on standard input."""

    def call(*words: object, typed: str = "") -> Said:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        status = run_program(build(), [str(word) for word in words])
        printed = capsys.readouterr()
        return Said(status, printed.out, printed.err)

    return call


HISTORY = "ID,Type,Started,Done\n" + "".join(
    f"{n},{'Bug' if n % 4 == 0 else 'Story'},2026-0{1 + n // 28}-{1 + n % 28:02d},"
    f"2026-0{1 + (n + 3) // 28}-{1 + (n + 3) % 28:02d}\n"
    for n in range(60)
)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """Sixty items, one begun a day, each done three days later."""
    path = tmp_path / "export.csv"
    path.write_text(HISTORY, encoding="utf-8")
    return path


@pytest.fixture
def queue(tmp_path: Path) -> Path:
    """A queue of load 0.8."""
    path = tmp_path / "queue.json"
    path.write_text(dumps_stream(line([exponential(0.8)], arrivals=poisson(1.0))), encoding="utf-8")
    return path
