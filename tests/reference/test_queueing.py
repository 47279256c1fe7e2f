"""Exact and published results come out: within their tolerance, and inside the run's own interval."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reference.features import features
from tests.reference.queueing import Case, Known, cases
from tests.reference.table import Line, collection, fixed_lines, known_of, lines_of, penny_lines, refused
from tests.reference.without_chance import Fixed, fixed


def named(case: Case | Fixed) -> str:
    """Name a case in the list of tests."""
    return case.id


def checked(case: Case, known: Known) -> None:
    """Run a case and hold it against what is known of it."""
    if refused(case.stream):
        pytest.skip(refused(case.stream))
    lines = list(lines_of(case, known))
    assert [line for line in lines if not line.within] == []
    assert [line for line in lines if line.headline and not line.in_interval] == []
    assert set(case.headline) <= {line.measure for line in lines}


@pytest.mark.parametrize("case", list(cases()), ids=named)
def test_a_long_run_gives_the_exact_result(case: Case, shared_reference: Path) -> None:
    checked(case, known_of(case, collection(shared_reference)))


@pytest.mark.parametrize("case", list(features()), ids=named)
def test_a_rule_gives_its_textbook_s_result(case: Case) -> None:
    checked(case, known_of(case, {}))


@pytest.mark.parametrize("case", list(fixed()), ids=named)
def test_without_chance_a_rule_gives_its_result_to_the_last_digit(case: Fixed) -> None:
    if refused(case.stream):
        pytest.skip(refused(case.stream))
    assert [line for line in fixed_lines(case) if not line.within] == []


def test_a_line_without_chance_gives_the_textbook_s_throughput_and_flow_time(shared_reference: Path) -> None:
    lines = list(penny_lines(collection(shared_reference)))
    assert [line for line in lines if not line.within] == []
    assert len(lines) == 40


def test_every_case_of_the_collection_has_its_run(shared_reference: Path) -> None:
    known = collection(shared_reference)
    run = {id(known_of(case, known)) for case in cases()}
    left = [name for name, one in known.items() if id(one) not in run and not name.startswith("PENNY1")]
    assert left == []


@pytest.mark.parametrize(
    ("got", "half_width", "headline", "verdict"),
    [
        (1.01, 0.02, True, "ok"),
        (1.01, 0.001, False, "ok (interval missed)"),
        (1.01, 0.001, True, "OUTSIDE INTERVAL"),
        (1.2, 0.5, False, "OUTSIDE TOLERANCE"),
    ],
)
def test_a_line_is_judged_by_its_tolerance_and_a_headline_by_its_interval_too(
    got: float, half_width: float, *, headline: bool, verdict: str
) -> None:
    assert Line("X", "W", 1.0, got, half_width, 0.03, headline).verdict == verdict
