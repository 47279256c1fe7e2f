"""A distribution as data: a family and its parameters, never code."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from sim.distributions.rules import PARAMETER_SETS, PARAMETERS, fault_in

Family = Literal[
    "constant",
    "uniform",
    "triangular",
    "pert",
    "exponential",
    "erlang",
    "gamma",
    "lognormal",
    "weibull",
    "empirical",
]


class Provenance(BaseModel):
    """Where a fitted distribution came from.

    Attributes:
        source: Name of the data it was fitted to.
        n: Number of observations.
        date: ISO date of the fit.
        goodness: Goodness of fit in words or figures.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    n: int
    date: str
    goodness: str = ""


class Distribution(BaseModel):
    """A non-negative random duration (or count), in the unit of its context.

    Exactly one complete set of parameters of its family is given: the family's own, or two that
    people can give (``p50`` and ``p85``, or ``mean`` and ``cv``).

    Attributes:
        family: Name of the family.
        value: The constant.
        low: Lower end (uniform, triangular, pert).
        mode: Most likely value (triangular, pert).
        high: Upper end (uniform, triangular, pert).
        mean: Mean.
        cv: Coefficient of variation, standard deviation over mean.
        k: Number of exponential phases (erlang), an integer of 1 or more.
        p50: Median.
        p85: 85th percentile.
        shape: Shape (gamma, weibull).
        scale: Scale (gamma, weibull).
        mu: Mean of the logarithm (lognormal).
        sigma: Standard deviation of the logarithm (lognormal).
        values: Observed values, resampled (empirical).
        provenance: Where it was fitted, if it was.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    family: Family
    value: float | None = None
    low: float | None = None
    mode: float | None = None
    high: float | None = None
    mean: float | None = None
    cv: float | None = None
    k: int | None = None
    p50: float | None = None
    p85: float | None = None
    shape: float | None = None
    scale: float | None = None
    mu: float | None = None
    sigma: float | None = None
    values: tuple[float, ...] | None = None
    provenance: Provenance | None = None

    @model_validator(mode="after")
    def _one_complete_set(self) -> Self:
        fault = fault_in(self.family, self.given)
        if fault is None:
            return self
        raise PydanticCustomError("distribution", "{text}", {"text": fault.text, "hint": fault.hint})

    @property
    def given(self) -> dict[str, Any]:
        """The parameters that are set, by name, in the order of the fields."""
        pairs = ((name, getattr(self, name)) for name in PARAMETERS)
        return {name: value for name, value in pairs if value is not None}

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe each family with each of its sets of parameters as an alternative of its own."""
        schema = handler.resolve_ref_schema(handler(core))
        described = schema.pop("properties")
        schema.pop("additionalProperties", None)
        schema["required"] = ["family"]
        schema["oneOf"] = [
            _alternative(family, names, described)
            for family, sets in PARAMETER_SETS.items()
            for names in sets
        ]
        return schema


def _alternative(family: str, names: tuple[str, ...], described: dict[str, Any]) -> dict[str, Any]:
    """Describe one family given by one set of parameters."""
    properties: dict[str, Any] = {"family": {"const": family}}
    for name in names:
        properties[name] = next(one for one in described[name]["anyOf"] if one.get("type") != "null")
    properties["provenance"] = described["provenance"]
    return {
        "title": f"{family} by {', '.join(names)}",
        "type": "object",
        "properties": properties,
        "required": ["family", *names],
        "additionalProperties": False,
    }
