"""Guessing which items of a log are deployments and incidents, from the words that trackers use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sim.log import EventLog, part_of
from sim.metrics.dora_mapping import WORDS, DoraMapping, Marks, marked
from sim.metrics.selection import CLASS, TYPE, Facet, facet

_DEPLOYMENT = (
    "deployment",
    "deploy",
    "release",
    "rollout",
    "production deployment",
    "go live",
    "implantacao",
)
_INCIDENT = ("incident", "outage", "production incident", "production defect", "störung", "incidente")
_FAILED = ("failed", "failure", "fail", "rolled back", "rollback", "reverted", "unsuccessful")
_REWORK = ("hotfix", "hot fix", "rollback", "rolled back", "emergency", "emergency change", "unplanned")
_RESULTS = ("result", "outcome", "status", "state", "deployment status", "resolution", "tags")
_REASONS = ("reason", "change type", "kind", "planned", "tags", "class")
_MOST_VALUES = 60


def guess_dora(log: EventLog) -> DoraMapping:
    """Guess which items are deployments and incidents, and say so; what no word tells is left open.

    A run knows when it releases, and every moment of release is a deployment. A history is only taken by its
    words: that an item is done does not say that it is in production.
    """
    kinds = (WORDS, "tags")
    deployments = _first(log, kinds, _DEPLOYMENT)
    incidents = _first(log, kinds, _INCIDENT)
    released = deployments is None and log.origin.kind == "simulation"
    # A failed test or a hotfix still in the making is no deployment, so only these are looked at.
    deployed = log if released else part_of(log, marked(log, deployments))
    failed = _first(deployed, _RESULTS, _FAILED)
    rework = _first(deployed, (WORDS, *_REASONS), _REWORK)
    said = [
        f"{what} are items whose {marks.said}"
        for what, marks in (
            ("Deployments", deployments),
            ("Incidents", incidents),
            ("Failed deployments", failed),
            ("Unplanned deployments", rework),
        )
        if marks is not None
    ]
    if released:
        said.insert(0, "Each moment at which the run releases items is a deployment")
    return DoraMapping(
        deployments="releases" if released else deployments,
        incidents=incidents,
        failed=failed,
        rework=rework,
        guessed=tuple(f"{sentence}: guessed from the words." for sentence in said),
    )


def markable(log: EventLog) -> tuple[Facet, ...]:
    """Give the respects in which marks can tell items apart, with their values, the most frequent first.

    Under ``type`` are the tracker's own words beside the names of our types. Respects with very many values,
    such as a link, tell nothing apart and are left out.
    """
    names = dict.fromkeys((WORDS, CLASS, *log.items.attributes))
    found = (Facet(name, _valued(log, name)) for name in names)
    return tuple(one for one in found if 0 < len(one.values) <= _MOST_VALUES)


def _valued(log: EventLog, name: str) -> tuple[tuple[str, str, int], ...]:
    """Give the values of a respect with the names shown and their numbers of items."""
    types = facet(log, TYPE if name == WORDS else name).values
    if name != WORDS:
        return types
    words = Counter(log.items.attributes.get(WORDS, ()))
    theirs = tuple((word, word, count) for word, count in words.most_common() if word)
    spoken = {_folded(word) for word in words}
    return (*theirs, *(one for one in types if _folded(one[0]) not in spoken))


def _first(log: EventLog, names: Iterable[str], words: tuple[str, ...]) -> Marks | None:
    """Give the first respect in which items have one of some words, with the values that mean them."""
    has = {_folded(name): name for name in (WORDS, CLASS, *log.items.attributes)}
    for name in (has[one] for one in names if one in has):
        values = tuple(value for value, _, _ in _valued(log, name) if _folded(value) in words)
        if values:
            return Marks(name, values)
    return None


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").replace("_", " ").split())
