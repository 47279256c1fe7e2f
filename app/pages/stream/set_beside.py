"""One change to a stream, set beside the stream without it on the same random numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.jobs import Track
    from sim.engine import RunRequest
    from sim.experiment import RunResult, ScenarioResult
    from sim.stream import Scenario, Stream


def set_beside(
    stream: Stream, change: Scenario, request: RunRequest, runs: int, track: Track
) -> tuple[RunResult, ScenarioResult]:
    """Run a stream without and with a change, so many times each; gives both.

    Raises:
        UserFault: If the stream has errors, or nothing of its runs can be measured.
        Cancelled: If nobody wants the answer any more.
    """
    from sim.engine import warm_cache
    from sim.experiment import Design, compare

    # What is not compiled yet is compiled in a child process: in this one the window would stand still.
    warm_cache(lambda _: track.report(0.0))
    found = compare(
        stream,
        [change],
        Design(request, runs, detail="flow"),
        progress=lambda done, total: track.report(done / total),
    )
    (against,) = found.scenarios
    return found.base, against


def nothing_to_show(share: float, text: str) -> None:
    """Take the progress of an experiment that nobody waits for: the window says that it is under way."""
