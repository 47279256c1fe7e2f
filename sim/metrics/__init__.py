"""What a log means: flow metrics and series, each one function, for histories and simulations alike."""

from sim.metrics.ageing import Ageing, ageing
from sim.metrics.behaviour import LEAST_RANGES, range_limit
from sim.metrics.blocked import BlockedReason, BlockedTime, blocked_time
from sim.metrics.cumulative import (
    ArrivalsDepartures,
    CumulativeFlow,
    arrivals_departures,
    cumulative_flow,
)
from sim.metrics.distribution import (
    DistributionSeries,
    distribution_series,
    flow_distribution,
    load_distribution,
)
from sim.metrics.dora import Dora, DoraMetric, dora
from sim.metrics.dora_guess import guess_dora, markable
from sim.metrics.dora_mapping import DoraMapping, Marks, known_marks
from sim.metrics.efficiency import Efficiency, efficiency, flow_efficiency, mean_item_efficiency
from sim.metrics.flow_load import (
    DailyWip,
    LoadSeries,
    flow_load,
    load_at,
    load_series,
    mean_load_series,
    wip_by_day,
)
from sim.metrics.flow_time import (
    Completions,
    DayRule,
    completions,
    default_rule,
    flow_time,
    flow_times,
    lead_time,
    lead_times,
    unit_of,
)
from sim.metrics.fullness import full_shares
from sim.metrics.item_life import ItemLife, StageVisit, Stretch, item_life
from sim.metrics.money import (
    Money,
    TypeMoney,
    cost_per_item,
    delay_cost,
    money,
    money_by_type,
    net_value,
    staff_cost,
    staff_cost_by_crew,
    value_rate,
    value_released,
)
from sim.metrics.net_flow import NetFlow, net_flow
from sim.metrics.pace import AgedItem, StagePace, against_pace, pace
from sim.metrics.percentiles import PERCENTS, TimeStats, percentile, supported_percentiles
from sim.metrics.process_behaviour import ProcessBehaviour, process_behaviour, process_limits
from sim.metrics.selection import (
    Facet,
    Selection,
    facet,
    facets,
    having,
    parts_by,
    select,
    selected,
    values_of,
)
from sim.metrics.stability import LittlesLaw, littles_law, littles_reasons, littles_residual
from sim.metrics.stage_time import StageTime, stage_times
from sim.metrics.stages import StageUsage, TeamUsage, stage_usage, stage_wip, team_usage
from sim.metrics.summary import FlowSummary, default_window, summarise
from sim.metrics.usage_series import USES, UsageSeries, usage_series
from sim.metrics.velocity import Period, VelocitySeries, daily_done, flow_velocity, velocity_series
from sim.metrics.warmup import Warmup, automatic_warmup, mser5, settles
from sim.metrics.window import Window, between, last, whole, window_days

__all__ = [
    "LEAST_RANGES",
    "PERCENTS",
    "USES",
    "AgedItem",
    "Ageing",
    "ArrivalsDepartures",
    "BlockedReason",
    "BlockedTime",
    "Completions",
    "CumulativeFlow",
    "DailyWip",
    "DayRule",
    "DistributionSeries",
    "Dora",
    "DoraMapping",
    "DoraMetric",
    "Efficiency",
    "Facet",
    "FlowSummary",
    "ItemLife",
    "LittlesLaw",
    "LoadSeries",
    "Marks",
    "Money",
    "NetFlow",
    "Period",
    "ProcessBehaviour",
    "Selection",
    "StagePace",
    "StageTime",
    "StageUsage",
    "StageVisit",
    "Stretch",
    "TeamUsage",
    "TimeStats",
    "TypeMoney",
    "UsageSeries",
    "VelocitySeries",
    "Warmup",
    "Window",
    "against_pace",
    "ageing",
    "arrivals_departures",
    "automatic_warmup",
    "between",
    "blocked_time",
    "completions",
    "cost_per_item",
    "cumulative_flow",
    "daily_done",
    "default_rule",
    "default_window",
    "delay_cost",
    "distribution_series",
    "dora",
    "efficiency",
    "facet",
    "facets",
    "flow_distribution",
    "flow_efficiency",
    "flow_load",
    "flow_time",
    "flow_times",
    "flow_velocity",
    "full_shares",
    "guess_dora",
    "having",
    "item_life",
    "known_marks",
    "last",
    "lead_time",
    "lead_times",
    "littles_law",
    "littles_reasons",
    "littles_residual",
    "load_at",
    "load_distribution",
    "load_series",
    "markable",
    "mean_item_efficiency",
    "mean_load_series",
    "money",
    "money_by_type",
    "mser5",
    "net_flow",
    "net_value",
    "pace",
    "parts_by",
    "percentile",
    "process_behaviour",
    "process_limits",
    "range_limit",
    "select",
    "selected",
    "settles",
    "staff_cost",
    "staff_cost_by_crew",
    "stage_times",
    "stage_usage",
    "stage_wip",
    "summarise",
    "supported_percentiles",
    "team_usage",
    "unit_of",
    "usage_series",
    "value_rate",
    "value_released",
    "values_of",
    "velocity_series",
    "whole",
    "window_days",
    "wip_by_day",
]
