"""What the board shows of a stream, as frozen values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from app.canvas.arriving import arriving
from app.canvas.ways import WayState, feedback_text, ways_back, ways_on
from sim.distributions import ppf
from sim.stream import counted

if TYPE_CHECKING:
    from sim.distributions import Distribution
    from sim.stream import Problem, Stage, Stream, Vocabulary

BACKLOG: Final = "+backlog"
DONE: Final = "+done"
SHORT_UNIT: Final = {"minute": "min", "hour": "h", "day": "d", "week": "wk"}
CardKind = Literal["backlog", "work", "wait", "done"]


@dataclass(frozen=True)
class TeamMark:
    """What a card shows of a team: id, name, and the place among the teams that gives its colour."""

    id: str
    name: str
    place: int


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
        problems: What is wrong with the stage, in words.
        is_faulty: Whether any of it is a fault, which keeps the stream from running; else it is a warning.
        workers_word: What the stream calls several workers.
        team: The team that works there, None where the workers are the stage's own.
        takes: How many are taken at once, in words; empty for one by one.
        hands_on: How items are handed on, in words: in lots, when a gate opens; empty for one by one.
        mix: Share of each item type in what arrives, in their order, summing to 1; of the backlog only.
        rate: How many arrive in a unit of time, None where no rate says it.
        rate_unit: That unit as it is spoken ("a week").
    """

    key: str
    name: str
    kind: CardKind
    limit: int | None = None
    people: int | None = None
    people_text: str = ""
    time_text: str = ""
    problems: tuple[str, ...] = ()
    is_faulty: bool = False
    workers_word: str = "people"
    team: TeamMark | None = None
    takes: str = ""
    hands_on: str = ""
    mix: tuple[float, ...] = ()
    rate: float | None = None
    rate_unit: str = ""

    @property
    def is_stage(self) -> bool:
        """Whether it can be edited, moved and removed."""
        return self.kind in ("work", "wait")


@dataclass(frozen=True)
class GroupState:
    """One limit over neighbouring cards, from ``first`` to ``last``."""

    id: str
    first: int
    last: int
    text: str
    limit: int = 1


@dataclass(frozen=True)
class BoardState:
    """The whole board.

    Attributes:
        cards: In flow order, the backlog first, what is done last.
        rework: Ways back.
        groups: Limits over neighbouring cards.
        onward: Ways past a card: by types that skip it, or by its routes.
        feedback: What items that are done bring, in words; empty if nothing.
        kinds: Id and name of each item type.
    """

    cards: tuple[CardState, ...]
    rework: tuple[WayState, ...] = ()
    groups: tuple[GroupState, ...] = ()
    onward: tuple[WayState, ...] = ()
    feedback: str = ""
    kinds: tuple[tuple[str, str], ...] = ()

    def index(self, key: str) -> int:
        """Give the place of a card, -1 if there is none."""
        return next((i for i, card in enumerate(self.cards) if card.key == key), -1)


def board_state(stream: Stream, problems: Sequence[Problem] = ()) -> BoardState:
    """Read cards, ways back and groups from a stream."""
    words = stream.vocabulary
    places = {stage.id: i for i, stage in enumerate(stream.stages, start=1)}
    stages = [_stage_card(stream, stage, _about(stage, problems)) for stage in stream.stages]
    groups = [
        GroupState(group.id, min(at), max(at), f"{group.name or group.id}: limit {group.limit}", group.limit)
        for group in stream.wip_groups
        if (at := [places[each] for each in group.stages if each in places])
    ]
    last = CardState(DONE, "Done", "done", time_text=f"{words.items} so far")
    return BoardState(
        cards=(_backlog_card(stream), *stages, last),
        rework=ways_back(stream),
        groups=tuple(groups),
        onward=ways_on(stream),
        feedback=feedback_text(stream),
        kinds=tuple((kind.id, kind.name) for kind in stream.item_types),
    )


def _backlog_card(stream: Stream) -> CardState:
    come = arriving(stream)
    whole = sum(kind.share for kind in stream.item_types)
    mix = tuple(kind.share / whole for kind in stream.item_types) if whole > 0 else ()
    return CardState(
        BACKLOG,
        stream.vocabulary.backlog,
        "backlog",
        time_text=come.text,
        mix=mix if len(mix) > 1 and min(mix) >= 0 else (),
        rate=come.rate,
        rate_unit=come.unit,
    )


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


def _stage_card(stream: Stream, stage: Stage, problems: Sequence[Problem]) -> CardState:
    unit = stream.time_unit
    team = next((each for each in stream.teams if each.id == stage.team), None)
    people = None if stage.kind != "work" else stage.workers if team is None else team.size
    time = stage.time if stage.kind == "work" else stage.delay
    words = stream.vocabulary
    return CardState(
        key=stage.id,
        name=stage.name,
        kind=stage.kind,
        limit=stage.wip_limit,
        people=people,
        people_text=_people_text(people, words),
        time_text="" if time is None else duration_text(time, unit),
        problems=tuple(one.named for one in problems),
        is_faulty=any(one.severity == "error" for one in problems),
        workers_word=words.workers,
        team=None if team is None else TeamMark(team.id, team.name, stream.teams.index(team)),
        takes="" if stage.batch is None else f"{stage.batch.size} at once",
        hands_on=_hands_on(stage, unit),
    )


def _hands_on(stage: Stage, unit: str) -> str:
    """Say how a stage lets go of what is finished, where that is not one by one."""
    lots = "" if stage.transfer is None else f"lots of {stage.transfer}"
    gate = "" if stage.cadence is None else f"every {stage.cadence.every:g} {SHORT_UNIT[unit]}"
    return " · ".join(part for part in (lots, gate) if part)


def _people_text(people: int | None, words: Vocabulary) -> str:
    return "" if people is None else counted(people, words.worker, words.workers)


def _about(stage: Stage, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    path = f"stages.{stage.id}"
    return tuple(p for p in problems if p.where == path or p.where.startswith(f"{path}."))
