"""The part of a history that a stream is made of: what the filters and dates of the page leave."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from app.pages.history.part import View, chosen_text, day_text, days_of, selection_of, window_in_view
from sim.errors import CalibrationFault
from sim.stream import counted

if TYPE_CHECKING:
    from sim.log import EventLog

_INSTANT: Final = 1e-6
"""The last moment of a day lies so much before the next one."""


@dataclass(frozen=True)
class ModelPart:
    """What a stream is made of.

    Attributes:
        log: The chosen items, as they were known at the end of the dates.
        words: Which part it is, in a sentence; empty where it is the whole history.
        doubt: What is not in a stream that is made of some items only; empty where all are.
    """

    log: EventLog
    words: str = ""
    doubt: str = ""


def same_part(one: View, other: View) -> bool:
    """Say whether two views are about the same part, however days are counted."""
    return replace(one, rule="inclusive") == replace(other, rule="inclusive")


def days_wished(log: EventLog, view: View) -> int | None:
    """Give the days of history that a view is about, to its end; None where it is about all."""
    from sim.metrics import window_days

    window = window_in_view(log, view)
    if view.span == "whole" or not window.length:
        return None
    first, last = window_days(log, window)
    return last - first + 1


def part_to_model(log: EventLog, view: View) -> ModelPart:
    """Give the part of a history that a view is about; how far it goes back is wished for apart.

    Raises:
        CalibrationFault: If nothing is left.
    """
    from sim.calibration import up_to
    from sim.metrics import select

    window = window_in_view(log, view)
    if not window.length:
        raise CalibrationFault(
            "No day of the history lies within the dates chosen.", "Choose other dates above the charts."
        )
    chosen = chosen_text(log, view.chosen)
    part = select(log, selection_of(log, view.chosen))
    if not len(part.items):
        raise CalibrationFault(
            f"No item of the history is all of this: {chosen}.", "Take filters back above the charts."
        )
    said = [f"{chosen} ({len(part.items)} of {counted(len(log.items), 'item')})"] if chosen else []
    if window.end < log.end:
        part = up_to(part, window.end - _INSTANT)
        said.append(f"as known on {day_text(days_of(part)[1])}")
    words = f"Made of what is looked at on the charts: {', '.join(said)}." if said else ""
    doubt = f"What items other than {chosen} took of people and limits is not in the model." if chosen else ""
    return ModelPart(part, words, doubt)
