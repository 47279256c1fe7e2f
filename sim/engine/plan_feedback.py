"""Feedback as words of the board."""

from __future__ import annotations

from decimal import Decimal, localcontext

from sim.engine import layout_time as later
from sim.engine.plan_sources import Pointer
from sim.engine.purposes import FEEDBACK_AFTER_DRAW, FEEDBACK_COUNT_DRAW, FEEDBACK_KEY, purpose_key
from sim.engine.sheet import Sheet
from sim.errors import StreamFault
from sim.stream import Stream

MOST_CREATED = 1_000.0
"""The largest mean number of items that one released item creates."""

_WHOLE = 1 << 53
_DIGITS = 60
"""Digits of the sums of probabilities; decimal arithmetic gives the same ones on every machine."""


def feedback_words(stream: Stream, sheet: Sheet, point: Pointer) -> None:
    """Write the rows of feedback; ``point`` lets a word hold the offset of a distribution's table.

    Raises:
        StreamFault: If one item would create more than a thousand on average.
    """
    types = {one.id: number for number, one in enumerate(stream.item_types)}
    most = [0] * len(types)
    sheet.set(later.FEEDBACK_COUNT, len(stream.feedback))
    sheet.set(later.FEEDBACKS, sheet.reserve(len(stream.feedback) * later.FEEDBACK_WORDS))
    for number, one in enumerate(stream.feedback):
        row = sheet.words[later.FEEDBACKS] + number * later.FEEDBACK_WORDS
        thresholds = poisson_thresholds(one.mean_count)
        most[types[one.on]] += len(thresholds)
        sheet.set(row + later.ON_TYPE, types[one.on])
        sheet.set(row + later.CREATES, types[one.creates])
        sheet.set(row + later.COUNT_KEY, purpose_key(FEEDBACK_COUNT_DRAW, number))
        sheet.set(row + later.AFTER_KEY, purpose_key(FEEDBACK_AFTER_DRAW, number))
        sheet.set(row + later.KEY_KEY, purpose_key(FEEDBACK_KEY, number))
        sheet.set(row + later.THRESHOLD_COUNT, len(thresholds))
        sheet.set(row + later.THRESHOLDS, sheet.add(thresholds))
        point(row + later.AFTER_TABLE, one.after)
    sheet.set(later.STEP_BIRTHS, max(most, default=0))


def poisson_thresholds(mean: float) -> list[int]:
    """Give the sums of the probabilities of 0, 0 to 1, 0 to 2, ... in 2^-53, up to the last below 1.

    Raises:
        StreamFault: If the mean is above a thousand.
    """
    if mean > MOST_CREATED:
        raise StreamFault(
            f"A released item creates {mean:g} others on average; at most {MOST_CREATED:g} can run.",
            "Lower mean_count, or let one item stand for several.",
        )
    thresholds: list[int] = []
    with localcontext() as context:
        context.prec = _DIGITS
        chance = below = (-Decimal(mean)).exp()
        while (threshold := int((below * _WHOLE).to_integral_value())) < _WHOLE:
            thresholds.append(threshold)
            chance = chance * Decimal(mean) / len(thresholds)
            below += chance
    return thresholds
