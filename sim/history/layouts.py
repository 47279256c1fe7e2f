"""From one row an item with start and done to one date column a stage, and back."""

from __future__ import annotations

from sim.history.mapping import Field, Layout, Mapping, StageColumn
from sim.log import FlowState


def between_rows(mapping: Mapping, layout: Layout) -> Mapping:
    """Read rows of items in the other layout, with as much of what was known as it has a place for.

    Towards stages, created and started become stages. Back, the first stage becomes started.
    """
    if layout == mapping.layout:
        return mapping
    columns, stages = dict(mapping.columns), mapping.stages
    if layout == "stages":
        found: list[tuple[Field, FlowState]] = [("created", "new"), ("started", "active")]
        stages = tuple(
            StageColumn(column=column, name=column, state=state)
            for field, state in found
            if (column := columns.pop(field, ""))
        )
    else:
        begun = next((stage.column for stage in stages if stage.state != "new"), "")
        waits = next((stage.column for stage in stages if stage.state == "new"), "")
        columns |= {"started": begun} if begun else {}
        columns |= {"created": waits} if waits and "created" not in columns else {}
        stages = ()
    return mapping.model_copy(update={"layout": layout, "columns": columns, "stages": stages})
