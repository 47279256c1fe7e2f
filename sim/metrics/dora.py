"""DORA's metrics of software delivery, where a log tells deployments and incidents apart.

The five, as defined at dora.dev/guides/dora-metrics (January 2026). Throughput: change lead time, deployment
frequency, failed deployment recovery time. Instability: change fail rate, deployment rework rate. A log of
work items knows neither commits nor servers, so a mapping says which items are what, and every figure says
what stands for what; one that the mapping cannot give says what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.log import EventLog, lives
from sim.metrics.dora_mapping import DoraMapping, Marks, marked
from sim.metrics.percentiles import TimeStats, time_stats
from sim.metrics.window import Window, within


@dataclass(frozen=True)
class DoraMetric:
    """One of the five.

    Attributes:
        value: A rate per unit of time, a share, or a median time in the log's unit; None where it cannot be
            told.
        n: Number of what it is counted over: deployments, changes, incidents.
        said: What it is made of here, or what is missing, one sentence.
        times: The times behind a median, elapsed.
    """

    value: float | None
    n: int
    said: str
    times: TimeStats | None = None


@dataclass(frozen=True)
class Dora:
    """DORA's five metrics over a window."""

    deployment_frequency: DoraMetric
    change_lead_time: DoraMetric
    change_fail_rate: DoraMetric
    failed_deployment_recovery_time: DoraMetric
    deployment_rework_rate: DoraMetric
    mapping: DoraMapping = field(default_factory=DoraMapping)

    @property
    def missing(self) -> tuple[str, ...]:
        """What the metrics that cannot be told lack, each once."""
        metrics = (
            self.deployment_frequency,
            self.change_lead_time,
            self.change_fail_rate,
            self.failed_deployment_recovery_time,
            self.deployment_rework_rate,
        )
        return tuple(dict.fromkeys(one.said for one in metrics if one.value is None))


NO_DEPLOYMENTS = "No item of this log is told to be a deployment: choose a type or attribute that says so."
NO_FAILURES = "Nothing tells incidents or failed deployments: choose a type or attribute that says so."
NO_REWORK = "Nothing tells unplanned deployments from planned ones: choose a type or attribute that says so."
NONE_HERE = "There was no deployment in this window."
NO_CHANGES = "No item whose begin is known was deployed in this window."
NO_RECOVERY = "No deployment of this window failed and was recovered from."


def dora(log: EventLog, window: Window, mapping: DoraMapping) -> Dora:
    """Give DORA's five metrics of the deployments of a window, as far as the mapping tells.

    Raises:
        ValueError: The mapping names an attribute that the log's items lack.
    """
    facts = _facts(log, window, mapping)
    if mapping.deployments is None:
        nothing = DoraMetric(None, 0, NO_DEPLOYMENTS)
        return Dora(nothing, nothing, nothing, nothing, nothing, mapping)
    return Dora(
        deployment_frequency=_frequency(facts, window),
        change_lead_time=_lead_time(log, mapping, facts),
        change_fail_rate=_share(facts, facts.failed, NO_FAILURES, _failed_said(mapping)),
        failed_deployment_recovery_time=_recovery(log, mapping, facts),
        deployment_rework_rate=_share(facts, facts.rework, NO_REWORK, _said(mapping.rework, "Deployments")),
        mapping=mapping,
    )


@dataclass(frozen=True)
class _Facts:
    """What the mapping finds; shape (deployments,) unless said.

    Attributes:
        at: Moments of all deployments of the log, in order.
        inside: Which are in the window.
        failed: Which failed; None where nothing tells.
        rework: Which were unplanned; None where nothing tells.
        incident: Items that are incidents and begin after a deployment, shape (incidents,).
        caused: The deployment before each, shape (incidents,).
        begun: When each began, shape (incidents,).
    """

    at: NDArray[np.float64]
    inside: NDArray[np.bool_]
    failed: NDArray[np.bool_] | None
    rework: NDArray[np.bool_] | None
    incident: NDArray[np.int64]
    caused: NDArray[np.int64]
    begun: NDArray[np.float64]


