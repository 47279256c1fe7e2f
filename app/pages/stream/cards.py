"""What the cards say while a run goes on: pure, from a frame and the figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast, get_args

from app.canvas import CardLive, CardState, Frame
from app.theme import Shape, TypeStyle, type_styles

if TYPE_CHECKING:
    from app.pages.stream.figures import Figures
    from sim.stream import Stream

_SHAPES: Final = get_args(Shape)


def cards_live(frame: Frame, cards: Sequence[CardState], figures: Figures | None) -> dict[str, CardLive]:
    """Say for each card, in flow order, what the frame and the figures know of it."""
    stuck = None if figures is None else figures.bottleneck
    at_work: dict[str, int] = {}
    for number, card in enumerate(cards):
        if card.team is not None:
            at_work[card.team.id] = at_work.get(card.team.id, 0) + _at(frame.busy, number)
    live = {}
    for number, card in enumerate(cards):
        busy = _at(frame.busy, number)
        live[card.key] = CardLive(
            count=_at(frame.counts, number),
            busy=busy,
            use=None if figures is None else figures.use.get(card.key),
            bottleneck=stuck.reason if stuck is not None and card.key == stuck.id else "",
            facts=() if figures is None else figures.facts.get(card.key, ()),
            elsewhere=0 if card.team is None else at_work[card.team.id] - busy,
        )
    return live


def styles_of(stream: Stream) -> tuple[TypeStyle, ...]:
    """Give the look of each item type: its own where the stream says so, else the usual one."""
    usual = type_styles([kind.id for kind in stream.item_types])
    found = []
    for kind in stream.item_types:
        style = usual[kind.id]
        if kind.colour:
            style = replace(style, colour=kind.colour)
        if kind.shape in _SHAPES:
            style = replace(style, shape=cast(Shape, kind.shape))
        found.append(style)
    return tuple(found)


def limit_of_line(stream: Stream) -> int | None:
    """Give the most items the stream may hold, None where some stage has no limit."""
    whole = {stage.id for stage in stream.stages}
    groups = [group.limit for group in stream.wip_groups if set(group.stages) == whole]
    limits = [stage.wip_limit for stage in stream.stages]
    own = [] if None in limits else [sum(limit or 0 for limit in limits)]
    return min([*groups, *own], default=None)


def _at(numbers: Sequence[int], place: int) -> int:
    return numbers[place] if place < len(numbers) else 0
