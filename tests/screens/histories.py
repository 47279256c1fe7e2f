"""Histories of our own making, to photograph pages with."""

from __future__ import annotations

import csv
import datetime as dt
import math
from dataclasses import replace
from pathlib import Path

from sim.engine import RunRequest, simulate
from sim.history import assemble, guess_mapping, read_table
from sim.log import date_of, lives, with_origin, write_item_rows
from sim.store import StoredHistory, new_project
from sim.stream import example
from tests.screens.scene import Scene

TYPES = {"feature": "User Story", "defect": "Bug", "risk": "Security", "debt": "Tech Debt"}
BEGIN = dt.datetime(2025, 9, 1, 9, 0, tzinfo=dt.UTC)


def write_export(path: Path, days: float, seed: int = 7) -> Path:
    """Write what a tracker would export of a simulated team: one row an item."""
    stream = example("software-team")
    stages = tuple(stage for stage in stream.stages if stage.id != "release")
    team = stream.model_copy(update={"stages": stages})
    log = with_origin(simulate(team, RunRequest(seed=seed, until=days)), BEGIN)
    log = replace(log, base=replace(log.base, calendar=stream.calendar))
    life = lives(log)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["ID", "Title", "Type", "State", "Created", "Started", "Closed"])
        for number in range(len(log.items)):
            moments = [life.arrival[number], life.commitment[number], life.done[number]]
            dates = [
                "" if math.isnan(m) else date_of(log.base, m).strftime("%Y-%m-%d %H:%M") for m in moments
            ]
            kind = TYPES[log.types[log.items.type[number]].id]
            state = "Closed" if dates[2] else "Active" if dates[1] else "New"
            rows.writerow([f"T-{number + 1}", f"Work item {number + 1}", kind, state, *dates])
    return path


def write_stages(path: Path, items: int, seed: int = 7) -> Path:
    """Write when the items of a simulated team entered each stage, until so many were done."""
    team = example("software-team")
    log = with_origin(simulate(team, RunRequest(seed=seed, items=items)), BEGIN)
    write_item_rows(replace(log, base=replace(log.base, calendar=team.calendar)), path)
    return path


def write_only_done(path: Path) -> Path:
    """Write on which days items were done, and nothing else."""
    rows = [f"T-{number},2025-09-{1 + number % 28:02d}" for number in range(60)]
    path.write_text("\n".join(["ID,Done", *rows]) + "\n", encoding="utf-8")
    return path


def stored(path: Path) -> StoredHistory:
    """Import a file as the window would."""
    table = read_table(path)
    mapping = guess_mapping(table)
    imported = assemble(table, mapping)
    return StoredHistory(imported.log, mapping, imported.report, path.name)


def put_stages(scene: Scene, items: int, seed: int = 7) -> None:
    """Show a project with a history of some items, told stage by stage."""
    history = stored(write_stages(scene.folder / "board.csv", items, seed))
    scene.lent.document.replace(replace(new_project(example("software-team")), history=history))


def put_history(scene: Scene, days: float, seed: int = 7) -> None:
    """Show a project with a history of some working days."""
    history = stored(write_export(scene.folder / "export.csv", days, seed))
    scene.lent.document.replace(replace(new_project(example("software-team")), history=history))
