"""What to know before trusting the figures of a run, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.experiment.design import ends_by_itself
from sim.stream import problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.experiment.cell import Outcome
    from sim.experiment.design import Design
    from sim.stream import Stream

FEW_DONE = 20
"""Items done below which percentiles say little."""

LARGE_RESIDUAL = 0.1
"""Share of the load that Little's law may leave unexplained before it is said."""


def warnings_of(stream: Stream, design: Design, cut: float, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Say in words what weakens the figures: overload, unfinished items, warm-up, too few items.

    Args:
        stream: What was run.
        design: How it was run.
        cut: Warm-up left out of each run, in the stream's unit.
        outcomes: What was measured.
    """
    found = [f"{one.what} {one.fix}".strip() for one in problems(stream) if one.severity == "warning"]
    if not ends_by_itself(stream):
        found.extend(warmup_warnings(stream, design, cut))
    found.extend(unfinished_warnings(stream, outcomes))
    done = sum(len(outcome.flow_times) for outcome in outcomes)
    if done < FEW_DONE:
        found.append(f"Only {done} items were done in all runs together: too few for percentiles.")
    residual = float(np.nanmean([abs(outcome.littles_residual) for outcome in outcomes])) if done else 0.0
    if residual > LARGE_RESIDUAL:
        found.append(
            f"Little's law leaves {residual:.0%} of the load unexplained: the runs are short beside the time "
            "that an item takes, or the load still grows."
        )
    return tuple(found)


def warmup_warnings(stream: Stream, design: Design, cut: float) -> list[str]:
    """Say that the empty start is in the figures, or how much of it was cut."""
    unit = f"{stream.time_unit}s"
    if cut > 0 and design.warmup == "auto":
        return [f"The first {cut:.4g} {unit} of each run are left out as warm-up (MSER-5 on the mean load)."]
    if cut == 0 and design.warmup != "auto":
        return ["Warm-up is left in: every run starts with an empty stream, which makes flow look faster."]
    return []


def unfinished_warnings(stream: Stream, outcomes: Sequence[Outcome]) -> list[str]:
    """Say how many items the runs left open, if there are any."""
    mean = float(np.mean([outcome.unfinished for outcome in outcomes]))
    if not mean:
        return []
    items = stream.vocabulary.items
    return [f"On average {mean:.1f} {items} are unfinished at the end: in the load, not in flow time."]
