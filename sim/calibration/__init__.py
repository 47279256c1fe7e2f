"""A stream made from a history: what was told, what was assumed, and what cannot be told."""

from sim.calibration.calibrate import calibrate
from sim.calibration.evidence import history_in_time_of, up_to
from sim.calibration.result import (
    ArrivalFindings,
    Calibration,
    Limits,
    Progress,
    Settings,
    StageFindings,
    Waits,
)

__all__ = [
    "ArrivalFindings",
    "Calibration",
    "Limits",
    "Progress",
    "Settings",
    "StageFindings",
    "Waits",
    "calibrate",
    "history_in_time_of",
    "up_to",
]
