"""What labels tell of an item's type, where the tracker knows no types."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sim.history.words import CONTAINERS, folded, type_of

_PARTED = re.compile(r"^\s*(.*?)\s*[:/]\s*(.+?)\s*$")
_TYPE_MARKS = frozenset(
    ("type", "kind", "issue type", "issuetype", "work type", "category", "t", "c", "tipo", "typ")
)


def type_label(labels: Iterable[str]) -> str:
    """Give the label that tells the type; nothing if none does.

    A label that says so itself (``type: bug``, ``kind/bug``) goes first; one that says something else
    (``area/security``) tells no type.

    >>> type_label(["area/security", "help wanted", "kind/bug"])
    'kind/bug'
    """
    plain = ""
    for label in labels:
        parted = _PARTED.match(label)
        if parted and folded(parted[1]) not in _TYPE_MARKS:
            continue
        word = parted[2] if parted else label
        if not (type_of(word) or folded(word) in CONTAINERS):
            continue
        if parted:
            return label
        plain = plain or label
    return plain


@dataclass
class LabelTypes:
    """The types told from labels so far.

    Attributes:
        found: How often each label told the type.
        none: How often none did.
    """

    found: Counter[str] = field(default_factory=Counter)
    none: int = 0

    def of(self, labels: list[str]) -> str:
        """Give the type of an item with these labels: what the telling label says."""
        label = type_label(labels)
        if not label:
            self.none += 1
            return ""
        self.found[label] += 1
        parted = _PARTED.match(label)
        return parted[2] if parted else label

    def said(self) -> list[str]:
        """Say what was told."""
        if not self.found:
            return []
        words = ", ".join(f"{word} ({count})" for word, count in self.found.most_common(8))
        rest = f"; on none: {self.none}" if self.none else ""
        return [f"The type of an item is told by its labels: {words}{rest}."]
