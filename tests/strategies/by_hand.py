"""Hypothesis strategies: changes that come over a random stream while it runs."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from sim.errors import StreamFault
from sim.stream import Stream, errors_among, problems, set_value, structural_change
from tests.strategies.times import POSITIVE_TIMES, TIED_TIMES, distributions

_TICK = 2.0**-20

MOMENTS = st.one_of(
    st.sampled_from((0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 2.0, 3.0, 4.0, 5.0, 5.0 + _TICK, 6.0, 7.5)),
    st.floats(0.0, 9.0),
)
"""Moments at which other things happen too, and such at which nothing does."""


@st.composite
def changed(draw: DrawFn, stream: Stream, most: int = 3) -> Stream:
    """The stream with a few other values, of those that may change while it runs."""
    for _ in range(draw(st.integers(1, most))):
        path, value = draw(_edits(stream))
        try:
            other = set_value(stream, path, value)
        except StreamFault:
            continue
        if structural_change(stream, other) is None and not errors_among(problems(other)):
            stream = other
    return stream


@st.composite
def _edits(draw: DrawFn, stream: Stream) -> tuple[str, object]:
    """A path and another value for it; not every one fits every stream."""
    stage = f"stages.{draw(st.sampled_from([one.id for one in stream.stages]))}"
    arrival = f"arrivals.{draw(st.integers(0, len(stream.arrivals) - 1))}"
    item_type = draw(st.sampled_from([one.id for one in stream.item_types]))
    stage_ids = [one.id for one in stream.stages]
    time = draw(st.one_of(TIED_TIMES, TIED_TIMES, distributions()))
    share = draw(st.sampled_from((0.1, 0.3)))
    few = draw(st.integers(1, 4))
    factor = draw(st.sampled_from((0.5, 1.0, 1.5)))
    group = {"id": "g0", "stages": [draw(st.sampled_from(stage_ids))], "limit": few}
    path, value = draw(
        st.sampled_from(
            (
                (f"{stage}.workers", few),
                (f"{stage}.workers", few),
                (f"{stage}.workers", few),
                (f"{stage}.wip_limit", draw(st.sampled_from((None, 1, 2, 4)))),
                (f"{stage}.wip_limit", few),
                (f"{stage}.time", time),
                (f"{stage}.delay", time),
                (f"{stage}.time_by_type", {item_type: time} if isinstance(time, float) else {}),
                (f"{stage}.time_factor", factor),
                (f"{stage}.pull", draw(st.sampled_from(("room", "ready")))),
                (f"{stage}.on_finish", draw(st.sampled_from(("free", "hold")))),
                (f"{stage}.rework", [{"to": stage_ids[0], "probability": share, "effort": factor}]),
                (f"{stage}.rework", []),
                (f"{stage}.cadence", {"every": draw(POSITIVE_TIMES), "first": draw(TIED_TIMES)}),
                (f"{stage}.cadence", None),
                (f"{stage}.skip", {item_type: share}),
                (f"{stage}.routes", [{"to": stage_ids[-1], "share": share}]),
                (f"{arrival}.time", draw(POSITIVE_TIMES)),
                (f"{arrival}.every", draw(POSITIVE_TIMES)),
                (f"{arrival}.count", few),
                (f"{arrival}.mix", draw(st.sampled_from(("draw", "balanced")))),
                (f"{arrival}.types", draw(st.sampled_from((None, [item_type])))),
                (f"item_types.{item_type}.share", draw(st.sampled_from((0.0, 0.5, 3.0)))),
                (f"item_types.{item_type}.cost_of_delay", few),
                (f"item_types.{item_type}.due_in", few),
                ("classes.fast.at_most", few),
                ("classes.fast.ignores_wip", draw(st.booleans())),
                ("wip_groups.g0.limit", few),
                ("wip_groups", draw(st.sampled_from(([], [group])))),
                ("type_limits", draw(st.sampled_from(([], [{"type": item_type, "limit": few}])))),
                ("drag", [{"type": item_type, "per_item": share, "stages": stage_ids[:1]}]),
                (
                    "feedback",
                    [{"on": item_type, "creates": item_type, "mean_count": share, "after": _constant(1.0)}],
                ),
                (f"{stage}.blockers", {"time": _constant(1.0), "probability": share, "keeps_worker": True}),
                (f"{stage}.blockers", {"time": _constant(1.0), "time_to": _constant(0.5)}),
                (f"{stage}.blockers", None),
                (f"{stage}.setup", {"time": _constant(0.5)}),
                (f"{stage}.setup", None),
                (
                    f"{stage}.downtime",
                    {"time_to_failure": _constant(2.0), "time_to_repair": _constant(0.5)},
                ),
                (f"{stage}.downtime", None),
                *((f"teams.{team.id}.size", few) for team in stream.teams),
                *((f"teams.{team.id}.focus", 0.5) for team in stream.teams),
                *((f"teams.{team.id}.multitask", few) for team in stream.teams),
            )
        )
    )
    return path, value


def _constant(value: float) -> dict[str, object]:
    return {"family": "constant", "value": value}
