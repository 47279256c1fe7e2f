"""A model beside its history as curves: flow times, what was done week by week, cumulative flow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.log import EventLog, TimeBase, lives
from sim.metrics import Period, Window, cumulative_flow, velocity_series

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.metrics import VelocitySeries
    from sim.stream import Stream

POINTS = 121
"""Points of a curve."""

MOST_WEEKS = 120
"""Weeks above which months are told apart, not weeks."""

BEGUN, DONE = "Begun", "Done"


@dataclass(frozen=True)
class Spread:
    """One curve of the history beside those of the model's runs; all of shape (points,).

    Attributes:
        at: Where.
        history: The history's.
        median: Median of the runs; NaN where there is none.
        low: What one run in forty falls below.
        high: What one run in forty exceeds.
    """

    at: NDArray[np.float64]
    history: NDArray[np.float64]
    median: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


@dataclass(frozen=True)
class SideBySide:
    """A model and its history as curves.

    Attributes:
        base: What the history's time means.
        times: Share of items done within so many days (the measure of flow time), 0 to 1.
        done: Items done in each whole week or month, at its begin in the history's time.
        edges: Begins of these periods and the end of the last, shape (points + 1,).
        period: What each of them is.
        begin: Begin of the history in its own time.
        flow_at: Times of both cumulative flows, since the begin, shape (t,).
        bands: Their bands, from the first to ``Done``.
        history_flow: Items that had come so far, shape (bands, t).
        model_flow: The same in one run of the model.
        run: Which one, from 1 on: that in the middle by what it finished and held.
    """

    base: TimeBase
    times: Spread
    done: Spread
    edges: NDArray[np.float64]
    period: Period
    begin: float
    flow_at: NDArray[np.float64]
    bands: tuple[str, ...]
    history_flow: NDArray[np.int64]
    model_flow: NDArray[np.int64]
    run: int


class Gathered:
    """Takes up run after run of a model, to be set beside its history."""

    def __init__(
        self, stream: Stream, history: EventLog, begin: float, window: Window, took: NDArray[np.float64]
    ) -> None:
        """Begin with the history: where it begins, the window measured, and flow times in it."""
        self._base, self._begin = history.base, begin
        by: Period = "week" if window.length / 7 <= MOST_WEEKS else "month"
        self._period = by
        self._weeks = velocity_series(history, by, window)
        self._is_whole = _whole(self._weeks, window)
        self._took = np.sort(took)
        self._grid = np.linspace(0.0, window.end - begin, POINTS)
        self._bands = _shared(stream, history)
        self._past = self._flow(history, begin)
        self._times: list[NDArray[np.float64]] = []
        self._done: list[NDArray[np.int64]] = []
        self._flows: list[NDArray[np.int64]] = []

    def add(self, log: EventLog, window: Window, took: NDArray[np.float64]) -> None:
        """Take up one run: the same window of it, and flow times in it."""
        self._times.append(np.sort(took))
        done = velocity_series(log, self._period, window).done
        count = len(self._weeks.done)
        self._done.append(np.pad(done[:count], (0, max(count - len(done), 0))))
        self._flows.append(self._flow(log, 0.0))

    def pictures(self) -> SideBySide:
        """Give both as curves."""
        run = self._middle()
        whole = self._is_whole
        begins = self._weeks.edges[:-1][whole]
        ends = self._weeks.edges[1:][whole]
        done = np.array(self._done, np.float64).reshape(-1, len(whole))[:, whole]
        return SideBySide(
            base=self._base,
            times=self._shares(),
            done=_spread(begins, self._weeks.done[whole].astype(np.float64), done),
            edges=np.append(begins, ends[-1:]),
            period=self._period,
            begin=self._begin,
            flow_at=self._grid,
            bands=self._bands,
            history_flow=self._past,
            model_flow=self._flows[run],
            run=run + 1,
        )

    def _shares(self) -> Spread:
        """Give the share of items done within each time, of the history and of the runs that finish any."""
        runs = [took for took in self._times if len(took)]
        ends = [float(took[-1]) for took in (self._took, *runs) if len(took)]
        # The longest of hundreds of runs would press all others together.
        longest = float(np.quantile(ends, 0.9)) if ends else 1.0
        at = np.linspace(0.0, max(longest, *(ends[:1] if len(self._took) else ()), 1e-6), POINTS)
        shares = [np.searchsorted(took, at, "right") / len(took) for took in runs]
        past = np.searchsorted(self._took, at, "right") / max(len(self._took), 1)
        return _spread(at, past, np.array(shares).reshape(-1, POINTS))

    def _flow(self, log: EventLog, begin: float) -> NDArray[np.int64]:
        """Count the items that came so far, in bands that both have."""
        times = begin + self._grid
        flow = cumulative_flow(log, times)
        rows = {name.casefold(): row for name, row in zip(flow.names, flow.counts, strict=True)}
        begun = np.sort(lives(log).commitment)
        rows[BEGUN.casefold()] = np.searchsorted(begun[~np.isnan(begun)], times, "right")
        return np.array([rows[name.casefold()] for name in self._bands], np.int64)

    def _middle(self) -> int:
        """Give the run in the middle by items finished and held at the end of each stretch."""
        flows = np.array(self._flows, np.float64)
        figures = np.stack([flows[:, -1, -1], (flows[:, 0] - flows[:, -1]).mean(axis=1)], axis=1)
        away = np.abs(figures - np.median(figures, axis=0)) / (figures.std(axis=0) + 1e-9)
        return int(away.sum(axis=1).argmin())


def _shared(stream: Stream, history: EventLog) -> tuple[str, ...]:
    """Give the bands: stages of both in the stream's order, else what was begun; then what is done."""
    past = {one.name.casefold() for one in history.stages}
    names = [one.name for one in stream.stages if one.name.casefold() in past]
    names = [name for name in names if name.casefold() not in (BEGUN.casefold(), DONE.casefold())]
    return (*(names or [BEGUN]), DONE)


def _whole(series: VelocitySeries, window: Window) -> NDArray[np.bool_]:
    """Say which periods lie wholly in a window; shape (periods,)."""
    return (series.edges[:-1] >= window.start - 1e-6) & (series.edges[1:] <= window.end + 1e-6)


def _spread(at: NDArray[np.float64], past: NDArray[np.float64], runs: NDArray[np.float64]) -> Spread:
    """Set a curve beside those of runs, shape (runs, points)."""
    if not len(runs):
        nothing = np.full(len(at), np.nan)
        return Spread(at, past, nothing, nothing, nothing)
    ordered = np.sort(runs, axis=0)
    aside = int(0.025 * len(runs))
    return Spread(at, past, ordered[(len(runs) - 1) // 2], ordered[aside], ordered[len(runs) - 1 - aside])
