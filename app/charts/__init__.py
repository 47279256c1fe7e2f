"""Charts: pictures of frozen states that are read from logs."""

from app.charts.ageing import AgeingChart, AgeingState, ageing_state
from app.charts.arrivals import ArrivalsChart, ArrivalsState, arrivals_state
from app.charts.beside import BesideChart, BesideState, FlowBesideChart, FlowBesideState
from app.charts.blocked import BlockedChart, BlockedState, blocked_state
from app.charts.change_marks import ChangeMark
from app.charts.chart import Chart, ChartState
from app.charts.cumulative_flow import CumulativeFlowChart, CumulativeFlowState, cumulative_flow_state
from app.charts.distribution import DistributionChart, DistributionState, distribution_state
from app.charts.fit import FitChart, FitState, fit_state
from app.charts.flow_time import FlowTimeChart, FlowTimeState, flow_time_state
from app.charts.histogram import HistogramChart, HistogramState, histogram_state
from app.charts.learned import LearnedChart
from app.charts.load import LoadChart, LoadState, load_state
from app.charts.net_flow import NetFlowChart, NetFlowState, net_flow_state
from app.charts.probability import ProbabilityChart, ProbabilityState
from app.charts.process_behaviour import (
    BehaviourChart,
    BehaviourState,
    MovingRangeChart,
    behaviour_state,
)
from app.charts.running_flow import RunningFlowChart
from app.charts.stage_time import StageTimeChart, StageTimeState, stage_time_state
from app.charts.trade_off import Spot, TradeOffChart, TradeOffState
from app.charts.utilisation import UtilisationChart, UtilisationState, utilisation_state
from app.charts.velocity import VelocityChart, VelocityState, velocity_state

__all__ = [
    "AgeingChart",
    "AgeingState",
    "ArrivalsChart",
    "ArrivalsState",
    "BehaviourChart",
    "BehaviourState",
    "BesideChart",
    "BesideState",
    "BlockedChart",
    "BlockedState",
    "ChangeMark",
    "Chart",
    "ChartState",
    "CumulativeFlowChart",
    "CumulativeFlowState",
    "DistributionChart",
    "DistributionState",
    "FitChart",
    "FitState",
    "FlowBesideChart",
    "FlowBesideState",
    "FlowTimeChart",
    "FlowTimeState",
    "HistogramChart",
    "HistogramState",
    "LearnedChart",
    "LoadChart",
    "LoadState",
    "MovingRangeChart",
    "NetFlowChart",
    "NetFlowState",
    "ProbabilityChart",
    "ProbabilityState",
    "RunningFlowChart",
    "Spot",
    "StageTimeChart",
    "StageTimeState",
    "TradeOffChart",
    "TradeOffState",
    "UtilisationChart",
    "UtilisationState",
    "VelocityChart",
    "VelocityState",
    "ageing_state",
    "arrivals_state",
    "behaviour_state",
    "blocked_state",
    "cumulative_flow_state",
    "distribution_state",
    "fit_state",
    "flow_time_state",
    "histogram_state",
    "load_state",
    "net_flow_state",
    "stage_time_state",
    "utilisation_state",
    "velocity_state",
]
