"""Exact and published results come out: within their tolerance, and inside the run's own interval."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reference.queueing import Case, cases
from tests.reference.table import expected_values, lines_of, lines_without_chance


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.id)
def test_a_long_run_gives_the_exact_result(case: Case, shared_reference: Path) -> None:
    lines = list(lines_of(case, expected_values(shared_reference)))
    assert [line for line in lines if not line.within] == []
    assert [line for line in lines if line.headline and not line.in_interval] == []
    assert len(lines) >= 2


def test_a_line_without_chance_gives_the_textbook_s_throughput_and_flow_time(shared_reference: Path) -> None:
    lines = list(lines_without_chance(expected_values(shared_reference)))
    assert [line for line in lines if not line.within] == []
    assert len(lines) == 40
