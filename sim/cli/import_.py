"""``headrace import``: an export of work items into a project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.output import show_json, show_lines, show_table

if TYPE_CHECKING:
    from sim.store import StoredHistory


SHOWN = 20
"""Rows of a list shown on a terminal; JSON has them all."""


def import_(
    file: Annotated[Path, typer.Argument(help="An export: items, status changes, events, or counts.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The project to put it in (*.headrace).")],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    replaces: Annotated[bool, typer.Option("--replace", help="Do not merge with what is there.")] = False,
) -> None:
    """Import a history into a project; a project that is there keeps its stream and questions.

    A history that is there already is merged with it by the ids of the items.
    """
    from dataclasses import replace

    from sim.history import assemble, guess_mapping, merge, read_table
    from sim.store import StoredHistory, new_project, open_project, save_project
    from sim.stream import example

    project = open_project(output) if output.exists() else new_project(example("software-team"))
    table = read_table(file)
    mapping = guess_mapping(table)
    imported = assemble(table, mapping)
    if project.history is not None and not replaces:
        imported = merge(project.history.log, imported).imported
    history = StoredHistory(log=imported.log, mapping=mapping, report=imported.report, source=file.name)
    save_project(replace(project, history=history), output)
    if json:
        show_json(as_json(history, output))
        return
    show_import(history, output)


def as_json(history: StoredHistory, output: Path) -> dict[str, Any]:
    """Give an import's report and mapping as JSON values."""
    return {
        "source": history.source,
        "project": str(output),
        "report": history.report.model_dump(mode="json"),
        "mapping": history.mapping.model_dump(mode="json"),
    }


def show_import(history: StoredHistory, output: Path) -> None:
    """Print what was read, assumed and set aside."""
    report = history.report
    show_lines(
        [f"{history.source}: {report.rows} rows read, {report.used} used, {len(report.set_aside)} set aside."]
    )
    show_lines([f"assumed: {sentence}" for sentence in report.assumed])
    show_lines([f"please confirm: {sentence}" for sentence in report.ambiguous])
    for title, rows in (("Set aside", report.set_aside), ("Used in part", report.in_part)):
        if rows:
            cells = [[str(one.row), one.value, one.reason] for one in rows[:SHOWN]]
            more = f", the first {SHOWN} of {len(rows)}" if len(rows) > SHOWN else ""
            show_table(f"{title}{more}", ("row", "value", "reason"), cells, words=("value", "reason"))
    show_lines([f"Wrote {output}"])
