"""When a stage takes items in, in which order, how many at once, and when it lets them go."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from app.pages.stream.forms.change import Change, setting
from app.pages.stream.forms.form import Topic
from sim.stream import Batch, Cadence, counted

if TYPE_CHECKING:
    from app.pages.stream.forms.sheet import Sheet
    from sim.stream import Stage, Stream

ORDERS: Final = {
    "fifo": "first come",
    "oldest": "oldest first",
    "due": "earliest due first",
    "cost_of_delay": "costliest delay first",
    "wsjf": "delay cost by size",
    "shortest": "shortest first",
    "random": "at random",
}
_EXPLAINED: Final = {
    "fifo": "Who came into this queue first goes first.",
    "oldest": "Who arrived in the stream first goes first.",
    "due": "Who is due first goes first; types get a due moment in the stream's item types.",
    "cost_of_delay": "The type that loses most money a day of waiting goes first.",
    "wsjf": "Cost of delay over the work that is left: weighted shortest job first.",
    "shortest": "The type with the shortest mean time here goes first.",
    "random": "Whoever luck draws goes first.",
}


def pulling_topic(stream: Stream, stage: Stage) -> Topic:
    """Offer when and in which order a stage pulls, and what happens to whoever is done."""
    told = [ORDERS[stage.order]]
    told += ["when someone is free"] if stage.pull == "ready" else []
    told += [f"holds {stream.vocabulary.workers}"] if stage.on_finish == "hold" else []
    paths = tuple(f"stages.{stage.id}.{field}" for field in ("pull", "on_finish", "order"))
    return Topic("pulling", "Pulling", " · ".join(told), _fill_pulling, paths)


def _fill_pulling(sheet: Sheet) -> None:
    stage, words = sheet.about.stage, sheet.about.words
    order = sheet.choose("Who goes first", "order", ORDERS, stage.order)
    for place, explained in enumerate(_EXPLAINED.values()):
        order.setItemData(place, explained, 3)  # Qt.ItemDataRole.ToolTipRole
    sheet.help(f"{_EXPLAINED[stage.order]} Classes of service come before that, rework before new work.")
    if stage.kind != "work":
        return
    pulls = {"room": "room", "ready": f"a free {words.worker}"}
    sheet.choose("Pulls when there is", "pull", pulls, stage.pull)
    finishes = {"free": "free", "hold": "held"}
    sheet.choose(f"Finished, {words.workers} are", "on_finish", finishes, stage.on_finish)
    if stage.on_finish == "hold":
        sheet.help(f"Whoever finished stays with the {words.item} until it is pulled onward.")


def lots_topic(stream: Stream, stage: Stage) -> Topic:
    """Offer how many items are taken, and handed on, at once."""
    told = (
        []
        if stage.batch is None
        else [f"{counted(stage.batch.size, stream.vocabulary.item, stream.vocabulary.items)} at once"]
    )
    told += [] if stage.transfer is None else [f"on in lots of {stage.transfer}"]
    paths = (f"stages.{stage.id}.batch", f"stages.{stage.id}.transfer")
    return Topic("lots", "Batches and lots", " · ".join(told) or "one by one", _fill_lots, paths)


def _fill_lots(sheet: Sheet) -> None:
    stage, words, unit = sheet.about.stage, sheet.about.words, sheet.about.unit
    if stage.kind == "work":
        sheet.help("A batch is worked on as one, in one time: an oven, a test run, a delivery round.")
        size = None if stage.batch is None else stage.batch.size
        sheet.limit("Taken at once", "batch.size", size, partial(_with_batch, stage))
        if stage.batch is not None:
            after = stage.batch.at_most_after
            none = "until it is full"
            sheet.maybe("Waits at most", "batch.at_most_after", after, none=none, unit=unit, minimum=0.0)
    sheet.help(f"A transfer lot: finished {words.items} stay until so many can go on together.")
    sheet.limit("Handed on at once", "transfer", stage.transfer, partial(_with_transfer, stage))


def _with_batch(stage: Stage, size: int | None) -> Change:
    """Take so many at once; 1 and none are one by one."""
    text = f"Set the batch of {stage.name} to {size or 'one by one'}"
    if size is None or size == 1:
        return setting(f"stages.{stage.id}.batch", None, text)
    after = None if stage.batch is None else stage.batch.at_most_after
    return setting(f"stages.{stage.id}.batch", Batch(size=size, at_most_after=after), text)


def _with_transfer(stage: Stage, lot: int | None) -> Change:
    text = f"Set the lot of {stage.name} to {lot or 'one by one'}"
    return setting(f"stages.{stage.id}.transfer", None if lot == 1 else lot, text)


def gate_topic(stream: Stream, stage: Stage) -> Topic:
    """Offer a gate at the exit."""
    from app.canvas import SHORT_UNIT

    gate, unit = stage.cadence, SHORT_UNIT[stream.time_unit]
    summary = "always open" if gate is None else f"every {gate.every:g} {unit}"
    return Topic("gate", "Gate", summary, add_gate, (f"stages.{stage.id}.cadence",))


def add_gate(sheet: Sheet) -> None:
    """Add how often a stage lets items out, and when first."""
    stage, unit, words = sheet.about.stage, sheet.about.unit, sheet.about.words
    gate = stage.cadence
    every = None if gate is None else gate.every
    put = partial(_with_gate, stage)
    sheet.maybe("Opens every", "cadence", every, none="always open", unit=unit, put=put)
    if gate is not None:
        name = "First at"
        sheet.maybe(name, "cadence.first", gate.first, none=f"{gate.every:g} {unit}", unit=unit, minimum=0.0)
        sheet.help(f"Finished {words.items} leave only when it opens, like passengers by train.")


def _with_gate(stage: Stage, every: float | None) -> Change:
    gate = None if every is None else Cadence(every=every, first=every)
    return setting(f"stages.{stage.id}.cadence", gate, f"Set the gate of {stage.name}")
