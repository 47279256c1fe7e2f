"""Charts: pictures of frozen states that are read from logs."""

from app.charts.ageing import AgeingChart, AgeingState, ageing_state
from app.charts.arrivals import ArrivalsChart, ArrivalsState, arrivals_state
from app.charts.change_marks import ChangeMark
from app.charts.chart import Chart, ChartState
from app.charts.cumulative_flow import CumulativeFlowChart, CumulativeFlowState, cumulative_flow_state
from app.charts.distribution import DistributionChart, DistributionState, distribution_state
from app.charts.flow_time import FlowTimeChart, FlowTimeState, flow_time_state
from app.charts.histogram import HistogramChart, HistogramState, histogram_state
from app.charts.learned import LearnedChart
from app.charts.load import LoadChart, LoadState, load_state
from app.charts.probability import ProbabilityChart, ProbabilityState
from app.charts.running_flow import RunningFlowChart
from app.charts.trade_off import Spot, TradeOffChart, TradeOffState
from app.charts.utilisation import UtilisationChart, UtilisationState, utilisation_state
from app.charts.velocity import VelocityChart, VelocityState, velocity_state

__all__ = [
    "AgeingChart",
    "AgeingState",
    "ArrivalsChart",
    "ArrivalsState",
    "ChangeMark",
    "Chart",
    "ChartState",
    "CumulativeFlowChart",
    "CumulativeFlowState",
    "DistributionChart",
    "DistributionState",
    "FlowTimeChart",
    "FlowTimeState",
    "HistogramChart",
    "HistogramState",
    "LearnedChart",
    "LoadChart",
    "LoadState",
    "ProbabilityChart",
    "ProbabilityState",
    "RunningFlowChart",
    "Spot",
    "TradeOffChart",
    "TradeOffState",
    "UtilisationChart",
    "UtilisationState",
    "VelocityChart",
    "VelocityState",
    "ageing_state",
    "arrivals_state",
    "cumulative_flow_state",
    "distribution_state",
    "flow_time_state",
    "histogram_state",
    "load_state",
    "utilisation_state",
    "velocity_state",
]
