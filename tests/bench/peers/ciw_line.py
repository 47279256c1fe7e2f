"""The line in Ciw: a network of queues.

Ciw blocks after service (a blocked item keeps its server), and its first node takes all who come. So a
limited line is not quite ours: its first stage has no limit, and its servers wait with their items.
"""

from __future__ import annotations

import math

import ciw

from tests.bench.peers.shape import Shape


def ciw_line(shape: Shape) -> float:
    """Run a line until its items are done; give their mean flow time."""
    last = shape.stages - 1
    routing = [[1.0 if to == stage + 1 else 0.0 for to in range(shape.stages)] for stage in range(last)]
    routing.append([shape.back if to == 1 else 0.0 for to in range(shape.stages)])
    places = math.inf if shape.limit is None else shape.limit - shape.workers
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(1.0)] + [None] * last,
        service_distributions=[ciw.dists.Exponential(1.0 / shape.mean)] * shape.stages,
        routing=routing,
        number_of_servers=[shape.workers] * shape.stages,
        queue_capacities=[math.inf] + [places] * last,
    )
    ciw.seed(1)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(shape.items, method="Finish")
    done = [one.data_records for one in simulation.nodes[-1].all_individuals]
    return float(sum(own[-1].exit_date - own[0].arrival_date for own in done) / len(done))
