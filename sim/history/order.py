"""The order of day and month, told from all dates of a file together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from sim.history.dates import DateTexts, Order, moments

_LAST_MONTH = 12


@dataclass(frozen=True)
class DateOrder:
    """Which comes first, day or month, and how sure that is.

    Attributes:
        order: Order for the whole file.
        exceptions: Columns whose own values prove the other order.
        ambiguous: Whether the values fit both orders, so that a person should confirm.
        reason: How it was told, one sentence; empty where no date leaves it open.
    """

    order: Order = "day first"
    exceptions: dict[str, Order] = field(default_factory=dict)
    ambiguous: bool = False
    reason: str = ""

    def of(self, header: str) -> Order:
        """Give the order of one column."""
        return self.exceptions.get(header, self.order)


def decide_order(columns: Mapping[str, DateTexts]) -> DateOrder:
    """Tell the order of day and month of a file from its date columns.

    1. A number above 12 proves its column. One proven column decides for the columns that prove nothing; a
       column that proves the other order keeps its own.
    2. Else the order decides under which the columns follow each other in every row (done never before
       start), if under the other they do not.
    3. Else it is ambiguous: month first if AM or PM is written and no dots, otherwise day first.
    """
    open_ones = {header: texts for header, texts in columns.items() if texts.numeric.any()}
    if not open_ones:
        return DateOrder()
    proofs = {header: proof for header, texts in open_ones.items() if (proof := _proof(header, texts))}
    if proofs:
        return _by_proof(proofs)
    disorder = {order: _disorder(columns, order) for order in _ORDERS}
    best, worst = sorted(_ORDERS, key=lambda order: disorder[order])
    if disorder[best] == 0 < disorder[worst]:
        pairs = disorder[worst]
        said = f"Dates are read {best}: {worst}, some would be in the wrong order (pairs: {pairs})."
        return DateOrder(best, reason=said)
    return _by_habit(open_ones)


_ORDERS: tuple[Order, Order] = ("day first", "month first")


@dataclass(frozen=True)
class _Proof:
    order: Order
    sentence: str
    rows: int


def _proof(header: str, texts: DateTexts) -> _Proof | None:
    """Tell the order that a column's own numbers prove; the more frequent one if they contradict."""
    first, second = texts.parts[:, 0], texts.parts[:, 1]
    proves_day = texts.numeric & (first > _LAST_MONTH) & (second <= _LAST_MONTH)
    proves_month = texts.numeric & (second > _LAST_MONTH) & (first <= _LAST_MONTH)
    rows_day = int(np.count_nonzero(proves_day[texts.place]))
    rows_month = int(np.count_nonzero(proves_month[texts.place]))
    if not rows_day and not rows_month:
        return None
    order: Order = "day first" if rows_day >= rows_month else "month first"
    proving = proves_day if order == "day first" else proves_month
    sample = texts.distinct[int(np.flatnonzero(proving)[0])]
    return _Proof(order, f'"{sample}" in {header} can be read no other way', max(rows_day, rows_month))


def _by_proof(proofs: Mapping[str, _Proof]) -> DateOrder:
    strongest = max(proofs.values(), key=lambda proof: proof.rows)
    others: dict[str, Order] = {h: p.order for h, p in proofs.items() if p.order != strongest.order}
    said = f"Dates are read {strongest.order}: {strongest.sentence}."
    for header, order in others.items():
        said += f" In {header} they are read {order}: {proofs[header].sentence}."
    return DateOrder(strongest.order, others, reason=said)


def _disorder(columns: Mapping[str, DateTexts], order: Order) -> int:
    """Count the rows, over all pairs of columns, that go against the direction of most rows."""
    days = [days_under(texts, order) for texts in columns.values()]
    total = 0
    for one, other in combinations(days, 2):
        total += min(int(np.count_nonzero(one < other)), int(np.count_nonzero(other < one)))
    return total


def days_under(texts: DateTexts, order: Order) -> NDArray[np.float64]:
    """Give the days since 1970 of a column under an order, wall clocks as they stand; NaN for none."""
    return moments(texts, order, "UTC").days


def _by_habit(columns: Mapping[str, DateTexts]) -> DateOrder:
    dotted = any(texts.dotted[texts.numeric].any() for texts in columns.values())
    halves = any(texts.halves[texts.numeric].any() for texts in columns.values())
    order: Order = "month first" if halves and not dotted else "day first"
    why = "which is more common"
    if dotted or halves:
        why = "because dots part the numbers" if dotted else "because AM and PM are written"
    header, texts = next(iter(columns.items()))
    sample = texts.distinct[int(np.flatnonzero(texts.numeric)[0])]
    said = f'The dates fit both orders ("{sample}" in {header}); they are read {order}, {why}.'
    return DateOrder(order, ambiguous=True, reason=said)
