"""Which parameters make a family, and what each of them may be."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import NamedTuple

from sim.wording import joined

LARGEST = 1e9
"""Largest value taken: a clock on the 2^-20 grid adds exactly up to 2^33 units."""


LARGEST_CV = 50.0
"""Beyond it nearly all draws are next to nothing, and the mean rests on the few that are not."""

LARGEST_RATIO = 1e3
"""Of p85 over p50, for the same reason."""

PARAMETER_SETS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "constant": (("value",),),
    "uniform": (("low", "high"), ("mean", "cv"), ("p50", "p85")),
    "triangular": (("low", "mode", "high"),),
    "pert": (("low", "mode", "high"),),
    "exponential": (("mean",), ("p50",), ("p85",)),
    "erlang": (("k", "mean"),),
    "gamma": (("shape", "scale"), ("mean", "cv"), ("p50", "p85")),
    "lognormal": (("mu", "sigma"), ("mean", "cv"), ("p50", "p85")),
    "weibull": (("shape", "scale"), ("mean", "cv"), ("p50", "p85")),
    "empirical": (("values",),),
}
"""For each family, every set of parameters that says it completely; the family's own set comes first."""

PARAMETERS = (
    "value",
    "low",
    "mode",
    "high",
    "mean",
    "cv",
    "k",
    "p50",
    "p85",
    "shape",
    "scale",
    "mu",
    "sigma",
    "values",
)

Given = Mapping[str, float]


class Fault(NamedTuple):
    """What is wrong with a distribution's parameters, and the way out."""

    text: str
    hint: str


def fault_in(family: str, given: Mapping[str, object]) -> Fault | None:
    """Say what is wrong with the parameters of a distribution.

    Args:
        family: One of the ten families.
        given: The parameters that are set, by name.

    Returns:
        The first fault in words, or None if the parameters say the family completely and consistently.
    """
    fault = _fault_in_set(family, tuple(given))
    if fault is not None:
        return fault
    if family == "empirical":
        return _fault_in_values(given["values"])
    numbers = {name: float(str(value)) for name, value in given.items()}
    for name, number in numbers.items():
        fault = _fault_in_number(family, name, number)
        if fault is not None:
            return fault
    return _fault_between(family, numbers)


def article(family: str) -> str:
    """Give the family with its article: ``a gamma``, ``an erlang``."""
    return f"{'an' if family[0] in 'aeiou' and family != 'uniform' else 'a'} {family}"


def figure(value: float) -> str:
    """Write a number as people do: no trailing zeros, six significant digits."""
    return f"{value:.6g}"


def parameters_in_words(family: str) -> str:
    """List the family's sets of parameters: ``mean and cv, or p50 and p85``."""
    return ", or ".join(joined(names) for names in PARAMETER_SETS[family])


def _fault_in_set(family: str, given: tuple[str, ...]) -> Fault | None:
    sets = PARAMETER_SETS[family]
    if any(set(names) == set(given) for names in sets):
        return None
    takes = f"{article(family)} takes {parameters_in_words(family)}"
    if not given:
        return Fault(f"{takes}; none is given", f"Give {joined(sets[0])}.")
    strange = tuple(name for name in given if all(name not in names for names in sets))
    if strange:
        return Fault(f"{takes}, not {joined(strange)}", f"Remove {joined(strange)} or choose another family.")
    nearest = max(sets, key=lambda names: (len(set(names) & set(given)), -len(names)))
    missing = tuple(name for name in nearest if name not in given)
    spare = tuple(name for name in given if name not in nearest)
    if missing and not spare:
        return Fault(f"{takes}; {joined(missing)} is missing", f"Add {joined(missing)}.")
    return Fault(
        f"{takes}, one set only; given are {joined(given)}", f"Keep {joined(nearest)} and remove the rest."
    )


def _fault_in_values(values: object) -> Fault | None:
    numbers = tuple(values) if isinstance(values, tuple) else ()
    if not numbers:
        return Fault("an empirical has no values; it needs one or more", "List the observed values.")
    for number in numbers:
        if not math.isfinite(number) or number < 0 or number > LARGEST:
            return Fault(
                f"an empirical has the value {figure(number)}; values must be from 0 to {figure(LARGEST)}",
                "Remove it or correct it.",
            )
    return None


