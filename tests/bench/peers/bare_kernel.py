"""The least that simulating a line can be: a compiled loop without types, classes, draws by address or log.

It knows exponential times, one limit and one number of workers for all stages, and first come first served,
with events in a heap of two arrays. What ours costs beyond it is the price of the rules.
"""

from __future__ import annotations

import numba
import numpy as np

# ruff: noqa: NPY002 - numba compiles numpy's legacy generator, and a peer draws as peers do


@numba.njit(cache=True, nogil=True)
def bare_line(items: int, stages: int, workers: int, limit: int, mean: float) -> float:
    """Run a line with Poisson arrivals of rate 1 until so many items are done; give their mean flow time."""
    np.random.seed(1)
    size = stages * workers + 1
    times = np.empty(size)
    events = np.empty(size, np.int64)
    count = 0
    queue = np.empty((stages, limit), np.int64)
    ready = np.empty((stages, limit), np.int64)
    queued, finished = np.zeros(stages, np.int64), np.zeros(stages, np.int64)
    busy, held = np.zeros(stages, np.int64), np.zeros(stages, np.int64)
    queue_at, ready_at = np.zeros(stages, np.int64), np.zeros(stages, np.int64)
    entered = np.empty(1 << 20)
    backlog_in = backlog_out = done = 0
    total = 0.0
    time, event = np.random.exponential(1.0), -1
    while True:
        if event < 0:
            backlog_in += 1
            new_time, new_event = time + np.random.exponential(1.0), -1
            at = count
            count += 1
            while at > 0 and times[(at - 1) >> 1] > new_time:
                times[at], events[at] = times[(at - 1) >> 1], events[(at - 1) >> 1]
                at = (at - 1) >> 1
            times[at], events[at] = new_time, new_event
        else:
            s, item = event % stages, event // stages
            busy[s] -= 1
            ready[s, (ready_at[s] + finished[s]) % limit] = item
            finished[s] += 1
        for s in range(stages, -1, -1):
            if s == stages:
                while finished[s - 1] > 0:
                    item = ready[s - 1, ready_at[s - 1]]
                    ready_at[s - 1] = (ready_at[s - 1] + 1) % limit
                    finished[s - 1] -= 1
                    held[s - 1] -= 1
                    total += time - entered[item & 0xFFFFF]
                    done += 1
                continue
            while held[s] < limit:
                if s == 0:
                    if backlog_out >= backlog_in:
                        break
                    item = backlog_out
                    backlog_out += 1
                    entered[item & 0xFFFFF] = time
                else:
                    if finished[s - 1] == 0:
                        break
                    item = ready[s - 1, ready_at[s - 1]]
                    ready_at[s - 1] = (ready_at[s - 1] + 1) % limit
                    finished[s - 1] -= 1
                    held[s - 1] -= 1
                queue[s, (queue_at[s] + queued[s]) % limit] = item
                queued[s] += 1
                held[s] += 1
            while queued[s] > 0 and busy[s] < workers:
                item = queue[s, queue_at[s]]
                queue_at[s] = (queue_at[s] + 1) % limit
                queued[s] -= 1
                busy[s] += 1
                new_time, new_event = time + np.random.exponential(mean), item * stages + s
                at = count
                count += 1
                while at > 0 and times[(at - 1) >> 1] > new_time:
                    times[at], events[at] = times[(at - 1) >> 1], events[(at - 1) >> 1]
                    at = (at - 1) >> 1
                times[at], events[at] = new_time, new_event
        if done >= items:
            return total / done
        time, event = times[0], events[0]
        count -= 1
        last_time, last_event = times[count], events[count]
        at, child = 0, 1
        while child < count:
            if child + 1 < count and times[child + 1] < times[child]:
                child += 1
            if times[child] >= last_time:
                break
            times[at], events[at] = times[child], events[child]
            at, child = child, 2 * child + 1
        times[at], events[at] = last_time, last_event
