"""Money in a tile: what was released is worth, less what people and delay cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.widgets import Metric
from sim.stream import Calendar, hours_in

if TYPE_CHECKING:
    from sim.log import TimeBase
    from sim.metrics import FlowSummary
    from sim.stream import Stream, Vocabulary

LABEL = "Net value"


def tells_money(stream: Stream) -> bool:
    """Say whether a stream gives anything that money can be worked out from."""
    given = [kind.value for kind in stream.item_types] + [kind.cost_of_delay for kind in stream.item_types]
    given += [stage.cost_per_day for stage in stream.stages] + [team.cost_per_day for team in stream.teams]
    return any(each is not None for each in given)


def money_metric(summary: FlowSummary, base: TimeBase, words: Vocabulary) -> Metric | None:
    """Put the net value a week in words; None where nothing of it is known."""
    money = summary.money
    if money.net is None:
        return None
    how = how_money_is_counted(words)
    if summary.window.length <= 0:
        return Metric(LABEL, how=how)
    calendar = base.calendar or Calendar(kind="continuous")
    weeks = summary.window.length * hours_in(calendar, base.unit) / hours_in(calendar, "week")
    parts = (("value", money.value), (words.workers, money.staff_cost), ("delay", money.delay_cost))
    told = " − ".join(f"{name} {amount(part / weeks)}" for name, part in parts if part is not None)
    return Metric(
        LABEL, amount(money.net / weeks), "/ week", how=f"{how} Now, a week: {told}.", unit_brief="/wk"
    )


def how_money_is_counted(words: Vocabulary) -> str:
    """Say how the net value comes about."""
    return (
        f"What the {words.items} done are worth, less what {words.workers} cost, less what delay costs from "
        "arrival to done; divided by the time played. What is not given counts as nothing."
    )


def amount(money: float) -> str:
    """Write a sum of money briefly: whole up to ten thousand, then in thousands, then in millions."""
    size, sign = abs(money), "−" if money < 0 else ""
    if size < 1e4:
        return f"{sign}{size:,.0f}".replace(",", "\u202f")
    shown, letter = (size / 1e3, "k") if size < 1e6 else (size / 1e6, "M")
    return f"{sign}{shown:,.{0 if shown >= 100 else 1}f}".replace(",", "\u202f") + letter
