"""States of the board in hand: a way being drawn, figures, a band, several stages, sixty, what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.canvas import BoardView
from app.pages.stream import StreamPage
from sim.distributions import Distribution
from sim.stream import Rework, Route, Stage, Stream, WipGroup, example, set_value
from tests.screens.scene import Scene, State

_Key = Qt.Key


def _board(scene: Scene, stream: Stream) -> BoardView:
    scene.put(stream)
    scene.settle(250)
    page = scene.page
    assert isinstance(page, StreamPage)
    page.parts.board.setFocus()
    return page.parts.board


def drawing(scene: Scene) -> None:
    """Rework being drawn with the keys."""
    board = _board(scene, set_value(example("software-team"), "stages.test.rework", ()))
    board.choose("test")
    QTest.keyClick(board, _Key.Key_R)
    scene.settle(100)


def figures(scene: Scene) -> None:
    """The figures of a way of several types, opened where it stands."""
    board = _board(scene, example("product-team"))
    board.choose_way(next(one.key for one in board.board.onward if len(one.shares) > 1))
    board.open_way()
    scene.settle(100)


def band(scene: Scene) -> None:
    """A group within another, the inner one chosen."""
    groups = (
        WipGroup(id="all", name="All", stages=("analysis", "build", "test", "release"), limit=30),
        WipGroup(id="dev", name="Hands on", stages=("build", "test"), limit=9),
    )
    board = _board(scene, example("software-team").model_copy(update={"wip_groups": groups}))
    board.choose_band("dev")
    scene.settle(100)


def several(scene: Scene) -> None:
    """Three stages chosen together."""
    board = _board(scene, example("machine-shop"))
    board.choose("mill")
    for _ in range(2):
        QTest.keyClick(board, _Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    scene.settle(100)


def sixty_stages() -> Stream:
    """A line of sixty stages with some rework, ways past stages and a group."""
    time = Distribution(family="lognormal", p50=0.2, p85=0.4)
    stages = tuple(
        Stage(
            id=f"s{n}",
            name=f"Step {n + 1}",
            workers=1 + n % 4,
            wip_limit=None if n % 3 else 6,
            time=time,
            rework=(Rework(to=f"s{n - 3}", probability=0.05),) if n % 10 == 7 else (),
            routes=(Route(to=f"s{n + 3}", share=0.2),) if n % 12 == 4 else (),
        )
        for n in range(60)
    )
    group = WipGroup(id="g", name="Cell", stages=("s10", "s11", "s12"), limit=9)
    cleared = {"stages": stages, "wip_groups": (group,), "board": (), "commitment": None, "plan": ()}
    return example("software-team").model_copy(update=cleared)


def sixty(scene: Scene) -> None:
    """Sixty stages, in the middle of them, at the size in which they are read."""
    board = _board(scene, sixty_stages())
    board.choose("s30")
    scene.settle(100)


def sixty_whole(scene: Scene) -> None:
    """All of sixty stages in sight."""
    board = _board(scene, sixty_stages())
    QTest.keyClick(board, _Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    scene.settle(100)


def wrong(scene: Scene) -> None:
    """What is wrong with a card, told beside it with what mends it."""
    stream = set_value(example("software-team"), "stages.build.wip_limit", 3)
    board = _board(scene, set_value(stream, "stages.build.time_factor", 0.0))
    card = board.card("build")
    assert card is not None
    spot = board.mapFromScene(card.mapToScene(card.problem_box().center()))
    QTest.mouseClick(board.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    scene.settle(100)


def no_number(scene: Scene) -> None:
    """A text that is no number, explained below its editor."""
    board = _board(scene, example("software-team"))
    board.choose("build")
    board.edit("workers")
    editor = board.viewport().findChild(QLineEdit, "inPlace.workers")
    assert editor is not None
    QTest.keyClicks(editor, "many")
    scene.settle(100)


def whom(scene: Scene) -> None:
    """A way past a stage, given to one of the types where it was drawn."""
    board = _board(scene, example("software-team"))
    board.choose("+backlog")
    for key in (_Key.Key_O, _Key.Key_Down, _Key.Key_Down, _Key.Key_Return):
        QTest.keyClick(board, key)
    scene.settle(100)


def looks(scene: Scene) -> None:
    """Types, the board at the start and the calendar, unfolded."""
    _board(scene, example("software-team"))
    page = scene.page
    assert isinstance(page, StreamPage)
    for section in ("types", "calendar"):
        page.parts.inspector.stream.unfold(section)
    scene.settle(100)


STATES: dict[str, State] = {
    "drawing": drawing,
    "figures": figures,
    "band": band,
    "several": several,
    "sixty": sixty,
    "sixty-whole": sixty_whole,
    "wrong": wrong,
    "no-number": no_number,
    "whom": whom,
    "looks": looks,
}
