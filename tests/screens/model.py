"""A stream made of a history: under way, found, of too little, beside its history, outside, failed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QAbstractButton

from app.edit import Edit
from app.pages.history import HistoryPage
from app.pages.history.model_view import ModelView
from tests.screens.histories import put_stages, stored, write_only_done
from tests.screens.scene import Scene, State


def view_of(scene: Scene) -> ModelView:
    page = scene.page
    assert isinstance(page, HistoryPage)
    return page.model_view


def click(scene: Scene, name: str) -> None:
    button = scene.window.findChild(QAbstractButton, name)
    assert button is not None, name
    button.click()
    scene.settle()


def make(scene: Scene, items: int = 300) -> None:
    """Make a stream of a board of some items."""
    put_stages(scene, items)
    scene.wait_for_jobs()
    click(scene, "history.makeStream")


def found(scene: Scene) -> None:
    """What was found, with the time of a stage against its data."""
    make(scene)
    scene.wait_for_jobs()
    view_of(scene).found.table.selectRow(2)
    scene.settle()


def making(scene: Scene) -> None:
    """Half way: the work is stopped where a picture can be taken of it."""
    make(scene)
    page = scene.page
    assert isinstance(page, HistoryPage)
    page.jobs.cancel("history.make")
    page.model_view.progress.go_on(0.45, "stage 2 of 4")
    scene.settle()


def histogram(scene: Scene) -> None:
    """The same times as bars, with another family told."""
    found(scene)
    view = view_of(scene).found
    view.fit.look.button("bars").click()
    view.fit.family.setCurrentIndex(view.fit.family.findData("exponential"))
    view.fit.family.activated.emit(view.fit.family.currentIndex())
    scene.wait_for_jobs()


def thin(scene: Scene) -> None:
    """A dozen items, of which some are open."""
    make(scene, 12)
    scene.wait_for_jobs()


def compare(scene: Scene, runs: int = 60) -> None:
    view = view_of(scene)
    click(scene, "model.face.check")
    view.check.runs.show_value(runs)
    click(scene, "model.compare")
    scene.wait_for_jobs()
    scene.wait_for(lambda: view.check.is_drawn)
    scene.settle()


def compared(scene: Scene) -> None:
    """The model beside the history that it was made of."""
    found(scene)
    compare(scene)


def outside(scene: Scene) -> None:
    """A stream that is not like the history: a stage takes three times as long."""
    found(scene)
    click(scene, "model.adopt")
    document = scene.lent.document
    stream = document.project.stream
    slow = stream.stages[1].model_copy(update={"time_factor": 2.5})
    stages = (stream.stages[0], slow, *stream.stages[2:])
    changed = stream.model_copy(update={"stages": stages})
    document.apply(Edit("Make it slow", replace(document.project, stream=changed)))
    scene.window.show_page("history")
    click(scene, "model.face.check")
    click(scene, "model.which.stream")
    compare(scene)


def before_comparing(scene: Scene) -> None:
    """Nothing compared yet."""
    found(scene)
    click(scene, "model.face.check")


def adopted(scene: Scene) -> None:
    """The stream on its page, with the board of the last day."""
    found(scene)
    click(scene, "model.adopt")
    scene.wait_for_jobs()
    scene.settle(400)


def failed(scene: Scene) -> None:
    """A history that tells nothing of a begin."""
    scene.lent.document.replace(
        replace(scene.lent.document.project, history=stored(write_only_done(scene.folder / "done.csv")))
    )
    scene.wait_for_jobs()
    click(scene, "history.makeStream")
    scene.wait_for_jobs()


STATES: dict[str, State] = {
    "model-making": making,
    "model-found": found,
    "model-histogram": histogram,
    "model-thin": thin,
    "model-before": before_comparing,
    "model-compared": compared,
    "model-outside": outside,
    "model-failed": failed,
    "model-adopted": adopted,
}
