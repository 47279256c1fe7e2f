"""Ids and item types of the stream: what the history calls them, made fit to be written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.stream import ItemType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sim.calibration.evidence import Evidence

MOST_TYPES = 20
"""Types that a person can tell apart; rarer ones are put together."""

_LONGEST = 48


@dataclass(frozen=True)
class Kinds:
    """The stream's item types.

    Attributes:
        types: In the order of the history's, the one for all rare ones last.
        numbers: Type of each item of the log in the stream, shape (items,); -1 where it has none.
        assumed: What was assumed, one sentence each.
    """

    types: tuple[ItemType, ...]
    numbers: NDArray[np.int64]
    assumed: tuple[str, ...]


def kinds_of(evidence: Evidence) -> Kinds:
    """Give the types of the items that were begun, with their shares among these."""
    log = evidence.log
    counts = np.bincount(log.items.type[evidence.kept], minlength=len(log.types))
    seen = np.flatnonzero(counts)
    common = seen
    if len(seen) > MOST_TYPES:
        common = np.sort(seen[np.argsort(-counts[seen], kind="stable")][: MOST_TYPES - 1])
    rare = np.setdiff1d(seen, common)
    number = np.full(len(log.types), -1, np.int64)
    number[common] = np.arange(len(common))
    number[rare] = len(common)
    names = [log.types[place].name for place in common.tolist()]
    wanted = [log.types[place].id for place in common.tolist()]
    shares = counts[common].tolist()
    assumed = []
    if len(rare):
        names, wanted, shares = [*names, "Other"], [*wanted, "other"], [*shares, int(counts[rare].sum())]
        assumed.append(f"The rarest {len(rare)} of {len(seen)} item types are put together as Other.")
    types = tuple(
        ItemType(id=one, name=name, share=share)
        for one, name, share in zip(ids_for(wanted, "type"), names, _rounded(shares), strict=True)
    )
    return Kinds(types, number[log.items.type], tuple(assumed))


def _rounded(counts: list[int]) -> list[float]:
    """Give shares in six digits that sum to 1: the largest takes what rounding leaves."""
    shares = [round(count / sum(counts), 6) for count in counts]
    largest = shares.index(max(shares))
    shares[largest] = round(1.0 - sum(shares[:largest] + shares[largest + 1 :]), 6)
    return shares


def ids_for(wanted: Iterable[str], kind: str) -> list[str]:
    """Make ids of names: plain letters, digits and dashes, each once.

    Args:
        wanted: Names or ids.
        kind: What stands for one of which nothing is left.
    """
    made: list[str] = []
    for number, one in enumerate(wanted, start=1):
        plain = unicodedata.normalize("NFKD", one).encode("ascii", "ignore").decode().lower()
        base = re.sub(r"[^a-z0-9_]+", "-", plain).strip("-_")[:_LONGEST] or f"{kind}-{number}"
        unique, again = base, 2
        while unique in made:
            unique, again = f"{base}-{again}", again + 1
        made.append(unique)
    return made
