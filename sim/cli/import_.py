"""``headrace import``: an export of work items into a project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.fit import MappingFile
from sim.cli.import_choice import LayoutName, chosen_mapping, layout_words
from sim.cli.metrics import show_summary
from sim.cli.output import show_json, show_lines, show_table, show_warnings, written

if TYPE_CHECKING:
    from sim.metrics import FlowSummary
    from sim.store import StoredHistory


SHOWN = 20
"""Rows of a list shown on a terminal; JSON has them all."""


def import_(
    file: Annotated[Path, typer.Argument(help="An export: items, status changes, events, or numbers.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The project to put it in (*.headrace).")],
    mapping: MappingFile = None,
    keep: Annotated[
        Path | None, typer.Option("--save-mapping", help="Write the mapping to a file, for --mapping.")
    ] = None,
    layout: Annotated[
        LayoutName | None, typer.Option("--layout", help="How the file is laid out, if not as it looks.")
    ] = None,
    sheet: Annotated[str, typer.Option("--sheet", help="Which sheet of a workbook to read.")] = "",
    replaces: Annotated[bool, typer.Option("--replace", help="Do not merge with what is there.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Import a history into a project; a project that is there keeps its stream and questions.

    What columns and words mean is guessed, and told. To change it, write it
    with --save-mapping, edit that file, and import again with --mapping.
    A history that is there already is merged by the ids of the items.
    """
    from dataclasses import replace

    from sim.history import assemble, merge
    from sim.metrics import summarise
    from sim.store import StoredHistory, new_project, open_project, save_project
    from sim.stream import example

    project = open_project(output) if output.exists() else new_project(example("software-team"))
    table, chosen = chosen_mapping(file, mapping, layout, sheet)
    imported = assemble(table, chosen)
    if project.history is not None and not replaces:
        imported = merge(project.history.log, imported).imported
    history = StoredHistory(log=imported.log, mapping=chosen, report=imported.report, source=file.name)
    save_project(replace(project, history=history), output)
    if keep is not None:
        with written(keep) as draft:
            draft.write_text(chosen.model_dump_json(indent=2) + "\n", encoding="utf-8")
    summary = summarise(history.log)
    if json:
        show_json(as_json(history, output) | {"metrics": summary.to_json()})
        return
    show_import(history, summary)
    show_lines([f"Wrote {path}" for path in (output, keep) if path is not None])


def as_json(history: StoredHistory, output: Path) -> dict[str, Any]:
    """Give an import's report and mapping as JSON values."""
    return {
        "source": history.source,
        "project": str(output),
        "span": list(span(history)),
        "report": history.report.model_dump(mode="json"),
        "mapping": history.mapping.model_dump(mode="json"),
    }


def show_import(history: StoredHistory, summary: FlowSummary) -> None:
    """Print what was read and measured, then what was set aside, assumed, and to be confirmed."""
    report = history.report
    show_lines([headline(history), ""])
    show_summary(history.source, summary, history.log)
    for title, rows in (("Set aside", report.set_aside), ("Used in part", report.in_part)):
        if rows:
            cells = [[str(one.row), one.value, one.reason] for one in rows[:SHOWN]]
            more = f", the first {SHOWN} of {len(rows)}" if len(rows) > SHOWN else ""
            show_table(f"{title}{more}", ("row", "value", "reason"), cells, words=("value", "reason"))
    show_lines([f"assumed: {sentence}" for sentence in report.assumed])
    show_lines([f"please confirm: {sentence}" for sentence in report.ambiguous])
    show_warnings(summary.warnings)


def headline(history: StoredHistory) -> str:
    """Say how a file is laid out, how many items it gives, of which days, and what was set aside."""
    report = history.report
    first, last = span(history)
    items = len(history.log.items)
    aside = len(report.set_aside)
    return (
        f"{history.source}: {layout_words(history.mapping)}, {items:,} item{'s' * (items != 1)} "
        f"from {first} to {last}. Of {report.rows:,} row{'s' * (report.rows != 1)} {report.used:,} used, "
        f"{aside:,} set aside."
    )


def span(history: StoredHistory) -> tuple[str, str]:
    """Give the first and the last day of a history, ISO 8601."""
    import numpy as np

    from sim.log import local_time

    log = history.log
    first, last = local_time(log.base, np.array([log.start, log.end])).astype("datetime64[D]").astype(str)
    return str(first), str(last)
