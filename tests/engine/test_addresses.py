"""Draws of other purposes, stages, visits and items have nothing to do with each other."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from sim.engine.arrivals import BATCH_DRAW, GAP_DRAW, TYPE_DRAW
from sim.engine.draws import GOLDEN, mixed
from sim.engine.purposes import REWORK_DRAW, TOUCH_DRAW, purpose_key
from sim.engine.running import run_key

MANY = 40_000
Words = NDArray[np.uint64]


def whole(word: int) -> np.uint64:
    """A signed word as numpy's unsigned one."""
    return np.uint64(word % 2**64)


def mix_all(words: Words) -> Words:
    """The finaliser of SplitMix64, variant 13, on many words at once: a second implementation."""
    x = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def uniforms(words: Words) -> NDArray[np.float64]:
    """Uniforms of many addresses."""
    return (mix_all(words) >> np.uint64(11)).astype(np.float64) / 2.0**53


def items(source: int = 1, count: int = MANY) -> Words:
    """Addresses of a source's first items in the run of seed 1."""
    root = whole(mixed(run_key(1, 0) + source * GOLDEN))
    return mix_all(root + (np.arange(count, dtype=np.uint64) + np.uint64(1)) * whole(GOLDEN))


def visit(stage: int, purpose: int = TOUCH_DRAW, number: int = 0) -> np.uint64:
    """What a visit adds to an item's address."""
    return whole(purpose_key(purpose, stage) + number * GOLDEN)


def evenly(u: NDArray[np.float64], bins: int = 256) -> float:
    """Chance that even draws fill the bins as unevenly as these."""
    return float(stats.chisquare(np.histogram(u, bins=bins, range=(0.0, 1.0))[0]).pvalue)


def test_the_second_implementation_agrees_with_the_first() -> None:
    words = np.random.default_rng(5).integers(0, 2**64, 500, dtype=np.uint64)
    assert mix_all(words).tolist() == [mixed(int(word)) % 2**64 for word in words]


@pytest.mark.parametrize("stage", [0, 1, 7, 61])
@pytest.mark.parametrize("purpose", [TOUCH_DRAW, REWORK_DRAW])
def test_items_of_a_stage_draw_evenly(stage: int, purpose: int) -> None:
    assert evenly(uniforms(items() + visit(stage, purpose))) > 1e-3


def test_the_visits_of_one_item_draw_evenly() -> None:
    one = items(count=1) + visit(3)
    visits = np.arange(MANY, dtype=np.uint64) * whole(GOLDEN)
    assert evenly(uniforms(one + visits)) > 1e-3


def test_the_occasions_of_a_source_draw_gaps_and_batches_evenly() -> None:
    root = whole(mixed(run_key(1, 0) + GOLDEN))
    occasions = np.arange(MANY, dtype=np.uint64) * whole(GOLDEN)
    gaps, batches = (uniforms(root + whole(purpose) + occasions) for purpose in (GAP_DRAW, BATCH_DRAW))
    assert min(evenly(gaps), evenly(batches)) > 1e-3
    assert abs(float(np.corrcoef(gaps, batches)[0, 1])) < 3.5 / np.sqrt(MANY)


def test_purposes_stages_and_visits_are_independent_of_each_other() -> None:
    asked = [
        visit(s, purpose, n) for s in range(5) for purpose in (TOUCH_DRAW, REWORK_DRAW) for n in range(3)
    ]
    asked.append(whole(TYPE_DRAW))
    table = np.array([uniforms(items() + one) for one in asked])
    off_diagonal = np.corrcoef(table)[np.triu_indices(len(asked), 1)]
    assert np.abs(off_diagonal).max() < 4.7 / np.sqrt(MANY)
    assert float(np.sqrt(np.mean(off_diagonal**2))) == pytest.approx(1 / np.sqrt(MANY), rel=0.12)


def test_touch_time_and_fate_of_a_visit_fill_the_square_evenly() -> None:
    touch, fate = (uniforms(items() + visit(2, purpose)) for purpose in (TOUCH_DRAW, REWORK_DRAW))
    counts, _, _ = np.histogram2d(touch, fate, bins=16, range=((0, 1), (0, 1)))
    assert stats.chisquare(counts.ravel()).pvalue > 1e-3


def test_sources_side_by_side_are_independent() -> None:
    table = np.array([uniforms(items(source) + visit(0)) for source in range(1, 9)])
    off_diagonal = np.corrcoef(table)[np.triu_indices(8, 1)]
    assert np.abs(off_diagonal).max() < 4.0 / np.sqrt(MANY)
