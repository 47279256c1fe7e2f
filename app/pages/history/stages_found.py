"""What the Stages section shows of a part: time in state, ageing work, blocked time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from app.pages.history.trial import counted

if TYPE_CHECKING:
    from app.charts import AgeingState, BlockedState, StageTimeState
    from app.pages.history.part import Part
    from sim.metrics import BlockedTime
    from sim.report import TableOut

OLD: Final = 85
"""Percentage of the items done of which an item must be older to be named."""
_STAGE_COLUMNS: Final = (
    "stage",
    "counts as",
    "visits",
    "came again",
    "mean an item",
    "p50 an item",
    "p85 an item",
    "of flow time",
)
_OLDER: Final = "older than"
_SHORT: Final = {
    "mean an item": "mean",
    "p50 an item": "p50",
    "p85 an item": "p85",
    "older there than": _OLDER,
}
_BLOCKED_COLUMNS: Final = ("reason", "items", "times", "blocked", "still blocked")


@dataclass(frozen=True)
class StagesFound:
    """What the section shows.

    Attributes:
        time: Time in each stage.
        stages: The same as a table, with visits and those that came again.
        ageing: Work in progress with the pace of each stage.
        old: Items older than the pace of 85 %.
        old_nothing: What to say where there is none.
        blocked: Blocked time by reason.
        reasons: The same as a table.
        reasons_note: What must be known beside it.
    """

    time: StageTimeState
    stages: TableOut
    ageing: AgeingState
    old: TableOut
    old_nothing: str
    blocked: BlockedState
    reasons: TableOut
    reasons_note: str


def stages_found(part: Part) -> StagesFound:
    """Measure where the time of a part went."""
    from app.charts import blocked_state, stage_time_state
    from sim.metrics import blocked_time, stage_times
    from sim.report import ageing_table, blocked_table, stage_table

    log, window = part.log, part.window
    times = stage_times(log, window)
    blocked = blocked_time(log, window)
    ages = ageing_table(log, part.rule, window)
    old = _without_blank(
        replace(
            _headed(ages),
            rows=tuple(row for row in ages.rows if isinstance(row[-1], int) and row[-1] >= OLD),
        )
    )
    table = _headed(stage_table(log, window).only(*_STAGE_COLUMNS))
    return StagesFound(
        time=stage_time_state(times, log.base.unit),
        stages=replace(table, rows=tuple(row for row in table.rows if row[2] or row[-1])),
        ageing=_ageing(part),
        old=old,
        old_nothing=_nothing_old(ages),
        blocked=blocked_state(log, blocked),
        reasons=blocked_table(log, window).only(*_BLOCKED_COLUMNS),
        reasons_note=blocked_note(blocked, log.base.unit),
    )


def _without_blank(table: TableOut) -> TableOut:
    """Leave out columns of words in which no row says anything: a log of events has no titles."""
    blank = {
        column.name
        for place, column in enumerate(table.columns)
        if table.rows and all(row[place] == "" for row in table.rows)
    }
    return table.only(*(column.name for column in table.columns if column.name not in blank))


def _headed(table: TableOut) -> TableOut:
    """Give a table the shorter headings that a card has room for."""
    columns = (replace(column, name=_SHORT.get(column.name, column.name)) for column in table.columns)
    return replace(
        table, columns=tuple(replace(one, unit="%") if one.name == _OLDER else one for one in columns)
    )


def blocked_note(found: BlockedTime, unit: str) -> str:
    """Say how much of the time is blocked, and of how many items the length is not known."""
    said = []
    if found.reasons:
        said.append(
            f"{100 * found.share:.0f} % of the time in progress ({found.total:,.0f} {unit}s) was blocked."
        )
    if found.untimed:
        of = (
            "is said to be blocked, but not when: it is"
            if found.untimed == 1
            else ("are said to be blocked, but not when: they are")
        )
        said.append(f"{counted(found.untimed, 'item')} {of} in no figure here.")
    return " ".join(said)


def _nothing_old(ages: TableOut) -> str:
    if not ages.rows:
        return "Nothing is in progress at the end of the history."
    if all(row[-1] is None for row in ages.rows):
        return "Too few items are done to say what age is usual in the stages where work is in progress."
    return f"No item in progress is older than {OLD} % of those done were when they left its stage."


def _ageing(part: Part) -> AgeingState:
    """Draw the work in progress at the end, over the pace of the items done in the window."""
    from app.charts import ageing_state, flow_time_state
    from sim.metrics import ageing, pace

    log = part.log
    state = ageing_state(log, flow_time_state(log, part.rule))
    paces = tuple(stage.ages for stage in pace(log, part.rule, part.window))
    return replace(state, age=ageing(log, rule=part.rule).age, pace=paces)
