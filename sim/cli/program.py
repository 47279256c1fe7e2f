"""The command line as a whole: its verbs, and the door at which faults become words."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli import check, compare, example, fit, forecast, import_, metrics, run, schema, what_if
from sim.errors import UserFault

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

USERS_FAULT = 1
OWN_FAULT = 70
"""EX_SOFTWARE of sysexits.h: the program, not its user, is to blame."""


def build() -> typer.Typer:
    """Build the command line; the window's verb ``open`` is added by whoever knows a window."""
    program = typer.Typer(
        name="headrace",
        help="Model a value stream, run it, measure a history, and forecast when work will be done.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    verbs: tuple[tuple[str, Callable[..., None]], ...] = (
        ("example", example.example),
        ("check", check.check),
        ("schema", schema.schema),
        ("run", run.run),
        ("import", import_.import_),
        ("metrics", metrics.metrics),
        ("forecast", forecast.forecast),
        ("fit", fit.fit),
        ("compare", compare.compare),
        ("what-if", what_if.what_if),
    )
    for name, verb in verbs:
        program.command(name)(verb)
    program.callback()(about)
    return program


def show_version(wanted: bool) -> None:
    """Print the version and end, if it was asked for."""
    if wanted:
        from importlib.metadata import version

        typer.echo(f"headrace {version('headrace')}")
        raise typer.Exit


def about(
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Model a value stream, run it, measure a history, and forecast when work will be done."""


def run_program(program: typer.Typer, arguments: Sequence[str]) -> int:
    """Run the command line and give its exit status.

    A user's fault becomes one line of what and one of what to do on standard error; so does what the system
    refuses, such as a name that is too long or a full disk.

    Args:
        program: What ``build`` gave, perhaps with more verbs.
        arguments: The words after the program's name.

    Returns:
        0, or 1 for the user's fault, 2 for wrong usage, 70 for a fault of the program.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a sign that has no code here is no reason to end
    try:
        program(args=list(arguments), standalone_mode=True)
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            # Whoever read the output has stopped reading; nothing is left to say to them.
            return 0
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except UserFault as fault:
        return refuse(fault)
    except OSError as fault:
        place = fault.filename or "the output"
        hint = "Choose another place, or mend its permissions."
        if fault.filename is None:
            silence()
        return refuse(UserFault(f"{str(place)[:200]}: {fault.strerror}.", hint))
    except Exception as fault:  # one of the three doors: the last one on the command line
        if os.environ.get("HEADRACE_DEBUG"):
            raise
        sys.stderr.write(f"error: Headrace itself failed: {type(fault).__name__}: {fault}\n")
        sys.stderr.write("to mend: run it again with HEADRACE_DEBUG=1 and report what it prints.\n")
        return OWN_FAULT
    return 0


def refuse(fault: UserFault) -> int:
    """Say a user's fault on standard error and give its exit status."""
    sys.stderr.write(f"error: {fault.text}\n")
    if fault.hint:
        sys.stderr.write(f"to mend: {fault.hint}\n")
    return USERS_FAULT


def silence() -> None:
    """Let what is still to be written to standard output go nowhere: it could not be written before."""
    with contextlib.suppress(OSError):  # an output without a number needs no silence
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
