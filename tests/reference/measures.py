"""What is measured of a log: the figures of queues, lines and closed lines."""

from __future__ import annotations

import numpy as np

from sim.log import EventLog
from tests.reference.intervals import by_stage, stays, times_of_items

Measures = dict[str, float]


def queue(log: EventLog, begin: float) -> Measures:
    """Figures of a queue: those of its first stage, and times from arrival to the end of all of them."""
    window = (begin, log.end)
    by_name = by_stage(log, window)
    mean = {name: values[0] for name, values in by_name.items()}
    arrival, _, done = times_of_items(log)
    settled = (arrival >= begin) & ~np.isnan(done)
    flow = (done - arrival)[settled]
    workers = log.stages[0].workers or 1
    rate = settled.sum() / (log.end - begin)
    stopped = sum(
        inside for inside, one in zip(by_name["wip_by_stage"], log.stages, strict=True) if one.kind == "wait"
    )
    load, busy = sum(by_name["wip_by_stage"]), sum(by_name["busy_servers"])
    figures = {
        "utilisation": mean["busy_servers"] / workers,
        "throughput": float((done > begin).sum() / (log.end - begin)),
        "Lq": mean["waiting_to_start"],
        "Wq": mean["waiting_to_start"] / rate,
        "L": load,
        "W": float(flow.mean()),
        "W_total": float(flow.mean()),
        "flow_efficiency_service_over_flow_time": busy / load,
        "flow_efficiency": busy / load,
        "items_blocked_mean": mean["blocked_items"] + stopped,
    }
    for percent in (50, 70, 75, 85, 90, 95):
        figures[f"flow_time_percentiles.p{percent}"] = float(np.percentile(flow, percent))
    for number, one in enumerate(log.types):
        own = settled & (log.items.type == number)
        if own.any():
            figures[f"W_{one.id}"] = float((done - arrival)[own].mean())
        figures[f"flow_distribution.{one.id}"] = float(own.sum() / settled.sum())
    return figures


def waits(log: EventLog, begin: float) -> Measures:
    """The mean square of the wait in a single stage, beside the figures of its queue."""
    visits = stays(log)
    own = (visits.entered >= begin) & (visits.started < log.end)
    wait = visits.started[own] - visits.entered[own]
    return queue(log, begin) | {"Wq2": float(np.mean(wait * wait))}


def kanban(log: EventLog, begin: float) -> Measures:
    """Figures of a line: by stage, throughput, flow and lead time, backlog."""
    window = (begin, log.end)
    figures: Measures = {}
    for name, values in by_stage(log, window).items():
        figures |= {f"{name}.{stage}": value for stage, value in enumerate(values)}
    arrival, entered, done = times_of_items(log)
    counted = done > begin
    figures["throughput"] = float(counted.sum() / (log.end - begin))
    figures["flow_time_stage1_entry_to_done"] = float((done - entered)[counted].mean())
    figures["lead_time_arrival_to_done"] = float((done - arrival)[counted].mean())
    until = np.where(np.isnan(entered), log.end, entered)
    in_backlog = np.minimum(until, log.end) - np.maximum(arrival, begin)
    figures["backlog_mean"] = float(np.maximum(in_backlog, 0.0).sum() / (log.end - begin))
    return figures


def closed_line(log: EventLog, begin: float) -> Measures:
    """Throughput and flow time of a closed line."""
    _, entered, done = times_of_items(log)
    counted = done > begin
    return {
        "TH": float(counted.sum() / (log.end - begin)),
        "CT": float((done - entered)[counted].mean()),
    }
