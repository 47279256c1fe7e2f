"""The Stream page: new, each example under way, many stages and items, paused, a stage chosen, problems."""

from __future__ import annotations

from functools import partial

from app.pages.stream import StreamPage
from app.pages.stream.live_charts import ChartChoice
from app.window import new_stream
from sim.distributions import Distribution
from sim.stream import Interarrival, Stage, Stream, WipGroup, example, set_value
from tests.screens import board
from tests.screens.scene import Scene, State

UNTIL = {
    "software-team": 200.0,
    "factory-line": 2400.0,
    "support-desk": 400.0,
    "machine-shop": 300.0,
    "product-team": 160.0,
}
"""How long each example has run when it is photographed, in its own unit."""


def page_of(scene: Scene) -> StreamPage:
    page = scene.page
    assert isinstance(page, StreamPage)
    return page


def run_until(scene: Scene, moment: float) -> None:
    """Let the stream run to about a moment, and wait for tiles and charts."""
    page = page_of(scene)
    page.run.play(scene.lent.document.project)
    scene.wait_for(lambda: page.run.run is not None)
    page.run.player.speed = moment / 2
    scene.wait_for(lambda: page.run.player.now >= moment or page.run.player.state == "ended")
    page.run.player.pause()
    scene.settle(700)
    scene.wait_for_jobs()
    scene.settle(200)


def new(scene: Scene) -> None:
    """A stream that nobody has modelled yet."""
    scene.put(new_stream())
    scene.settle(200)


def typical(scene: Scene, name: str) -> None:
    """An example that has run for a while, paused."""
    scene.put(example(name))
    run_until(scene, UNTIL[name])


def playing(scene: Scene) -> None:
    """An example while it runs: a little slow, so that tokens are seen under way."""
    scene.put(example("software-team"))
    run_until(scene, 60)
    page_of(scene).run.player.speed = 2.0
    page_of(scene).run.player.play()
    scene.settle(900)


def chosen(scene: Scene) -> None:
    """The bottleneck chosen, with all of it in the inspector."""
    typical(scene, "software-team")
    page_of(scene).parts.board.choose("test")
    scene.settle(2_500)  # what the trial found


def waiting_chosen(scene: Scene) -> None:
    """A wait stage chosen."""
    scene.put(example("software-team"))
    page_of(scene).parts.board.choose("release")
    scene.settle(200)


def team_chosen(scene: Scene) -> None:
    """A stage that a team staffs, with what holds it up unfolded, after a change while it ran."""
    typical(scene, "product-team")
    page = page_of(scene)
    page.parts.board.choose("build")
    page.parts.inspector.stage.unfold("blockers")
    page.gestures.set_value("teams.dev.size", 7)
    scene.settle(300)


def unfolded(scene: Scene) -> None:
    """The stream's own rules, some of them unfolded."""
    scene.put(example("product-team"))
    for section in ("plan", "feedback", "drag"):
        page_of(scene).parts.inspector.stream.unfold(section)
    scene.settle(200)


def other_charts(scene: Scene) -> None:
    """The other three charts, in dates, and what is known of a chosen stage."""
    page_of(scene).parts.row.choose(ChartChoice(("velocity", "utilisation", "ageing"), in_dates=True))
    typical(scene, "machine-shop")
    page_of(scene).parts.board.choose("mill")
    scene.settle(300)


def one_chart(scene: Scene) -> None:
    """One chart enlarged, and what one more worker at the bottleneck would gain."""
    typical(scene, "software-team")
    page_of(scene).parts.row.enlarge("scatter")
    scene.settle(600)
    scene.wait_for_jobs()
    scene.settle(200)


def many_stages() -> Stream:
    """Twelve stages with long names and more items than there is room for."""
    time = Distribution(family="lognormal", p50=0.8, p85=1.8)
    names = (
        "Discovery and research", "Refinement", "Design", "Design review", "Build", "Code review",
        "Security check", "Test", "Acceptance", "Staging", "Release approval", "Release",
    )  # fmt: skip
    stages = tuple(
        Stage(id=f"s{n}", name=name, workers=3 + n % 4 * 5, wip_limit=None if n % 3 else 40, time=time)
        for n, name in enumerate(names)
    )
    arrivals = Interarrival(kind="interarrival", time=Distribution(family="exponential", mean=0.16))
    groups = (WipGroup(id="build", name="Build and check", stages=("s4", "s5", "s6"), limit=60),)
    base = example("software-team")
    changed = {"name": "A long way to done", "stages": stages, "arrivals": (arrivals,), "wip_groups": groups}
    return base.model_copy(update={**changed, "board": (), "commitment": None})


def looking_back(scene: Scene) -> None:
    """A moment of the past, in a run in which limits were changed and changed back."""
    typical(scene, "software-team")
    page = page_of(scene)
    page.gestures.set_value("stages.test.wip_limit", 2)
    run_until(scene, 280.0)
    scene.lent.document.undo()
    run_until(scene, 340.0)
    page.around.back.look(231.5)
    scene.settle(300)


def item_chosen(scene: Scene) -> None:
    """One item with its life so far: it came back once."""
    typical(scene, "software-team")
    page = page_of(scene)
    page.parts.board.choose("build")
    for _ in range(3):
        page.around.items.step(1)
    scene.settle(200)


def exporting(scene: Scene) -> None:
    """The panel that exports a stretch of the run."""
    typical(scene, "software-team")
    page_of(scene).around.films.open(page_of(scene).run.player.now)
    scene.settle(200)


def full(scene: Scene) -> None:
    """Many stages and many items."""
    scene.put(many_stages())
    run_until(scene, 200)


def problems(scene: Scene) -> None:
    """Values that do not go together, told on the card and beside the field."""
    stream = set_value(example("software-team"), "stages.test.workers", 0)
    scene.put(set_value(stream, "stages.build.wip_limit", 0))
    page_of(scene).parts.board.choose("test")
    scene.settle(200)


STATES: dict[str, State] = {
    "new": new,
    "software": partial(typical, name="software-team"),
    "factory": partial(typical, name="factory-line"),
    "support": partial(typical, name="support-desk"),
    "shop": partial(typical, name="machine-shop"),
    "product": partial(typical, name="product-team"),
    "team-chosen": team_chosen,
    "unfolded": unfolded,
    "playing": playing,
    "chosen": chosen,
    "waiting-chosen": waiting_chosen,
    "looking-back": looking_back,
    "item-chosen": item_chosen,
    "exporting": exporting,
    "other-charts": other_charts,
    "one-chart": one_chart,
    "full": full,
    "problems": problems,
    **board.STATES,
}
