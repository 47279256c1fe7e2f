"""What the board shows of a stream, as frozen values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from sim.distributions import ppf

if TYPE_CHECKING:
    from sim.distributions import Distribution
    from sim.stream import Problem, Stage, Stream

BACKLOG: Final = "+backlog"
DONE: Final = "+done"
SHORT_UNIT: Final = {"minute": "min", "hour": "h", "day": "d", "week": "wk"}
CardKind = Literal["backlog", "work", "wait", "done"]


@dataclass(frozen=True)
class CardState:
    """One card.

    Attributes:
        key: Stage id, or ``BACKLOG`` or ``DONE``.
        name: Name shown.
        kind: What the card stands for.
        limit: WIP limit, None if there is none.
        people: Number of workers, None where there are none.
        people_text: The number in the stream's words.
        time_text: Touch time or delay in words.
        gate_text: When the gate opens, in words.
        problems: What is wrong with the stage, in words.
        workers_word: What the stream calls several workers.
    """

    key: str
    name: str
    kind: CardKind
    limit: int | None = None
    people: int | None = None
    people_text: str = ""
    time_text: str = ""
    gate_text: str = ""
    problems: tuple[str, ...] = ()
    workers_word: str = "people"

    @property
    def is_stage(self) -> bool:
        """Whether it can be edited, moved and removed."""
        return self.kind in ("work", "wait")


@dataclass(frozen=True)
class ReworkState:
    """A way back: numbers of the cards it joins, and its words."""

    begin: int
    end: int
    text: str


@dataclass(frozen=True)
class GroupState:
    """One limit over neighbouring cards, from ``first`` to ``last``."""

    id: str
    first: int
    last: int
    text: str


@dataclass(frozen=True)
class BoardState:
    """The whole board: cards in flow order, the backlog first, what is done last."""

    cards: tuple[CardState, ...]
    rework: tuple[ReworkState, ...] = ()
    groups: tuple[GroupState, ...] = ()

    def index(self, key: str) -> int:
        """Give the place of a card, -1 if there is none."""
        return next((i for i, card in enumerate(self.cards) if card.key == key), -1)


def board_state(stream: Stream, problems: Sequence[Problem] = ()) -> BoardState:
    """Read cards, ways back and groups from a stream."""
    words = stream.vocabulary
    places = {stage.id: i for i, stage in enumerate(stream.stages, start=1)}
    stages = [_stage_card(stream, stage, _about(stage, problems)) for stage in stream.stages]
    rework = [
        ReworkState(places[stage.id], places[way.to], f"{way.probability * 100:.3g} % rework")
        for stage in stream.stages
        for way in stage.rework
        if way.to in places
    ]
    groups = [
        GroupState(group.id, min(at), max(at), f"{group.name or group.id}: limit {group.limit}")
        for group in stream.wip_groups
        if (at := [places[each] for each in group.stages if each in places])
    ]
    first = CardState(BACKLOG, words.backlog, "backlog", time_text="not started yet")
    last = CardState(DONE, "Done", "done", time_text=f"{words.items} so far")
    return BoardState((first, *stages, last), tuple(rework), tuple(groups))


def duration_text(time: Distribution, unit: str) -> str:
    """Say a duration on a card by the value people gave: "half in 1.2 d", "mean 1.3 d", "2 d"."""
    value, word = typical(time)
    return f"{word} {value:.3g} {SHORT_UNIT[unit]}".strip()


def typical(time: Distribution) -> tuple[float, str]:
    """Give the one value that stands for a duration, and what it is."""
    if time.value is not None:
        return time.value, ""
    if time.p50 is not None:
        return time.p50, "half in"
    if time.mean is not None:
        return time.mean, "mean"
    if time.mode is not None:
        return time.mode, "mostly"
    return float(ppf(time, 0.5)), "half in"


def _stage_card(stream: Stream, stage: Stage, problems: tuple[str, ...]) -> CardState:
    unit = stream.time_unit
    people = stage.workers if stage.kind == "work" else None
    time = stage.time if stage.kind == "work" else stage.delay
    words = stream.vocabulary
    return CardState(
        key=stage.id,
        name=stage.name,
        kind=stage.kind,
        limit=stage.wip_limit,
        people=people,
        people_text="" if people is None else f"{people} {words.worker if people == 1 else words.workers}",
        time_text="" if time is None else duration_text(time, unit),
        gate_text=f"every {stage.cadence.every:g} {SHORT_UNIT[unit]}" if stage.cadence else "",
        problems=problems,
        workers_word=words.workers,
    )


def _about(stage: Stage, problems: Sequence[Problem]) -> tuple[str, ...]:
    path = f"stages.{stage.id}"
    return tuple(p.what for p in problems if p.where == path or p.where.startswith(f"{path}."))
