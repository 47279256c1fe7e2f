"""What the command line shows: JSON for programs, tables for people, progress on a terminal only."""

from __future__ import annotations

import json
import math
import os
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from sim.report import Cell, TableOut


PIPE_WIDTH = 132
"""Signs a line where the output is no terminal."""

LINES = 25
"""Any number: without one, rich takes a dumb terminal to be 80 signs wide."""

WORDS_WIDTH = 16
"""Signs that a column of words keeps on a narrow terminal."""


def show_json(value: object) -> None:
    """Print a value as JSON on standard output."""
    show_document(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False))


def show_document(text: str) -> None:
    """Print JSON text; signs that standard output has no code for are escaped, as JSON knows it."""
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = "".join(sign if sign.isascii() else json.dumps(sign)[1:-1] for sign in text)
    typer.echo(text)


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

    table = Table(box=box.SIMPLE_HEAD)
    least = 1
    for number, (column, *cells) in enumerate(zip(columns, *rows, strict=True)):
        widest = max(map(len, (column, *cells)))
        wraps = column in words and widest > WORDS_WIDTH
        width = WORDS_WIDTH if wraps else widest
        left = number == 0 or column in words
        table.add_column(column, justify="left" if left else "right", min_width=width, no_wrap=not wraps)
        least += width + 3  # blanks on both sides, and one between columns
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    # A terminal that is too narrow breaks the lines; a cut figure would be a wrong one.
    wide = max(shutil.get_terminal_size().columns if sys.stdout.isatty() else PIPE_WIDTH, least)
    console = Console(width=wide, height=LINES, highlight=False)
    console.print(Text(title, style="bold"), soft_wrap=True)
    console.print(table)


def show_table_out(table: TableOut) -> None:
    """Print a table of values: numbers to two decimals, shares as percentages, a dash where not known.

    A unit that all columns of times share stands in the title.
    """
    units = {column.unit for column in table.columns if column.unit not in ("", "share", "items")}
    common = units.pop() if len(units) == 1 else ""
    rows = [
        [_shown(cell, column.unit) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    headings = [
        column.name if column.unit in ("share", common) else column.heading for column in table.columns
    ]
    words = [
        heading
        for number, heading in enumerate(headings)
        if any(isinstance(row[number], str) for row in table.rows)
    ]
    show_table(f"{table.title} ({common})" if common else table.title, headings, rows, words=words)


def _shown(cell: Cell, unit: str) -> str:
    if isinstance(cell, float):
        return percent(cell) if unit == "share" else figure(cell)
    return "–" if cell is None else str(cell)


def show_lines(lines: Sequence[str]) -> None:
    """Print lines as they are."""
    for line in lines:
        typer.echo(line)


def show_warnings(warnings: Sequence[str]) -> None:
    """Print warnings on standard error, each on its line."""
    for warning in warnings:
        typer.echo(f"note: {warning}", err=True)


def ready_engine() -> None:
    """Compile the engine if that was not done yet, once for all pools; on a terminal, say so.

    Where it cannot be compiled, say that runs are slow.
    """
    from sim.engine import engine_speed_note, is_warm, warm_cache

    slow = engine_speed_note()
    if slow:
        show_warnings([slow])
    if is_warm():
        return
    if sys.stderr.isatty():
        typer.echo("Compiling the engine: once after an installation, about fifteen seconds …", err=True)
    warm_cache()


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
    """Show a number, or a dash where it is not known; what rounds to 0 has no sign."""
    if value is None or math.isnan(value):
        return "–"
    return f"{round(value, decimals) + 0.0:,.{decimals}f}".replace(",", " ")


def percent(share: float | None) -> str:
    """Show a share (0 to 1) as a percentage, or a dash where it is not known."""
    return "–" if share is None or math.isnan(share) else f"{100 * share:.1f} %"


@contextmanager
def written(path: Path) -> Iterator[Path]:
    """Give a file to write in place of one that appears, or is replaced, when the block ends well.

    So no half of a file is ever seen. What is no ordinary file, such as ``/dev/stdout``, is written at once.

    Raises:
        UserFault: If the file cannot be written.
    """
    from sim.errors import UserFault

    try:
        if path.exists() and not path.is_file():
            yield path
            return
        draft = path.with_name(f".{path.name[:40]}.{os.getpid()}.part")
        try:
            yield draft
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as fault:
        raise UserFault(
            f"{path} cannot be written: {fault.strerror}.", "Choose another place, or mend its permissions."
        ) from fault
