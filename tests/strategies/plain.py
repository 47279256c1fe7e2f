"""Streams of the first rules: lines with limits, rework, gates, groups, classes and a board."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from sim.distributions import Distribution
from sim.stream import (
    Arrivals,
    Backlog,
    BoardItem,
    Cadence,
    CadenceArrival,
    Calendar,
    Interarrival,
    ItemType,
    Rework,
    Saturated,
    Schedule,
    ScheduledItem,
    ServiceClass,
    Stage,
    Stream,
    WipGroup,
    problems,
)
from tests.strategies.times import POSITIVE_TIMES, TIED_TIMES, gaps, touch_times


def limits() -> SearchStrategy[int | None]:
    """WIP limits, none among them."""
    return st.one_of(st.none(), st.integers(1, 4))


@st.composite
def stages(draw: st.DrawFn, number: int, work_before: tuple[str, ...], types: tuple[str, ...]) -> Stage:
    """The stage at place ``number`` (0 first), whose rework goes to itself or a work stage before it."""
    name = f"s{number}"
    if draw(st.integers(0, 4)) == 0:
        return Stage(
            id=name,
            name=name.upper(),
            kind="wait",
            wip_limit=draw(limits()),
            delay=draw(st.one_of(st.none(), touch_times())),
            cadence=draw(st.one_of(st.none(), cadences())),
            rework=draw(_rework(work_before)) if work_before and draw(st.integers(0, 3)) == 0 else (),
        )
    own = draw(st.lists(st.sampled_from(types), max_size=1))
    return Stage(
        id=name,
        name=name.upper(),
        workers=draw(st.integers(1, 3)),
        wip_limit=draw(limits()),
        time=draw(touch_times()),
        time_by_type={one: draw(touch_times()) for one in own},
        pull=draw(st.sampled_from(("room", "room", "ready"))),
        on_finish=draw(st.sampled_from(("free", "free", "hold"))),
        rework=draw(_rework((*work_before, name))),
        cadence=draw(st.one_of(st.none(), st.none(), st.none(), cadences())),
    )


def cadences() -> SearchStrategy[Cadence]:
    """Gates that open at round moments."""
    first = st.one_of(st.none(), TIED_TIMES)
    return st.builds(Cadence, every=st.sampled_from((1.0, 2.0, 2.5)), first=first)


@st.composite
def _rework(draw: st.DrawFn, targets: tuple[str, ...]) -> tuple[Rework, ...]:
    chosen = draw(st.lists(st.sampled_from(targets), max_size=2, unique=True))
    effort = st.sampled_from((0.0, 0.5, 1.0, 1.5))
    share = st.sampled_from((0.1, 0.25, 0.4))
    return tuple(Rework(to=one, probability=draw(share), effort=draw(effort)) for one in chosen)


@st.composite
def arrivals(draw: st.DrawFn, types: tuple[str, ...], work: tuple[str, ...]) -> Arrivals:
    """One way of arriving, of any kind."""
    named = draw(st.one_of(st.none(), st.lists(st.sampled_from(types), min_size=1, unique=True).map(tuple)))
    common: dict[str, Any] = {"types": named, "mix": draw(st.sampled_from(("draw", "balanced")))}
    kind = draw(st.sampled_from(("interarrival", "cadence", "schedule", "backlog", "counts", "saturated")))
    if kind == "interarrival":
        batch = draw(st.sampled_from((1.0, 1.0, 2.0, 2.6)))
        return Interarrival(time=draw(gaps()), batch=Distribution(family="constant", value=batch), **common)
    if kind == "cadence":
        first = draw(st.one_of(st.none(), TIED_TIMES))
        return CadenceArrival(
            every=draw(POSITIVE_TIMES), count=draw(st.integers(1, 3)), first=first, **common
        )
    if kind == "schedule":
        return Schedule(
            items=tuple(draw(st.lists(_scheduled(types, work), min_size=1, max_size=6))), **common
        )
    if kind == "backlog":
        return Backlog(count=draw(st.integers(1, 12)), **common)
    if kind == "counts":
        return Backlog(counts={one: draw(st.integers(1, 4)) for one in types})
    return Saturated(**common)


@st.composite
def _scheduled(draw: st.DrawFn, types: tuple[str, ...], work: tuple[str, ...]) -> ScheduledItem:
    timed = draw(st.lists(st.sampled_from(work), max_size=2, unique=True)) if work else []
    return ScheduledItem(
        at=draw(TIED_TIMES),
        type=draw(st.one_of(st.none(), st.sampled_from(types))),
        times={one: draw(TIED_TIMES) for one in timed},
    )


@st.composite
def plain_streams(draw: st.DrawFn, max_stages: int = 5) -> Stream:
    """A stream without errors, of the first rules only."""
    types = tuple(f"t{number}" for number in range(draw(st.integers(1, 3))))
    classes = draw(_classes())
    named = [None, *(one.id for one in classes)]
    item_types = tuple(
        ItemType.model_validate(
            {
                "id": one,
                "name": one.upper(),
                "share": draw(st.sampled_from((0.5, 1.0, 2.0))),
                "class": draw(st.sampled_from(named)),
            }
        )
        for one in types
    )
    built: list[Stage] = []
    for number in range(draw(st.integers(1, max_stages))):
        before = tuple(one.id for one in built if one.kind == "work")
        built.append(draw(stages(number, before, types)))
    work = tuple(one.id for one in built if one.kind == "work")
    ways = draw(st.lists(arrivals(types, work), min_size=1, max_size=3))
    made = Stream(
        name="Random",
        calendar=Calendar(kind="continuous"),
        item_types=item_types,
        classes=classes,
        arrivals=tuple(ways),
        stages=tuple(built),
        commitment=draw(st.one_of(st.none(), st.sampled_from([one.id for one in built]))),
        wip_groups=draw(_groups(tuple(one.id for one in built))),
        board=draw(_boards(tuple(built), types)),
    )
    return _without_errors(made)


@st.composite
def _classes(draw: st.DrawFn) -> tuple[ServiceClass, ...]:
    if draw(st.booleans()):
        return ()
    expedite = ServiceClass(
        id="fast", rank=0, ignores_wip=draw(st.booleans()), at_most=draw(st.integers(1, 2))
    )
    return (expedite, ServiceClass(id="slow", rank=draw(st.integers(0, 2))))


@st.composite
def _groups(draw: st.DrawFn, stage_ids: tuple[str, ...]) -> tuple[WipGroup, ...]:
    groups = []
    for number in range(draw(st.sampled_from((0, 0, 1, 2)))):
        first = draw(st.integers(0, len(stage_ids) - 1))
        last = draw(st.integers(first, len(stage_ids) - 1))
        limit = draw(st.integers(1, 6))
        groups.append(WipGroup(id=f"g{number}", stages=stage_ids[first : last + 1], limit=limit))
    return tuple(groups)


@st.composite
def _boards(draw: st.DrawFn, built: tuple[Stage, ...], types: tuple[str, ...]) -> tuple[BoardItem, ...]:
    items = []
    for _ in range(draw(st.sampled_from((0, 0, 1, 3)))):
        stage = draw(st.sampled_from(built))
        states = ("waiting", "finished") if stage.kind == "wait" else ("waiting", "active", "finished")
        items.append(
            BoardItem(
                type=draw(st.sampled_from(types)),
                stage=stage.id,
                age=draw(TIED_TIMES),
                state=draw(st.sampled_from(states)),
            )
        )
    return tuple(items)


def _without_errors(made: Stream) -> Stream:
    """Take away what makes an otherwise random stream senseless: an overfull board, a bottomless backlog."""
    if is_sound(made):
        return made
    unlimited = tuple(
        one if one.wip_limit is not None else one.model_copy(update={"wip_limit": 3}) for one in made.stages
    )
    for changes in ({"board": ()}, {"board": (), "stages": unlimited}, {"arrivals": (Backlog(count=8),)}):
        made = made.model_copy(update=changes)
        if is_sound(made):
            return made
    raise AssertionError([str(one) for one in problems(made) if one.severity == "error"])


def is_sound(made: Stream) -> bool:
    """Tell whether a stream has no errors."""
    return all(one.severity != "error" for one in problems(made))
