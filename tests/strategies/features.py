"""What each feature adds to a plain stream; a random stream has a few of them.

An addition that makes a stream senseless (a batch where items are pulled when ready, say) is left out, so
that every stream is one that `problems` has no errors for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from sim.stream import (
    Batch,
    Blockers,
    Downtime,
    Drag,
    Feedback,
    Route,
    ServiceClass,
    Setup,
    Stage,
    Stream,
    Team,
    TypeLimit,
)
from tests.strategies.plain import is_sound, plain_streams
from tests.strategies.plans import plans
from tests.strategies.times import POSITIVE_TIMES, TIED_TIMES, gaps, touch_times

Addition = Callable[[st.DrawFn, Stream], Stream]
Make = Callable[[st.DrawFn, int], dict[str, Any]]
"""Makes new values for fields of the stage at a place."""

EXACT_SHARES = st.sampled_from((0.25, 0.5, 0.5))
"""Shares without rounding, so that keys and factors made of them tie exactly."""


@st.composite
def streams(draw: st.DrawFn, max_stages: int = 5, features: tuple[str, ...] | None = None) -> Stream:
    """A stream without errors, of everything that the engine runs: most have two to five features."""
    made = draw(plain_streams(max_stages))
    known = (*FEATURES,) if features is None else features
    count = min(draw(st.sampled_from((0, 2, 3, 4, 5))), len(known))
    chosen = draw(st.lists(st.sampled_from(known), min_size=count, max_size=count, unique=True))
    for name in sorted(chosen, key=list(FEATURES).index):
        with_it = FEATURES[name](draw, made)
        made = with_it if is_sound(with_it) else made
    return made


# --- parts to add to -------------------------------------------------------------------------------------


def _to_stages(
    draw: st.DrawFn, made: Stream, make: Make, fits: Callable[[Stage], bool] = lambda _: True
) -> Stream:
    """Add fields to one or more stages of those that they fit."""
    open_to = [s for s, stage in enumerate(made.stages) if fits(stage)]
    if not open_to:
        return made
    chosen = draw(st.lists(st.sampled_from(open_to), min_size=1, max_size=3, unique=True))
    stages = list(made.stages)
    for s in sorted(chosen):
        stages[s] = stages[s].model_copy(update=make(draw, s))
    return made.model_copy(update={"stages": tuple(stages)})


def _types(made: Stream) -> st.SearchStrategy[str]:
    return st.sampled_from([one.id for one in made.item_types])


def _at_work(make: Make) -> Addition:
    """Give an addition to work stages."""
    return lambda draw, made: _to_stages(draw, made, make, lambda stage: stage.kind == "work")


def _anywhere(make: Make) -> Addition:
    """Give an addition to stages of any kind."""
    return lambda draw, made: _to_stages(draw, made, make)


# --- people ----------------------------------------------------------------------------------------------


def _teams(draw: st.DrawFn, made: Stream) -> Stream:
    teams, stages = [], list(made.stages)
    for number in range(draw(st.sampled_from((1, 1, 2)))):
        free = [s for s, one in enumerate(stages) if one.kind == "work" and one.team is None]
        if not free:
            break
        chosen = draw(st.lists(st.sampled_from(free), min_size=1, max_size=4, unique=True))
        name = f"c{number}"
        for s in chosen:
            keeps = stages[s].on_finish if s == max(chosen) else "free"
            stages[s] = stages[s].model_copy(update={"workers": None, "team": name, "on_finish": keeps})
        teams.append(draw(_team(name, tuple(stages[s].id for s in chosen))))
    return made.model_copy(update={"teams": tuple(teams), "stages": tuple(stages)})


@st.composite
def _team(draw: st.DrawFn, name: str, stages: tuple[str, ...]) -> Team:
    order = st.permutations(stages).map(tuple)
    return Team(
        id=name,
        name=name.upper(),
        size=draw(st.integers(1, 3)),
        focus=draw(st.sampled_from((1.0, 1.0, 0.5, 0.8))),
        multitask=draw(st.sampled_from((1, 1, 2, 3))),
        switch_cost=draw(st.sampled_from((0.0, 0.25, 0.5))),
        order=draw(st.one_of(st.none(), order, order.map(lambda names: names[:1]))),
    )


def _downtime(draw: st.DrawFn, made: Stream) -> Stream:
    return _to_stages(draw, made, _failures, lambda stage: stage.workers is not None)


def _failures(draw: st.DrawFn, _: int) -> dict[str, Any]:
    return {"downtime": Downtime(time_to_failure=draw(gaps()), time_to_repair=draw(gaps()))}


def _setup(draw: st.DrawFn, _: int) -> dict[str, Any]:
    return {"setup": Setup(time=draw(touch_times()))}


def _preempts(draw: st.DrawFn, made: Stream) -> Stream:
    fast = ServiceClass(
        id="fast",
        rank=0,
        preempts=True,
        ignores_wip=draw(st.booleans()),
        at_most=draw(st.one_of(st.none(), st.integers(1, 3))),
    )
    calm = ServiceClass(id="calm", rank=0)
    last = ServiceClass(id="last", rank=2, preempts=draw(st.booleans()))
    names = st.sampled_from(("fast", "calm", "slow", "slow", "last"))
    types = tuple(one.model_copy(update={"class_id": draw(names)}) for one in made.item_types)
    classes = (fast, calm, ServiceClass(id="slow", rank=1), last)
    return made.model_copy(update={"classes": classes, "item_types": types})


# --- work ------------------------------------------------------------------------------------------------


def _blockers(draw: st.DrawFn, _: int) -> dict[str, Any]:
    chance = {"probability": draw(st.sampled_from((0.25, 0.5, 1.0)))}
    often = {"time_to": draw(gaps())}
    return {
        "blockers": Blockers.model_validate(
            {
                "time": draw(touch_times()),
                "keeps_worker": draw(st.booleans()),
                **(chance if draw(st.booleans()) else often),
            }
        )
    }


def _batch(draw: st.DrawFn, _: int) -> dict[str, Any]:
    after = draw(st.one_of(st.none(), TIED_TIMES))
    return {"batch": Batch(size=draw(st.integers(2, 3)), at_most_after=after), "pull": "room"}


def _drag(draw: st.DrawFn, made: Stream) -> Stream:
    work = [one.id for one in made.stages if one.kind == "work"]
    if not work:
        return made
    one = Drag(
        type=draw(_types(made)),
        per_item=draw(st.sampled_from((0.0, 0.25, 0.5))),
        blockers_per_item=draw(st.sampled_from((0.0, 0.5, 1.0))),
        stages=tuple(draw(st.lists(st.sampled_from(work), min_size=1, unique=True))),
    )
    return made.model_copy(update={"drag": (*made.drag, one)})


def _time_factor(draw: st.DrawFn, _: int) -> dict[str, Any]:
    return {"time_factor": draw(st.sampled_from((0.5, 1.5, 2.0)))}


# --- ways and turns --------------------------------------------------------------------------------------


def _skip(draw: st.DrawFn, made: Stream) -> Stream:
    names = _types(made)
    return _to_stages(draw, made, lambda draw, _: {"skip": {draw(names): draw(EXACT_SHARES)}})


def _routes(draw: st.DrawFn, made: Stream) -> Stream:
    names = [one.id for one in made.stages]
    some = st.one_of(st.none(), _types(made).map(lambda name: (name,)))

    def ways(draw: st.DrawFn, s: int) -> dict[str, Any]:
        later = draw(st.lists(st.sampled_from(names[s + 1 :]), min_size=1, max_size=2, unique=True))
        return {"routes": tuple(Route(to=to, share=draw(EXACT_SHARES), types=draw(some)) for to in later)}

    return _to_stages(draw, made, ways, lambda stage: stage.id != names[-1])


def _transfer(draw: st.DrawFn, _: int) -> dict[str, Any]:
    return {"transfer": draw(st.integers(2, 3))}


def _order(draw: st.DrawFn, made: Stream) -> Stream:
    orders = st.sampled_from(("oldest", "due", "cost_of_delay", "wsjf", "shortest", "random"))
    costs = st.sampled_from((None, 0.0, 1.0, 1.0, 2.0, 4.0))
    types = tuple(one.model_copy(update={"cost_of_delay": draw(costs)}) for one in made.item_types)
    ordered = _to_stages(draw, made, lambda draw, _: {"order": draw(orders)})
    return _due(draw, ordered.model_copy(update={"item_types": types}))


def _due(draw: st.DrawFn, made: Stream) -> Stream:
    dues = st.one_of(st.none(), POSITIVE_TIMES)
    types = tuple(one.model_copy(update={"due_in": draw(dues)}) for one in made.item_types)
    board = tuple(one.model_copy(update={"due": draw(dues)}) for one in made.board)
    return made.model_copy(update={"item_types": types, "board": board})


def _type_limits(draw: st.DrawFn, made: Stream) -> Stream:
    names = draw(st.lists(_types(made), min_size=1, max_size=2, unique=True))
    limits = tuple(TypeLimit(type=name, limit=draw(st.integers(1, 3))) for name in names)
    return made.model_copy(update={"type_limits": limits})


# --- what comes later ------------------------------------------------------------------------------------


def _feedback(draw: st.DrawFn, made: Stream) -> Stream:
    loops = tuple(
        Feedback(
            on=draw(_types(made)),
            creates=draw(_types(made)),
            mean_count=draw(st.sampled_from((0.3, 0.5, 0.8))),
            after=draw(touch_times()),
        )
        for _ in range(draw(st.sampled_from((1, 1, 2))))
    )
    return made.model_copy(update={"feedback": loops})


def _plan(draw: st.DrawFn, made: Stream) -> Stream:
    return made.model_copy(update={"plan": draw(plans(made))})


FEATURES: dict[str, Addition] = {
    "team": _teams,
    "preempts": _preempts,
    "type_limits": _type_limits,
    "order": _order,
    "due": _due,
    "skip": _skip,
    "routes": _routes,
    "blockers": _at_work(_blockers),
    "downtime": _downtime,
    "setup": _at_work(_setup),
    "batch": _at_work(_batch),
    "transfer": _anywhere(_transfer),
    "time_factor": _anywhere(_time_factor),
    "drag": _drag,
    "feedback": _feedback,
    "plan": _plan,
}
"""By name, in the order in which they are added."""
