"""All tables of a history together, as an export has them."""

from __future__ import annotations

from sim.log import EventLog
from sim.metrics import DayRule, DoraMapping, Window, dora, guess_dora, summarise
from sim.report.dora_table import dora_table
from sim.report.flow_tables import blocked_table, flow_table, littles_table, parts_table, stage_table
from sim.report.item_tables import ageing_table, items_table
from sim.report.table import TableOut
from sim.report.time_tables import limits_table, load_table, week_table


def all_tables(
    log: EventLog,
    window: Window,
    by: str = "type",
    rule: DayRule | None = None,
    mapping: DoraMapping | None = None,
) -> tuple[TableOut, ...]:
    """Give every metric of a log over a window as a table.

    Args:
        log: What happened.
        window: When.
        by: Respect that the table of parts is by.
        rule: How flow time and age are counted; the log's default if None.
        mapping: Which items are deployments; guessed if None.

    Raises:
        ValueError: The log's items have no such attribute.
    """
    return (
        flow_table(log, summarise(log, window, rule)),
        parts_table(log, window, by, rule),
        stage_table(log, window),
        blocked_table(log, window),
        week_table(log, window),
        limits_table(log, window),
        load_table(log, window),
        ageing_table(log, rule, window),
        littles_table(log, window),
        dora_table(dora(log, window, mapping or guess_dora(log)), log.base.unit),
        items_table(log, window, rule),
    )
