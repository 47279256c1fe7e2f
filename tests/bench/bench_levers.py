"""What stands between a lever that moves and the new picture: a plan, runs, measures, words."""

from __future__ import annotations

from functools import cache

from app.jobs import Track
from app.pages.what_if.state import Picture, Request, compare
from sim.engine import warm_cache
from sim.stream import Backlog, Scenario, Stream
from tests.bench.lines import PROJECT, every_rule, stream_of
from tests.bench.measure import Bench, timed
from tests.bench.peers.shape import LIMITED

REPLICATIONS = 200


def benchmarks() -> list[Bench]:
    """Two plans, and the What-if page's work for a lever moved."""
    assert warm_cache()
    plan, full = stream_of(LIMITED), every_rule()
    job = "engine: laying out a plan"
    lever = f"what-if: a lever moved, {REPLICATIONS} replications of {PROJECT} items"
    return [
        Bench(job, "five-stage line", timed(lambda: lay_out(plan))),
        Bench(job, "five-stage line, every rule on", timed(lambda: lay_out(full))),
        Bench(lever, "new picture", timed(move), target=100.0),
    ]


def lay_out(given: Stream) -> None:
    """Make a stream ready to run."""
    from sim.engine.plan import make_plan

    make_plan(given)


def move() -> None:
    """Compare one more limit with the base, which is known."""
    compare(_request((Scenario(name="One more", changes=(("stages.s3.wip_limit", 5),)),)), _track())


def _request(scenarios: tuple[Scenario, ...]) -> Request:
    known = _base().known if scenarios else {}
    return Request(_project(), scenarios, REPLICATIONS, seed=1, known=known)


@cache
def _project() -> Stream:
    return stream_of(LIMITED).model_copy(update={"arrivals": (Backlog(count=PROJECT),)})


@cache
def _base() -> Picture:
    return compare(_request(()), _track())


def _track() -> Track:
    return Track(_post_nowhere)


def _post_nowhere(share: float, text: str) -> None:
    """Take progress and do nothing with it."""
