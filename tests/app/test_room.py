"""Nothing essential is cut, lies outside of its place or upon something else, however large the text is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.pages.history import HistoryPage
from app.theme import Choice, Theme
from app.widgets import ElidedLabel, scroll_area
from tests.app.room import cut_texts, outside, overlaps
from tests.screens import Scene, scene, states_of

SIZES = (QSize(1440, 900), QSize(1100, 700))
STATES = [
    ("stream", "product"),
    ("stream", "item-chosen"),
    ("stream", "one-chart"),
    ("what-if", "typical"),
    ("forecast", "typical"),
    ("history", "typical"),
    ("history", "many-filters"),
    ("history", "nothing-left"),
    ("history", "import"),
    ("history", "import-jira"),
    ("history", "import-throughput"),
    ("history", "model-found"),
    ("history", "model-compared"),
    ("history", "model-outside"),
    ("window", "recovered"),
]
TEXTS: list[tuple[Choice, int]] = [("light", 150), ("projector", 100)]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(("key", "state"), STATES)
def test_nothing_is_cut_however_large_the_text(
    key: str, state: str, text: tuple[Choice, int], opened: Scene, theme: Theme
) -> None:
    theme.choose(text[0])
    theme.choose_text_size(text[1])
    if key != "window":
        opened.window.show_page(key)
    assert states_of(key)[state](opened) is None
    for size in SIZES:
        opened.window.resize(size)
        opened.settle(150)
        found = [*cut_texts(opened.window), *outside(opened.window), *overlaps(opened.window)]
        assert (size, found) == (size, [])


def test_pages_made_before_and_after_take_another_size_of_text(opened: Scene, theme: Theme) -> None:
    opened.window.show_page("history")
    theme.choose_text_size(150)
    opened.wait_for(lambda: theme.is_in_force)
    opened.window.show_page("what-if")
    sizes = {page.objectName(): page.font().pixelSize() for page in opened.window.stack.pages}
    assert set(sizes.values()) == {theme.tokens.base}, sizes
    assert len(sizes) == 3


def test_questions_stand_above_answers_where_both_have_no_room(opened: Scene, theme: Theme) -> None:
    opened.window.show_page("history")
    states_of("history")["model-before"](opened)
    page = opened.page
    assert isinstance(page, HistoryPage)
    page.model_view.show_face("found")
    found = page.model_view.found
    places = []
    for size, percent in ((SIZES[0], 100), (SIZES[1], 150), (SIZES[0], 100)):
        theme.choose_text_size(percent)
        opened.window.resize(size)
        opened.settle(150)
        origin = QPoint(0, 0)
        asked, told = (part.mapTo(found, origin) for part in (found.options, found.table))
        places.append("above" if told.y() > asked.y() + found.options.height() else "beside")
    assert places == ["beside", "above", "beside"]


@pytest.fixture
def opened(qapp: QApplication, theme: Theme, tmp_path: Path) -> Iterator[Scene]:
    """The real window, on the example."""
    made = scene.new_scene(qapp, theme, tmp_path)
    yield made
    made.close()
    theme.choose_text_size(100)


# --- the search itself finds what there is to be found -----------------------------------------------------


@pytest.fixture
def holder(qtbot: QtBot, theme: Theme) -> QWidget:
    """A window of 200 by 100 pixels."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(200, 100)
    with qtbot.waitExposed(made):
        made.show()
    return made


def _put(part: QWidget, name: str, x: int, width: int) -> None:
    part.setObjectName(name)
    part.setGeometry(x, 10, width, 20)
    part.show()


def test_a_text_with_too_little_room_is_found(holder: QWidget) -> None:
    _put(QLabel("A long text in a short place", holder), "short", 0, 40)
    _put(QLabel("Short", holder), "long", 60, 120)
    button = QToolButton(holder)
    button.setText("Run to the end")
    _put(button, "button", 100, 30)
    assert [found.split(" ")[0] for found in cut_texts(holder)] == ["short", "button"]


def test_a_line_that_has_something_shorter_to_say_is_cut_only_where_that_is(holder: QWidget) -> None:
    line = ElidedLabel(parent=holder)
    line.say("▲ 2.0 better in 4 weeks", "▲ 2.0")
    _put(line, "line", 0, 60)
    assert list(cut_texts(holder)) == []
    _put(line, "line", 0, 15)
    assert [found.split(" ")[0] for found in cut_texts(holder)] == ["line"]


def test_what_stands_outside_or_upon_something_is_found(holder: QWidget) -> None:
    row = QHBoxLayout(holder)
    for name in ("first", "second"):
        part = QLabel(name, holder)
        part.setObjectName(name)
        row.addWidget(part)
        part.show()
    row.activate()
    assert [*outside(holder), *overlaps(holder)] == []
    inner = QWidget(holder)
    _put(inner, "inner", 100, 50)
    _put(QLabel("beyond", inner), "beyond", 30, 60)
    first, second = (holder.findChild(QLabel, name) for name in ("first", "second"))
    assert first is not None
    assert second is not None
    second.setGeometry(first.geometry().translated(5, 0))
    assert [found.split(" ")[0] for found in outside(holder)] == ["beyond"]
    assert [found.partition(" by ")[0] for found in overlaps(holder)] == ["first and second"]


def test_what_is_wider_than_a_place_that_scrolls_up_and_down_only_is_found(
    holder: QWidget, qtbot: QtBot
) -> None:
    area = scroll_area("area")
    wide = QWidget()
    wide.setObjectName("wide")
    area.setWidget(wide)
    area.setParent(holder)
    area.setGeometry(0, 0, 100, 50)
    area.show()
    assert list(outside(holder)) == []
    wide.setMinimumWidth(160)
    qtbot.waitUntil(lambda: list(outside(holder)) == ["wide in area: 60 too wide"])
