"""What the command line shows: JSON for programs, tables for people, progress on a terminal only."""

from __future__ import annotations

import json
import math
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from sim.stream import Problem


def show_json(value: object) -> None:
    """Print a value as JSON on standard output."""
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False))


def show_table(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *, words: Sequence[str] = ()
) -> None:
    """Print a table; the first column and those of words to the left, figures to the right.

    Args:
        title: Line above the table.
        columns: Headings.
        rows: Cells as text, each row as long as ``columns``.
        words: Headings of further columns that hold words.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title, style="bold"), title_justify="left", box=box.SIMPLE_HEAD)
    for number, column in enumerate(columns):
        table.add_column(column, justify="left" if number == 0 or column in words else "right")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console(width=None if sys.stdout.isatty() else 120, highlight=False).print(table)


def show_lines(lines: Sequence[str]) -> None:
    """Print lines as they are."""
    for line in lines:
        typer.echo(line)


def show_warnings(warnings: Sequence[str]) -> None:
    """Print warnings on standard error, each on its line."""
    for warning in warnings:
        typer.echo(f"note: {warning}", err=True)


def problem_rows(found: Sequence[Problem]) -> list[list[str]]:
    """Give problems as table rows: severity, where, what, how to mend."""
    return [[one.severity, one.where, one.what, one.fix] for one in found]


def no_progress(done: int, total: int) -> None:
    """Take progress and show nothing."""


@contextmanager
def progress_bar(text: str) -> Iterator[Callable[[int, int], None]]:
    """Show progress on standard error while the block runs, if that is a terminal.

    Args:
        text: What is going on.

    Yields:
        A function of what is done and what there is in all.
    """
    if not sys.stderr.isatty():
        yield no_progress
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(text), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(text, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def figure(value: float | None, decimals: int = 2) -> str:
    """Show a number, or a dash where it is not known."""
    return "–" if value is None or math.isnan(value) else f"{value:,.{decimals}f}".replace(",", " ")


def percent(share: float | None) -> str:
    """Show a share (0 to 1) as a percentage, or a dash where it is not known."""
    return "–" if share is None or math.isnan(share) else f"{100 * share:.1f} %"


@contextmanager
def written(path: Path) -> Iterator[None]:
    """Turn what goes wrong while a file is written into words.

    Raises:
        UserFault: If the file cannot be written.
    """
    from sim.errors import UserFault

    try:
        yield
    except OSError as fault:
        raise UserFault(
            f"{path} cannot be written: {fault.strerror}.", "Choose another place, or mend its permissions."
        ) from fault
