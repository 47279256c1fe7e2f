"""Flow efficiency: touch time over flow time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.log import EventLog, Kind, lives, touched
from sim.metrics.window import Window, finished_lives
from sim.wording import joined


def flow_efficiency(log: EventLog, window: Window) -> float:
    """Give the share of flow time that was touch time, over items done in a window; 0 to 1.

    A ratio of totals: the touch time of all these items, from commitment to done, over their whole time
    from commitment to done, so that an item counts by its length. An item that shares its worker with
    others has its part of the worker's time; changeovers, blockers and pauses are no touch time. NaN if no
    time passed.
    """
    touch, total = _times(log, window)
    return float(touch.sum() / total.sum()) if total.sum() else float("nan")


def mean_item_efficiency(log: EventLog, window: Window) -> float:
    """Give the mean of the items' own efficiencies, over items done in a window; 0 to 1.

    Every item counts the same, however long it took; items that took no time have none. Not the same as
    :func:`flow_efficiency`. NaN if there is no item.
    """
    touch, total = _times(log, window)
    timed = total > 0
    return float((touch[timed] / total[timed]).mean()) if timed.any() else float("nan")


@dataclass(frozen=True)
class Efficiency:
    """Flow efficiency with the mapping it came from.

    Attributes:
        of_totals: :func:`flow_efficiency`.
        of_items: :func:`mean_item_efficiency`.
        touch: Touch time of the items done, in the log's unit.
        flow: Their time from commitment to done, elapsed.
        active: Names of the stages in which an item counts as worked on.
        waiting: Names of the stages in which it counts as waiting.
        new: Names of the stages that are mapped to new: flow time may not have begun.
        timed: Names of the stages in which the log tells when work began, so that the time before waits.
    """

    of_totals: float
    of_items: float
    touch: float
    flow: float
    active: tuple[str, ...]
    waiting: tuple[str, ...]
    new: tuple[str, ...]
    timed: tuple[str, ...]

    @property
    def said(self) -> str:
        """The mapping in one sentence."""
        parts = [f"active in {joined(self.active)}"] if self.active else []
        parts += [f"waiting in {joined(self.waiting)}"] if self.waiting else []
        parts += [f"new in {joined(self.new)}"] if self.new else []
        parts += [f"from the start of work in {joined(self.timed)}"] if self.timed else []
        return f"An item counts as {', '.join(parts)}." if parts else "The log has no stages."


def efficiency(log: EventLog, window: Window) -> Efficiency:
    """Give both readings of flow efficiency over a window, and which stages count as what."""
    touch, total = _times(log, window)
    timed = set(log.stage[log.kind == Kind.STARTED].tolist())
    plain = [stage for number, stage in enumerate(log.stages) if number not in timed]
    active, waiting, new = (
        tuple(stage.name for stage in plain if stage.counts_as == wanted)
        for wanted in ("active", "waiting", "new")
    )
    return Efficiency(
        of_totals=flow_efficiency(log, window),
        of_items=mean_item_efficiency(log, window),
        touch=float(touch.sum()),
        flow=float(total.sum()),
        active=active,
        waiting=waiting,
        new=new,
        timed=tuple(stage.name for number, stage in enumerate(log.stages) if number in timed),
    )


def _times(log: EventLog, window: Window) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give touch time and whole time from commitment to done of each item done; shape (done,) each."""
    life = lives(log)
    chosen = finished_lives(log, window)
    return touched(log)[chosen], (life.done - life.commitment)[chosen]
