"""What if: a stream run many times, and scenarios against their base on the same random numbers."""

from sim.experiment.beside_history import HistoryCheck, beside_history
from sim.experiment.beside_pictures import SideBySide, Spread
from sim.experiment.beside_verdict import MetricVerdict
from sim.experiment.beside_words import shown
from sim.experiment.cell import Cell, Outcome, run_cell
from sim.experiment.design import Design, Warmup
from sim.experiment.intervals import Estimate, estimate, paired, replications_needed
from sim.experiment.pools import PoolKind, SerialExecutor, cluster_pool, open_pool
from sim.experiment.results import (
    Comparison,
    MetricChange,
    RunResult,
    ScenarioResult,
    StageEstimate,
    TeamEstimate,
    TimeEstimate,
)
from sim.experiment.runner import compare, compare_known, does_settle, replicate
from sim.experiment.verdict import Scale, Verdict, digits_for, judge, scale_of

__all__ = [
    "Cell",
    "Comparison",
    "Design",
    "Estimate",
    "HistoryCheck",
    "MetricChange",
    "MetricVerdict",
    "Outcome",
    "PoolKind",
    "RunResult",
    "Scale",
    "ScenarioResult",
    "SerialExecutor",
    "SideBySide",
    "Spread",
    "StageEstimate",
    "TeamEstimate",
    "TimeEstimate",
    "Verdict",
    "Warmup",
    "beside_history",
    "cluster_pool",
    "compare",
    "compare_known",
    "digits_for",
    "does_settle",
    "estimate",
    "judge",
    "open_pool",
    "paired",
    "replicate",
    "replications_needed",
    "run_cell",
    "scale_of",
    "shown",
]
