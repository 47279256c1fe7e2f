"""An item's life in words: pure, from what its log tells."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sim.log import NOWHERE, Doing

if TYPE_CHECKING:
    from sim.log import EventLog
    from sim.metrics import ItemLife, StageVisit
    from sim.stream import Vocabulary

DOES: Final = {
    Doing.NEW: "not started yet",
    Doing.WAITING: "waiting",
    Doing.CHANGEOVER: "being changed over for",
    Doing.WORKING: "being worked on",
    Doing.BLOCKED: "blocked",
    Doing.DOWN: "held up: its worker is down",
    Doing.PUT_DOWN: "put down, waiting to be taken up again",
    Doing.FINISHED: "finished, waiting for room",
}
DID: Final = {
    Doing.NEW: "waited",
    Doing.WAITING: "waited",
    Doing.CHANGEOVER: "changed over for",
    Doing.WORKING: "worked on",
    Doing.BLOCKED: "blocked",
    Doing.DOWN: "worker down",
    Doing.PUT_DOWN: "put down",
    Doing.FINISHED: "waited for room",
}


@dataclass(frozen=True)
class ItemTold:
    """One item in words.

    Attributes:
        title: Type and number, and its class where it has one of its own.
        present: Where it is and what it does.
        figures: Age, flow time and efficiency so far.
        visits: Name, from when to when, and what was done there, one for each stage that it was in.
    """

    title: str
    present: str
    figures: str
    visits: tuple[tuple[str, str, str], ...]


def tell_item(life: ItemLife, log: EventLog, words: Vocabulary) -> ItemTold:
    """Put an item's life in words."""
    return ItemTold(
        title=title_of(life, log),
        present=_present(life, log, words),
        figures=_figures(life, log),
        visits=tuple(_visit(visit, log, words) for visit in life.visits),
    )


def tip_of(life: ItemLife, log: EventLog, words: Vocabulary) -> str:
    """Say in three lines which item it is, what it does, and how old it is."""
    age = "" if math.isnan(life.age) else f"Age {_long(life.age, log.base.unit)}"
    return "\n".join(part for part in (title_of(life, log), _present(life, log, words), age) if part)


def title_of(life: ItemLife, log: EventLog) -> str:
    """Call an item by type and number; its class is told where there are several."""
    name = log.items.names[life.item] if log.items.names else str(life.item)
    title = f"{log.types[life.type].name} {name}"
    return title if len(log.classes) < 2 else f"{title} · {log.classes[life.service_class]}"


def place_name(stage: int, log: EventLog, words: Vocabulary) -> str:
    """Name a stage, or the backlog."""
    return words.backlog if stage == NOWHERE else log.stages[stage].name


def is_shared(stage: int, log: EventLog) -> bool:
    """Say whether the people of a stage hold several items at once, so that each has a part of their time."""
    team = None if stage == NOWHERE else log.stages[stage].team
    return team is not None and log.teams[team].multitask > 1


def _present(life: ItemLife, log: EventLog, words: Vocabulary) -> str:
    unit = log.base.unit
    if life.is_done:
        return f"Done on {unit} {life.done:.1f}"
    here = life.present
    if here is None:
        return "Not there yet"
    does = DOES[here.doing]
    if here.doing == Doing.FINISHED and log.stages[here.stage].kind == "wait":
        does = "ready, waiting to go on"
    if here.doing == Doing.WORKING and is_shared(here.stage, log):
        does = "in work, perhaps beside others,"
    begin = life.visits[-1].stretches[-1].begin
    return f"{place_name(here.stage, log, words)}: {does} for {_long(life.now - begin, unit)}"


def _figures(life: ItemLife, log: EventLog) -> str:
    unit = log.base.unit
    parts = [] if math.isnan(life.age) else [f"Age {_long(life.age, unit)}"]
    if not math.isnan(life.flow_time):
        so_far = "" if life.is_done else " so far"
        parts.append(f"flow time {_long(life.flow_time, unit)}{so_far}")
    if not math.isnan(life.efficiency):
        shared = any(is_shared(v.stage, log) and v.spent(Doing.WORKING) > 0 for v in life.visits)
        did = "in somebody's hands, some beside others," if shared else "worked on"
        parts.append(f"{did} for {100 * life.efficiency:.0f}\u00a0% of it")
    return " · ".join(parts)


def _visit(visit: StageVisit, log: EventLog, words: Vocabulary) -> tuple[str, str, str]:
    name = place_name(visit.stage, log, words) + (" again" if visit.is_back else "")
    when = f"{log.base.unit} {visit.begin:.1f} – {visit.end:.1f}"
    parts: dict[str, float] = {}
    for stretch in visit.stretches:
        word = DID[stretch.doing]
        if stretch.doing == Doing.FINISHED and log.stages[visit.stage].kind == "wait":
            word = "waited to go on"  # for room, or for the next release
        if stretch.doing == Doing.WORKING and is_shared(visit.stage, log):
            word = "in work beside others"
        parts[word] = parts.get(word, 0.0) + stretch.length
    did = " · ".join(f"{word} {_figure(spent)}" for word, spent in parts.items())
    return name, when, did


def _long(time: float, unit: str) -> str:
    shown = _figure(time)
    return f"{shown} {unit if shown == '1' else f'{unit}s'}"


def _figure(time: float) -> str:
    return f"{time:.0f}" if time >= 100 else f"{time:.1f}" if time >= 1 else f"{time:.2g}"
