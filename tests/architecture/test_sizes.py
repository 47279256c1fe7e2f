"""Sizes: a module is a room one can see across, a function is a sentence or a paragraph.

The limits are hard; the medians and ninetieth percentiles keep the house as a whole small-grained.
That a function takes at most five positional parameters is ruff's to say (PLR0917).
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from tests.architecture.tree import functions, modules

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
MODULE_MEDIAN, MODULE_P90 = 180, 300
FUNCTION_MEDIAN, FUNCTION_P90 = 8, 25
TESTS_PER_CODE = 1.2
NO_TESTS = ("tests.bench", "tests.screenshots")
CODE = ("sim", "app")


def median_and_p90(sizes: Sequence[int]) -> tuple[float, float]:
    """Give the median and the ninetieth percentile of sizes in lines."""
    return statistics.median(sizes), statistics.quantiles(sizes, n=10, method="inclusive")[-1]


def lines_of_test_per_line() -> float:
    """Give lines of test for each line of code; benchmarks and the photographer are neither.

    Like is set against like: a test's name is its sentence, the code's sentences are docstrings. So
    docstrings, comments and blank lines are left out on both sides.
    """
    tests = [m.statement_lines for m in modules("tests") if not m.name.startswith(NO_TESTS)]
    return sum(tests) / sum(m.statement_lines for m in modules(*CODE))


def test_no_module_is_longer_than_a_room() -> None:
    assert [f"{m.path}: {m.lines} lines" for m in modules(*CODE) if m.lines > LONGEST_MODULE] == []


def test_no_function_is_longer_than_a_screen() -> None:
    assert [f"{f}: {f.lines} lines" for f in functions(*CODE) if f.lines > LONGEST_FUNCTION] == []


def test_most_modules_are_short() -> None:
    median, p90 = median_and_p90([m.lines for m in modules(*CODE)])
    assert (median <= MODULE_MEDIAN, p90 <= MODULE_P90) == (True, True), f"median {median}, p90 {p90}"


def test_most_functions_are_short() -> None:
    median, p90 = median_and_p90([f.lines for f in functions(*CODE)])
    assert (median <= FUNCTION_MEDIAN, p90 <= FUNCTION_P90) == (True, True), f"median {median}, p90 {p90}"


def test_there_is_more_test_than_code() -> None:
    assert lines_of_test_per_line() >= TESTS_PER_CODE
