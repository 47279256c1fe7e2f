"""The engine: runs a value stream and gives the log of what happened."""

from sim.engine.build import engine_speed_note
from sim.engine.request import RunRequest, default_request
from sim.engine.run import simulate, simulate_many

__all__ = ["RunRequest", "default_request", "engine_speed_note", "simulate", "simulate_many"]
