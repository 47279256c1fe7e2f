"""A third witness: the same case in Ciw, another simulator, where it can be said there.

Ciw blocks after service and has no limit that leaves the server free, no closed lines, no teams and no
batches of its own; cases of these have no witness. It is slow, so its intervals are wide.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from tests.bench.peers.found import why_missing

Maker = Callable[[], tuple[Any, dict[str, Any]]]
"""Makes a network, and says how it is simulated; distributions keep their state, so each run has its own."""

Seen = dict[str, tuple[float, float]]
"""For each measure its mean and half its 99 % interval."""

RUNS, ITEMS, WARM_UP = 5, 8_000, 0.1
T_99 = 4.604094871415897
"""Student's t, 4 degrees of freedom, 99.5 %."""


def witness(case: str) -> Seen | str:
    """Run a case in Ciw; or say why not."""
    missing = why_missing("ciw")
    if missing:
        return "Ciw: not installed"
    networks = _networks()
    name = case.partition("/")[0]
    if name not in networks:
        return ""
    runs = [_run(networks[name], seed) for seed in range(1, RUNS + 1)]
    return {
        measure: _interval([one[measure] for one in runs])
        for measure in runs[0]
        if all(measure in one for one in runs)
    }


def _mean(values: list[float]) -> float:
    return float(np.mean(values))


def _interval(values: list[float]) -> tuple[float, float]:
    return _mean(values), float(T_99 * np.std(values, ddof=1) / math.sqrt(len(values)))


def _run(network: Maker, seed: int) -> dict[str, float]:
    import ciw

    built, options = network()
    ciw.seed(seed)
    simulation = ciw.Simulation(built, **options)
    simulation.simulate_until_max_customers(ITEMS, method="Finish")
    begin = WARM_UP * simulation.current_time
    lives = [(one.data_records[0], one.data_records[-1]) for one in simulation.nodes[-1].all_individuals]
    counted = [(first, last) for first, last in lives if last.exit_date > begin]
    settled = [(first, last) for first, last in lives if first.arrival_date >= begin]
    found = {
        "throughput": len(counted) / (simulation.current_time - begin),
        "flow_time_stage1_entry_to_done": _mean(
            [last.exit_date - first.service_start_date for first, last in counted]
        ),
    }
    times = [(last.exit_date - first.arrival_date, first.customer_class) for first, last in settled]
    if times:
        found["W"] = found["W_total"] = _mean([time for time, _ in times])
    for name in {name for _, name in times}:
        found[f"W_{name}"] = _mean([time for time, own in times if own == name])
    return found


def _networks() -> dict[str, Maker]:
    import ciw

    exponential = ciw.dists.Exponential
    found: dict[str, Maker] = {
        "MM1-0.8": lambda: _one(0.1, exponential(1 / 8)),
        "MM1-queuecomputer": lambda: _one(1.0, exponential(1 / 0.8)),
        "MG1-U79": lambda: _one(0.1, ciw.dists.Uniform(7.0, 9.0)),
        "MM3": lambda: _one(2.0, exponential(1.0), servers=3),
        "REWORK-1": lambda: _one(0.5, exponential(1.0), routing=[[0.25]]),
        "RANDOM": lambda: _one(0.5, exponential(1.0), service_disciplines=[ciw.disciplines.SIRO]),
        "FOCUS": lambda: _one(0.5, exponential(0.8)),
        "PRIO-2": lambda: _two({"expedite": (0.2, 1.0), "standard": (0.6, 1.0)}, first="expedite"),
        "MIX-2": lambda: _two({"feature": (0.2, 2.0), "defect": (0.4, 0.5)}),
        "SHORTEST": lambda: _two({"quick": (0.4, 0.5), "slow": (0.2, 2.0)}, first="quick"),
        "COST": lambda: _two({"quick": (0.4, 0.5), "slow": (0.2, 2.0)}, first="slow"),
        "WSJF": lambda: _two({"quick": (0.4, 0.5), "slow": (0.2, 2.0)}, first="slow"),
        "PREEMPT-2": lambda: _two({"fast": (0.3, 0.5), "usual": (0.5, 1.0)}, first="fast", preempt="resume"),
        "SHARING": _sharing,
        "BLOCKERS-free": lambda: _net([1.0, 4.0], [1, math.inf], [[0.0, 0.3], [0.0, 0.0]]),
        "BLOCK-MANY": lambda: _net([1.0, 4.0], [math.inf, math.inf], [[0.0, 0.3], [0.0, 0.0]]),
        "ROUTE": lambda: _net([1.0] * 3, [1] * 3, [[0.0, 0.7, 0.3], [0.0, 0.0, 1.0], [0.0] * 3]),
    }
    for stages, places in ((2, 0), (2, 1), (3, 0), (3, 1), (4, 0)):
        found[f"HB-{stages}-{places}"] = partial(_holding, stages, places)
    return found


def _one(rate: float, service: Any, servers: int = 1, **more: Any) -> tuple[Any, dict[str, Any]]:  # noqa: ANN401
    import ciw

    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate)],
        service_distributions=[service],
        number_of_servers=[servers],
        **more,
    )
    return network, {}


def _two(
    flows: dict[str, tuple[float, float]], first: str = "", preempt: str = ""
) -> tuple[Any, dict[str, Any]]:
    """One server for two classes, each with a rate and a mean; with priorities if one goes first."""
    import ciw

    ranks = {name: int(name != first) if first else 0 for name in flows}
    network = ciw.create_network(
        arrival_distributions={name: [ciw.dists.Exponential(rate)] for name, (rate, _) in flows.items()},
        service_distributions={name: [ciw.dists.Exponential(1 / mean)] for name, (_, mean) in flows.items()},
        number_of_servers=[1],
        priority_classes=(ranks, [preempt or False]),
    )
    return network, {}


def _sharing() -> tuple[Any, dict[str, Any]]:
    import ciw

    network = ciw.create_network(
        arrival_distributions={"short": [ciw.dists.Exponential(0.4)], "long": [ciw.dists.Exponential(0.2)]},
        service_distributions={
            "short": [ciw.dists.Deterministic(0.5)],
            "long": [ciw.dists.Deterministic(2.0)],
        },
        number_of_servers=[math.inf],
    )
    return network, {"node_class": ciw.PSNode}


def _net(means: list[float], servers: list[float], routing: list[list[float]]) -> tuple[Any, dict[str, Any]]:
    """Exponential nodes with arrivals of rate 1/2 at the first."""
    import ciw

    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(0.5)] + [None] * (len(means) - 1),
        service_distributions=[ciw.dists.Exponential(1 / mean) for mean in means],
        number_of_servers=servers,
        routing=routing,
    )
    return network, {}


def _holding(stages: int, places: int) -> tuple[Any, dict[str, Any]]:
    """A line that is never starved: all who will be needed wait from the start."""
    import ciw

    last = stages - 1
    routing = [[float(to == stage + 1) for to in range(stages)] for stage in range(stages)]
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([1e-9, math.inf])] + [None] * last,
        batching_distributions=[ciw.dists.Deterministic(ITEMS + 100)] + [ciw.dists.Deterministic(1)] * last,
        service_distributions=[ciw.dists.Exponential(1.0)] * stages,
        number_of_servers=[1] * stages,
        queue_capacities=[math.inf] + [places] * last,
        routing=routing,
    )
    return network, {}
