"""The What-if page: no scenario yet, two of them, ten of them."""

from __future__ import annotations

from dataclasses import replace

from sim.store import new_project
from sim.stream import PlannedChange, Scenario, example
from tests.screens.scene import Scene

TWO = (
    Scenario(name="Test WIP 5 → 2", changes=(("stages.test.wip_limit", 2),)),
    Scenario(name="+1 tester", changes=(("stages.test.workers", 3),)),
)
MANY = (
    *TWO,
    Scenario(name="Release weekly", changes=(("stages.release.cadence.every", 5.0),)),
    Scenario(name="Fewer arrivals", changes=(("arrivals.0.time.mean", 1.0),)),
    Scenario(name="One developer less", changes=(("stages.build.workers", 4),)),
    Scenario(name="Build WIP 3, and a name that is rather long", changes=(("stages.build.wip_limit", 3),)),
    Scenario(
        name="All limits halved",
        changes=(
            ("stages.analysis.wip_limit", 2),
            ("stages.build.wip_limit", 3),
            ("stages.test.wip_limit", 2),
        ),
    ),
)


def put(scene: Scene, scenarios: tuple[Scenario, ...]) -> None:
    project = new_project(example("software-team"))
    run = replace(project.run, replications=40)
    scene.lent.document.replace(replace(project, scenarios=scenarios, run=run))
    scene.settle(200)
    scene.wait_for_jobs()


def empty(scene: Scene) -> None:
    put(scene, ())


def typical(scene: Scene) -> None:
    put(scene, TWO)


def full(scene: Scene) -> None:
    put(scene, MANY)


def planned(scene: Scene) -> None:
    put(scene, TWO)
    project = scene.lent.document.project
    plan = (PlannedChange(at=60.0, set={"stages.test.wip_limit": 6}),)
    stream = project.stream.model_copy(update={"plan": plan})
    scene.lent.document.replace(replace(project, stream=stream))
    scene.settle(200)
    scene.wait_for_jobs()


STATES = {"empty": empty, "typical": typical, "full": full, "planned": planned}
