"""What a calibration found, as frozen values."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sim.distributions import Family, Fit
    from sim.log import EventLog
    from sim.stream import Calendar, Problem, Stream

Limits = Literal["max", "p85", "none"]
"""First WIP limits: the most items seen in a stage, what it held at most in 85 % of the time, or none."""

Waits = Literal["auto", "delay", "queue"]
"""What a stage of waiting is: a time of its own, or a queue that lasts until somebody behind it is free; or
whichever the history shows."""


@dataclass(frozen=True)
class Settings:
    """What a history cannot tell and a person must.

    Attributes:
        touch_share: Part of the time in stages of work in which somebody works on the item, above 0 and at
            most 1: flow efficiency within these stages. Only asked where the history does not tell when work
            began.
        limits: First WIP limits.
        waits: What a stage of waiting is.
        calendar: When people work; guessed if None.
        last_days: Days of history to look at, to its end; all if None.
        families: Family that stands for the times of a stage, by the stage's id, in place of the one that is
            chosen; ``empirical`` for the data's own quantiles. Where too few have finished it changes
            nothing.
    """

    touch_share: float = 1.0
    limits: Limits = "max"
    waits: Waits = "auto"
    calendar: Calendar | None = None
    last_days: int | None = None
    families: Mapping[str, Family] = field(default_factory=dict)


Progress = Callable[[int, int], None]
"""Hears how much is done, and of how much; it may raise to stop the work."""


def no_progress(done: int, total: int) -> None:
    """Take progress and do nothing with it."""


PLAIN = Settings()
"""Nothing told."""


@dataclass(frozen=True)
class StageFindings:
    """What the history holds of one stage.

    Attributes:
        id: Its id in the stream.
        name: Its name.
        kind: Whether people work there.
        visits: Visits of items.
        unfinished: Visits that still last.
        fit: Time of a visit as the history has it, before the share of touch time; None where none ended.
        fits_by_type: The same of types that differ, by type id.
        blocked: Share of visits that were blocked, 0 to 1.
        blocker: How long; None where nothing was, or none has ended.
        touch_told: Whether the history tells when work began.
        busy_behind: Of a stage of waiting: part of the waiting in which everybody in the next stage was
            busy; NaN where the next stage is not one of work.
        queue: Whether it is a queue in the model.
        at_once: Most items worked on at the same time.
        people: People in the model; None in a stage of waiting.
        wip_p85: Items that it held at most in 85 % of the time.
        wip_max: Most items that it held.
    """

    id: str
    name: str
    kind: Literal["work", "wait"]
    visits: int
    unfinished: int
    fit: Fit | None
    fits_by_type: Mapping[str, Fit] = field(default_factory=dict)
    blocked: float = 0.0
    blocker: Fit | None = None
    touch_told: bool = False
    busy_behind: float = math.nan
    queue: bool = False
    at_once: int = 0
    people: int | None = None
    wip_p85: int = 0
    wip_max: int = 0


@dataclass(frozen=True)
class ArrivalFindings:
    """What the history holds of arrivals.

    Attributes:
        items: Items that were committed to.
        rate: Items a unit of the stream's time.
        fit: Time between arrivals (of batches, where they come in batches); None where days were counted.
        batches: Whether several come at once.
        first_half: Items in the first half of the time.
        second_half: Items in the second.
    """

    items: int
    rate: float
    fit: Fit | None
    batches: bool
    first_half: int
    second_half: int


@dataclass(frozen=True)
class Calibration:
    """A stream made from a history, with what it rests on.

    Attributes:
        stream: The stream, with the board as of the history's last day.
        stages: What it rests on, stage by stage, in flow order.
        arrivals: What its arrivals rest on.
        assumed: What was assumed, one sentence each.
        unknown: What the history cannot tell, one sentence each.
        problems: What is doubtful about the stream itself.
        history: The history in the stream's time, of the items that the stream is about.
        since: From when the history was looked at, in the stream's time.
        days: One of the stream's days in words, plural.
        settings: What it was made with.
    """

    stream: Stream
    stages: tuple[StageFindings, ...]
    arrivals: ArrivalFindings
    assumed: tuple[str, ...]
    unknown: tuple[str, ...]
    problems: tuple[Problem, ...]
    history: EventLog
    since: float
    days: str
    settings: Settings

    @property
    def fits(self) -> Mapping[str, Fit]:
        """Every fit by what it is of: ``stages.build.time``, ``arrivals.time`` and the like."""
        found: dict[str, Fit] = {}
        for stage in self.stages:
            field_name = "time" if stage.kind == "work" else "delay"
            if stage.fit is not None:
                found[f"stages.{stage.id}.{field_name}"] = stage.fit
            for type_id, fit in stage.fits_by_type.items():
                found[f"stages.{stage.id}.time_by_type.{type_id}"] = fit
            if stage.blocker is not None:
                found[f"stages.{stage.id}.blockers.time"] = stage.blocker
        if self.arrivals.fit is not None:
            found["arrivals.time"] = self.arrivals.fit
        return found
