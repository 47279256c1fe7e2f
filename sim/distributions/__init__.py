"""Durations as data: families, their parameters and their curves."""

from sim.distributions.values import Distribution, Family, Provenance

__all__ = ["Distribution", "Family", "Provenance"]
