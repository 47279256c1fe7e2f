"""What the monkey found, each as short as it can be."""

from __future__ import annotations

from dataclasses import replace

from app.pages.stream import StreamPage
from sim.store import Project
from sim.stream import example
from tests.journeys.conftest import person, sit_down
from tests.journeys.person import Person

__all__ = ["person", "sit_down"]


def test_a_run_paused_out_of_sight_outlives_another_project(person: Person) -> None:
    page = person.page
    assert isinstance(page, StreamPage)
    person.click("run.play")
    person.wait(lambda: page.run.run is not None and page.run.player.events > 20)
    person.go("lessons")
    team = person.project.stream
    person.lent.document.replace(Project(stream=team.model_copy(update={"item_types": team.item_types[:2]})))
    page._throttle.timeout.emit()
    person.wait_for_jobs()
    person.lent.document.replace(replace(person.project, stream=example("support-desk")))
    person.go("stream")
    assert page.run.run is None
