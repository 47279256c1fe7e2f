"""Durations as data: families, their parameters and their curves."""

from sim.distributions.families import cdf, pdf, ppf
from sim.distributions.fitting import Candidate, Fit, FitPicture, fit
from sim.distributions.goodness import Goodness
from sim.distributions.kaplan_meier import DoneCurve, done_curve
from sim.distributions.moments import mean, sd
from sim.distributions.observed import Observations, observe
from sim.distributions.resolve import resolved, weibull_from_quantiles
from sim.distributions.rules import PARAMETER_SETS, parameters_in_words
from sim.distributions.scaling import scaled
from sim.distributions.spread import LEAST_APART, most_apart, quantiles, with_quantiles
from sim.distributions.values import Distribution, Family, Provenance
from sim.distributions.words import describe

__all__ = [
    "LEAST_APART",
    "PARAMETER_SETS",
    "Candidate",
    "Distribution",
    "DoneCurve",
    "Family",
    "Fit",
    "FitPicture",
    "Goodness",
    "Observations",
    "Provenance",
    "cdf",
    "describe",
    "done_curve",
    "fit",
    "mean",
    "most_apart",
    "observe",
    "parameters_in_words",
    "pdf",
    "ppf",
    "quantiles",
    "resolved",
    "scaled",
    "sd",
    "weibull_from_quantiles",
    "with_quantiles",
]
