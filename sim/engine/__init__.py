"""The engine: runs a value stream and gives the log of what happened."""

from sim.engine.build import engine_speed_note
from sim.engine.live import LiveRun
from sim.engine.request import Clock, RunRequest, default_request
from sim.engine.run import simulate, simulate_many
from sim.engine.warm import is_warm, rehearse, warm_cache

__all__ = [
    "Clock",
    "LiveRun",
    "RunRequest",
    "default_request",
    "engine_speed_note",
    "is_warm",
    "rehearse",
    "simulate",
    "simulate_many",
    "warm_cache",
]
