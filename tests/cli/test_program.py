"""The last door of the command line: every fault becomes a status and two lines, never a traceback."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
import typer

from sim.cli import run_program
from sim.cli.output import ready_engine
from sim.engine import is_warm
from sim.engine.build import cache_folder
from sim.errors import UserFault
from tests.cli.conftest import Said

HEADRACE = [sys.executable, "-W", "error", "-c", "import sys; from app.main import main; sys.exit(main())"]
PROJECT = Path(__file__).resolve().parents[2]

UTF_8 = {"PYTHONUTF8": "1"}
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}


def ended(fault: BaseException | None, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Run a program of one verb that ends with a fault."""
    program = typer.Typer()

    @program.command()
    def verb() -> None:
        if fault is not None:
            raise fault

    status = run_program(program, [])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


@pytest.mark.parametrize(
    ("fault", "status", "said"),
    [
        (None, 0, ""),
        (
            UserFault("It is 3; it must be 4.", "Say 4."),
            1,
            "error: It is 3; it must be 4.\nto mend: Say 4.\n",
        ),
        (UserFault("It is 3.", ""), 1, "error: It is 3.\n"),
        (
            OSError(errno.ENAMETOOLONG, "File name too long", "long"),
            1,
            "error: long: File name too long.\nto mend: Choose another place, or mend its permissions.\n",
        ),
        (
            OSError(errno.ENOSPC, "No space left on device"),
            1,
            "error: the output: No space left on device.\n"
            "to mend: Choose another place, or mend its permissions.\n",
        ),
        (
            KeyError("stage"),
            70,
            "error: Headrace itself failed: KeyError: 'stage'\n"
            "to mend: run it again with HEADRACE_DEBUG=1 and report what it prints.\n",
        ),
        (typer.Exit(3), 3, ""),
    ],
    ids=["no fault", "user", "user without hint", "name", "disk", "own", "status"],
)
def test_a_verb_that_ends_so_gives_this_status_and_these_lines(
    fault: BaseException | None, status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(fault, capsys) == (status, "", said)


def test_a_developer_sees_the_fault_itself(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEADRACE_DEBUG", "1")
    with pytest.raises(KeyError):
        ended(KeyError("stage"), capsys)


# --- as a process -----------------------------------------------------------------------------------------


def environment(**more: str) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("LC_")} | more


def headrace(
    *words: str, typed: bytes = b"", locale: dict[str, str] = UTF_8
) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a process of its own, with warnings as faults."""
    command, given = [*HEADRACE, *words], environment(**locale)
    return subprocess.run(command, input=typed, capture_output=True, env=given, cwd=PROJECT, check=False)


def test_a_terminal_without_umlauts_gets_every_verb_in_its_own_signs() -> None:
    made = headrace("example", "software-team", locale=ASCII)
    checked = headrace("check", "-", typed=made.stdout, locale=ASCII)
    assert (made.returncode, made.stderr) == (0, b"")
    assert (checked.returncode, checked.stderr) == (0, b"")
    shown = headrace("example", locale=ASCII)
    assert shown.returncode == 0
    assert shown.stdout.isascii()


def test_a_reader_who_stops_early_hears_no_complaint() -> None:
    with subprocess.Popen(
        [*HEADRACE, "schema"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(PYTHONUNBUFFERED="1"),
        cwd=PROJECT,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_what_is_typed_is_read_as_utf_8_in_every_locale() -> None:
    made = headrace("example", "support-desk").stdout
    renamed = made.replace(b'"name": "Support desk"', '"name": "Hotline Zürich"'.encode())
    assert headrace("check", "-", typed=renamed, locale=ASCII).returncode == 0
    wrong = headrace("check", "-", typed=b'{"name": "\xff"}', locale=ASCII)
    assert (wrong.returncode, wrong.stdout) == (1, b"")
    assert wrong.stderr.splitlines() == [
        b"error: Standard input is not UTF-8 text: the byte at position 10 is not.",
        b"to mend: Give it as UTF-8.",
    ]


def test_the_version_is_that_of_the_installed_distribution(headrace: Callable[..., Said]) -> None:
    said = headrace("--version")
    assert (said.status, said.out) == (0, f"headrace {version('headrace')}\n")


def test_a_first_run_compiles_the_engine_once_and_says_so_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HEADRACE_CACHE_DIR", str(tmp_path))
    cache_folder.cache_clear()
    try:
        assert not is_warm()
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        ready_engine()
        assert capsys.readouterr().err.startswith("Compiling the engine: once")
        assert is_warm()
        ready_engine()
        assert capsys.readouterr().err == ""
    finally:
        cache_folder.cache_clear()


def test_where_nothing_is_compiled_a_run_says_that_it_is_slow(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HEADRACE_NO_JIT", "1")
    ready_engine()
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("note: Runs are right but slow here")