_POSITIVE = frozenset({"mean", "p50", "p85", "shape", "scale", "k"})


def _fault_in_number(family: str, name: str, number: float) -> Fault | None:
    of = f"{name} of {article(family)} is {figure(number)}"
    if not math.isfinite(number):
        return Fault(f"{of}; it must be a finite number", f"Give {name} a number.")
    if name == "mu":
        if abs(number) > math.log(LARGEST):
            return Fault(
                f"{of}; exp(mu) must be at most {figure(LARGEST)}", "Give a smaller mu, or p50 and p85."
            )
        return None
    if name in _POSITIVE and number <= 0:
        rule = "1 or more" if name == "k" else "above 0"
        return Fault(f"{of}; it must be {rule}", "Correct it; for no time at all take a constant of 0.")
    if number < 0:
        return Fault(f"{of}; it must be 0 or more", "Correct it: a duration is never negative.")
    if number > LARGEST:
        return Fault(
            f"{of}; it must be at most {figure(LARGEST)}", "Give a smaller one, or a larger time unit."
        )
    if name == "cv" and number > LARGEST_CV:
        return Fault(f"{of}; it must be at most {figure(LARGEST_CV)}", "Give a smaller cv.")
    if name == "sigma" and number > 8:
        return Fault(f"{of}; it must be at most 8", "Give a smaller sigma.")
    return None


def _fault_in_order(family: str, given: Given, first: str, second: str) -> Fault:
    return Fault(
        f"{second} of {article(family)} is {figure(given[second])}, "
        f"below its {first} {figure(given[first])}; {second} must be at least {first}",
        f"Raise {second} or lower {first}.",
    )


def _fault_in_ends(family: str, given: Given) -> Fault | None:
    names = tuple(name for name in ("low", "mode", "high") if name in given)
    for first, second in pairwise(names):
        if given[first] > given[second]:
            return _fault_in_order(family, given, first, second)
    return None


def _fault_in_quantiles(family: str, given: Given) -> Fault | None:
    if "p50" not in given or "p85" not in given:
        return None
    p50, p85 = given["p50"], given["p85"]
    if p85 < p50:
        return _fault_in_order(family, given, "p50", "p85")
    if p85 > LARGEST_RATIO * p50:
        return Fault(
            f"p85 of {article(family)} is {figure(p85)}, "
            f"more than {figure(LARGEST_RATIO)} times its p50 {figure(p50)}",
            "Bring p50 and p85 closer together.",
        )
    return None


def _fault_in_uniform(given: Given) -> Fault | None:
    if "cv" in given and given["cv"] > 1 / math.sqrt(3) + 1e-12:
        return Fault(
            f"cv of a uniform is {figure(given['cv'])}; above 0.57735 its low end would be negative",
            "Give a smaller cv, or take a gamma or a lognormal.",
        )
    if "p85" in given and given["p85"] > 1.7 * given["p50"] * (1 + 1e-12):
        return Fault(
            f"p85 of a uniform is {figure(given['p85'])}; above 1.7 times its p50 {figure(given['p50'])} "
            "its low end would be negative",
            "Give a smaller p85, or take a gamma or a lognormal.",
        )
    return None


def _fault_in_shape(given: Given) -> Fault | None:
    if "shape" in given and given["shape"] < 0.02:
        return Fault(
            f"shape is {figure(given['shape'])}; it must be 0.02 or more",
            "Give a larger shape: so small a one has nearly all its weight at 0.",
        )
    return None


_BETWEEN: Mapping[str, tuple[Callable[[Given], Fault | None], ...]] = {
    "uniform": (_fault_in_uniform,),
    "gamma": (_fault_in_shape,),
    "weibull": (_fault_in_shape,),
}


def _fault_between(family: str, given: Given) -> Fault | None:
    for general in (_fault_in_ends, _fault_in_quantiles):
        fault = general(family, given)
        if fault is not None:
            return fault
    for special in _BETWEEN.get(family, ()):
        fault = special(given)
        if fault is not None:
            return fault
    return None
