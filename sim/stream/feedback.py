"""The loop from operations back to development, as a matrix: what an item of each type creates."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.stream.stream import Stream


def growth(stream: Stream) -> float:
    """Give the factor by which a generation of items outgrows the one before it, in the long run.

    It is the spectral radius of the matrix of mean counts: below 1 every line of descent ends.

    Args:
        stream: A stream whose feedback names known item types.
    """
    if not stream.feedback:
        return 0.0
    return float(np.abs(np.linalg.eigvals(created_by(stream))).max())


def with_feedback(stream: Stream, rates: dict[str, float]) -> dict[str, float]:
    """Give the arrivals a time unit by type id, with all that they give rise to.

    Args:
        stream: A stream whose feedback ends (:func:`growth` is below 1).
        rates: Arrivals a time unit from outside, by type id, for every type.
    """
    if not stream.feedback:
        return rates
    outside = np.array([rates[one.id] for one in stream.item_types])
    matrix = created_by(stream)
    total = np.linalg.solve(np.eye(len(outside)) - matrix.T, outside)
    return {one.id: float(total[place]) for place, one in enumerate(stream.item_types)}


def created_by(stream: Stream) -> NDArray[np.float64]:
    """Give the mean number of items that one item creates, shape (types, types), by creator and created."""
    places = {one.id: place for place, one in enumerate(stream.item_types)}
    size = len(stream.item_types)  # of a broken stream two may share an id
    matrix = np.zeros((size, size))
    for one in stream.feedback:
        matrix[places[one.on], places[one.creates]] += one.mean_count
    return matrix
