"""Hypothesis strategies: distributions and streams that the engine runs, full of ties and zero times."""

from tests.strategies.features import FEATURES, streams
from tests.strategies.plain import plain_streams
from tests.strategies.times import distributions

__all__ = ["FEATURES", "distributions", "plain_streams", "streams"]
