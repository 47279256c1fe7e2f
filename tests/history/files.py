"""Small files and tables for the tests of histories."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from sim.history import Imported, Mapping, Table, assemble, guess_mapping, import_history, read_table
from sim.log import EventLog, Kind, local_time


def file(folder: Path, content: str | bytes, name: str = "items.csv") -> Path:
    """Write a file; text as UTF-8, its line ends as they are."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(folder: Path, content: str | bytes) -> Table:
    """Write a file and read it as a table."""
    return read_table(file(folder, content))


def imported(folder: Path, content: str | bytes) -> Imported:
    """Write a file and import it by the guessed mapping."""
    return import_history(file(folder, content))


def table(*lines: str) -> Table:
    """A table from comma-separated lines, the header first; no quotes."""
    header, *rows = [line.split(",") for line in lines]
    columns = tuple(zip(*rows, strict=True)) if rows else tuple(() for _ in header)
    return Table("items.csv", tuple(header), columns, tuple(range(2, len(rows) + 2)))


def history(*lines: str, **changes: object) -> Imported:
    """The history of a table by the guessed mapping, with changes to it."""
    made = table(*lines)
    return assemble(made, guess_mapping(made).model_copy(update=changes))


def guess(*lines: str) -> Mapping:
    """The guessed mapping of a table."""
    return guess_mapping(table(*lines))


def story(log: EventLog) -> list[str]:
    """Every event of a log in words: local minute, item, kind, stage."""
    times = local_time(log.base, log.time).astype("datetime64[m]").astype(str)
    stages = [stage.name for stage in log.stages]
    return [
        " ".join(
            filter(
                None,
                (
                    time.removesuffix("T00:00").replace("T", " "),
                    log.items.names[item],
                    Kind(kind).name.lower(),
                    stages[stage] if stage >= 0 else "",
                ),
            )
        )
        for time, item, kind, stage in zip(
            times.tolist(), log.item.tolist(), log.kind.tolist(), log.stage.tolist(), strict=True
        )
    ]


def day(log: EventLog, time: float) -> str:
    """The local date of a time."""
    return str(local_time(log.base, np.array([time])).astype("datetime64[D]")[0])