def _facts(log: EventLog, window: Window, mapping: DoraMapping) -> _Facts:
    life = lives(log)
    at, items = _deployments(log, mapping)
    begins = np.where(np.isnan(life.arrival), life.commitment, life.arrival)
    incident = np.flatnonzero(marked(log, mapping.incidents) & ~np.isnan(begins))
    caused = np.searchsorted(at, begins[incident], "right") - 1
    incident, caused = incident[caused >= 0], caused[caused >= 0]
    failed = None if mapping.failed is None else _of_items(at, items, marked(log, mapping.failed))
    if failed is None and mapping.incidents is not None:
        failed = np.isin(np.arange(len(at)), caused)
    return _Facts(
        at=at,
        inside=within(log, window, at),
        failed=failed,
        rework=None if mapping.rework is None else _of_items(at, items, marked(log, mapping.rework)),
        incident=incident,
        caused=caused,
        begun=begins[incident],
    )


_Deployed = tuple[NDArray[np.float64], list[NDArray[np.int64]]]


def _deployments(log: EventLog, mapping: DoraMapping) -> _Deployed:
    """Give the moments of all deployments, in order, and the items that each is made of."""
    done = lives(log).done
    releases = mapping.deployments == "releases"
    chosen = ~marked(log, mapping.incidents) if releases else marked(log, _marks(mapping))
    items = np.flatnonzero(chosen & ~np.isnan(done))
    items = items[np.argsort(done[items], kind="stable")]
    if not releases:
        return done[items], [items[place : place + 1] for place in range(len(items))]
    moments, first = np.unique(done[items], return_index=True)
    return moments, np.split(items, first[1:]) if len(items) else []


def _marks(mapping: DoraMapping) -> Marks | None:
    return mapping.deployments if isinstance(mapping.deployments, Marks) else None


def _of_items(
    at: NDArray[np.float64], items: list[NDArray[np.int64]], has: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Say which deployments have an item with a mark."""
    return np.array([bool(has[those].any()) for those in items], bool).reshape(at.shape)


def _frequency(facts: _Facts, window: Window) -> DoraMetric:
    count = int(np.count_nonzero(facts.inside))
    return DoraMetric(
        count / window.length if window.length else None,
        count,
        "Deployments in the window, divided by its length.",
    )


def _lead_time(log: EventLog, mapping: DoraMapping, facts: _Facts) -> DoraMetric:
    """Time every change from its begin to the first deployment at or after it was done."""
    life = lives(log)
    others = marked(log, mapping.incidents) | marked(log, _marks(mapping))
    changes = np.flatnonzero(~others & (life.commitment <= life.done))
    place = np.searchsorted(facts.at, life.done[changes], "left")
    shipped = place < len(facts.at)
    changes, place = changes[shipped], place[shipped]
    times = (facts.at[place] - life.commitment[changes])[facts.inside[place]]
    said = "From the begin of work (it stands for the first commit) to the first deployment once done."
    return _median(log, times, NO_CHANGES, said)


def _recovery(log: EventLog, mapping: DoraMapping, facts: _Facts) -> DoraMetric:
    """Time the recovery from failed deployments, by their incidents or by the next one that did not fail."""
    if facts.failed is None:
        return DoraMetric(None, 0, NO_FAILURES)
    if mapping.incidents is not None:
        ended = lives(log).done[facts.incident]
        mine = facts.inside[facts.caused] & facts.failed[facts.caused] & (ended >= facts.begun)
        said = "From the begin of an incident after a deployment to its end."
        return _median(log, (ended - facts.begun)[mine], NO_RECOVERY, said)
    good = facts.at[~facts.failed]
    bad = facts.at[facts.failed & facts.inside]
    place = np.searchsorted(good, bad, "right")
    mended = place < len(good)
    said = "From a failed deployment to the next that did not fail."
    return _median(log, good[place[mended]] - bad[mended], NO_RECOVERY, said)


def _median(log: EventLog, times: NDArray[np.float64], missing: str, said: str) -> DoraMetric:
    summed = time_stats(times, log.base.unit)
    return DoraMetric(summed.p50, summed.n, said, summed) if summed.n else DoraMetric(None, 0, missing)


def _share(facts: _Facts, chosen: NDArray[np.bool_] | None, missing: str, said: str) -> DoraMetric:
    count = int(np.count_nonzero(facts.inside))
    if chosen is None:
        return DoraMetric(None, 0, missing)
    if not count:
        return DoraMetric(None, 0, NONE_HERE)
    return DoraMetric(float(np.count_nonzero(chosen & facts.inside) / count), count, said)


def _failed_said(mapping: DoraMapping) -> str:
    if mapping.failed is not None:
        return _said(mapping.failed, "Deployments")
    return "Deployments that were the last before an incident, of all."


def _said(marks: Marks | None, what: str) -> str:
    return "" if marks is None else f"{what} whose {marks.said}, of all."
