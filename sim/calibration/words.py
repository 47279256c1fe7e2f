"""What a calibration assumed and what a history cannot tell, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.calibration.evidence import listed
from sim.log import lives

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.calibration.evidence import Evidence
    from sim.calibration.result import Settings, StageFindings
    from sim.calibration.stays import Stays

FEWEST_ITEMS = 20
"""Finished items below which everything is a guess."""

LIMITS = {
    "max": "WIP limits are the most items that each stage held.",
    "p85": "WIP limits are what each stage held at most in 85 % of the time.",
    "none": "There are no WIP limits.",
}


def assumptions(stages: tuple[StageFindings, ...], settings: Settings) -> tuple[str, ...]:
    """Say what was assumed of times, people and limits."""
    said = []
    untold = [one.name for one in stages if one.kind == "work" and not one.touch_told]
    if untold:
        said.append(_touch(listed(untold), settings.touch_share))
    guessed = [one.name for one in stages if one.kind == "work"]
    if guessed:
        said.append(
            f"People in {listed(guessed)}: as many as items were worked on at once, at most. Who they are, "
            "and who works in several stages, is not known."
        )
    said.extend(_waiting(stages))
    return (*said, LIMITS[settings.limits])


def _waiting(stages: tuple[StageFindings, ...]) -> list[str]:
    queues = [one for one in stages if one.kind == "wait" and one.queue]
    said = [
        f"Waiting in {one.name} is taken as a queue for the next stage"
        + (
            f": in {one.busy_behind * 100:.0f} % of it everybody there was busy."
            if one.busy_behind > 0.0
            else "."
        )
        for one in queues
    ]
    delays = [one.name for one in stages if one.kind == "wait" and not one.queue]
    if delays:
        said.append(
            f"Waiting in {listed(delays)} is taken as a time of its own: it would not get shorter with more "
            "people behind it."
        )
    return said


def _touch(names: str, share: float) -> str:
    if share == 1.0:
        return (
            f"All time in {names} counts as work: the history does not tell who waits there inside. If "
            "people work on an item for a part of that time only, give that part as the share of touch time."
        )
    percent = f"{share * 100:g} %"
    return (
        f"{percent} of the time in {names} counts as work, as told; the rest has to come about in the model "
        f"by waiting for {percent} of the people."
    )


def gaps(evidence: Evidence, stays: Stays, stages: tuple[StageFindings, ...]) -> tuple[str, ...]:
    """Say what the history cannot tell."""
    done = lives(evidence.log).done[evidence.kept]
    said = [*_thin(done), *_forgotten(evidence, done)]
    if not any(one.kind == "wait" or one.touch_told for one in stages):
        said.append("Flow efficiency cannot be told: no stage of the history counts as waiting.")
    if not stays.was_blocked.any():
        said.append("Nothing in the history was blocked, or it does not say so.")
    classes = evidence.log.classes
    if len(classes) > 1:
        said.append(f"Classes of service ({', '.join(classes)}) are not part of the model.")
    return tuple(said)


def _thin(done: NDArray[np.float64]) -> tuple[str, ...]:
    finished = int(np.count_nonzero(~np.isnan(done)))
    said = []
    if finished < FEWEST_ITEMS:
        items = {0: "No item was", 1: "Only 1 item was"}.get(finished, f"Only {finished} items were")
        said.append(f"{items} finished: too few to tell more than an order of magnitude.")
    if finished == len(done):
        said.append(
            "No item is unfinished. If the file leaves such items out, times are too short, and the last "
            "weeks have too few arrivals."
        )
    return tuple(said)


def _forgotten(evidence: Evidence, done: NDArray[np.float64]) -> tuple[str, ...]:
    """Name open items that are older than any that was finished ever got."""
    open_ages = evidence.log.end - evidence.committed[np.isnan(done)]
    times = (done - evidence.committed)[~np.isnan(done)]
    older = int(np.count_nonzero(open_ages > times.max())) if len(times) else 0
    if not older:
        return ()
    items = "1 open item is" if older == 1 else f"{older} open items are"
    return (
        f"{items} older than any finished one became ({times.max():.0f} {evidence.worked.words}): perhaps "
        "forgotten. They count as unfinished work and stand on the board.",
    )
