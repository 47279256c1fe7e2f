"""What becomes of a duration's typical and bad case where a family cannot have both, in words."""

from __future__ import annotations

from typing import Final, Literal

from app.pages.stream.durations import FAMILIES
from sim.distributions import LEAST_APART, Distribution, most_apart, quantiles

Moved = Literal["p50", "p85"]
_CASES: Final[dict[Moved, str]] = {"p50": "typical case", "p85": "bad case"}
_WORTH_TELLING: Final = 0.03
"""Share by which a figure has to differ from the one wanted; rounding makes less."""


def why_moved(before: Distribution, figure: Moved, value: float, made: Distribution, unit: str) -> str:
    """Say why the other figure did not stay when one was moved to a value; nothing where it stayed."""
    other: Moved = "p85" if figure == "p50" else "p50"
    was, now = (quantiles(one)[other == "p85"] for one in (before, made))
    if not _differs(was, now) or before.family in ("constant", "exponential"):
        return ""
    half, bad = (value, was) if figure == "p50" else (was, value)
    came = f"the {_CASES[other]} is {_told(now, unit)} now, not {_told(was, unit)}."
    if bad < half * LEAST_APART:
        return f"The bad case is never below the typical one: {came}"
    if bad > half * most_apart(before):
        most = f"{most_apart(before):.2g}"
        return f"{_family(before)}, the bad case is at most {most} times the typical one: {came}"
    return f"{_family(before)}, work has whole phases, and so many spreads only: {came}"


def why_unlike(before: Distribution, made: Distribution, unit: str) -> str:
    """Say which of the two figures another family could not keep; nothing where it has both."""
    cases: tuple[Moved, ...] = ("p50", "p85")
    told = [
        f"the {_CASES[case]} is {_told(now, unit)}, not {_told(was, unit)}"
        for case, was, now in zip(cases, quantiles(before), quantiles(made), strict=True)
        if _differs(was, now)
    ]
    return f"{_family(made)}, {' and '.join(told)}." if told else ""


def _family(time: Distribution) -> str:
    return f"As {FAMILIES[time.family]}"


def _differs(was: float, now: float) -> bool:
    return abs(now - was) > _WORTH_TELLING * max(was, now)


def _told(value: float, unit: str) -> str:
    return f"{value:.3g}\u00a0{unit}".strip()
