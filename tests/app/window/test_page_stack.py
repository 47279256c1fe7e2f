from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.pages import Page
from app.window import Lent
from app.window.page_stack import InSight, PageStack
from sim.store import Project, new_project
from tests.app.stand_ins import PLAIN_PAGES, PlainPage, renamed
from tests.builders import backlog, line


@pytest.fixture
def stack(lent: Lent, qtbot: QtBot) -> Iterator[PageStack]:
    """A stack of plain pages, none made yet."""

    def make(page_class: type[Page]) -> Page:
        return page_class(lent.document, lent.jobs, lent.preferences, lent.theme)

    made = PageStack(PLAIN_PAGES, make, lent.document, lent.theme)
    qtbot.addWidget(made.widget)
    yield made
    made.close()


def _told(stack: PageStack, key: str) -> list[str]:
    page = stack.page(key)
    assert isinstance(page, PlainPage)
    return page.told


def _other(name: str) -> Project:
    return new_project(line([1.0], arrivals=backlog(1), name=name))


def test_nothing_is_made_at_first(stack: PageStack) -> None:
    assert (stack.current, stack.pages, stack.page("stream")) == ("", (), None)


def test_a_page_is_told_of_its_project_before_it_comes_into_sight(stack: PageStack) -> None:
    order: list[str] = []
    stack.made.connect(lambda key, _: order.append(f"made {key}"))
    stack.shown.connect(lambda key: order.append(f"shown {key} after {_told(stack, key)}"))
    stack.show("stream")
    assert order == ["made stream", "shown stream after ['none → Test']"]
    assert _told(stack, "stream") == ["none → Test", "activated"]


def test_a_page_in_sight_is_not_shown_twice(stack: PageStack) -> None:
    shown: list[str] = []
    stack.shown.connect(shown.append)
    assert stack.show("stream") is stack.show("stream")
    assert shown == ["stream"]
    assert _told(stack, "stream") == ["none → Test", "activated"]


def test_the_former_page_goes_before_the_next_comes(stack: PageStack) -> None:
    order: list[str] = []
    stack.show("stream")
    first = stack.page("stream")
    assert isinstance(first, PlainPage)
    stack.made.connect(lambda *_: order.append(f"made, first page told {first.told[-1]}"))
    stack.shown.connect(lambda _: order.append(f"shown, first page told {first.told[-1]}"))
    stack.show("history")
    assert order == ["made, first page told activated", "shown, first page told deactivated"]


def test_the_widget_of_the_page_is_on_top(stack: PageStack) -> None:
    pages = [stack.show(key) for key in ("stream", "history", "stream")]
    assert stack.widget.currentWidget() is pages[-1]
    assert stack.widget.count() == 2


def test_an_unknown_key_is_an_error(stack: PageStack) -> None:
    with pytest.raises(KeyError):
        stack.show("nowhere")


def test_a_page_that_is_absent_takes_the_place_of_the_former(stack: PageStack) -> None:
    stack.show("stream")
    assert stack.show("absent") is None
    assert stack.show("absent") is None
    assert stack.current == "absent"
    assert _told(stack, "stream")[-1] == "deactivated"
    assert isinstance(stack.widget.currentWidget(), QWidget)
    stack.show("stream")
    assert _told(stack, "stream")[-1] == "activated"


def test_changes_while_an_absent_page_is_in_sight_are_caught_up(stack: PageStack, lent: Lent) -> None:
    stack.show("stream")
    stack.show("absent")
    lent.document.apply(renamed(lent.document, "A"))
    stack.show("stream")
    assert _told(stack, "stream")[2:] == ["deactivated", "Test → A", "activated"]


def test_a_change_taken_back_while_hidden_is_no_news(stack: PageStack, lent: Lent) -> None:
    stack.show("history")
    stack.show("stream")
    lent.document.apply(renamed(lent.document, "A"))
    lent.document.undo()
    stack.show("history")
    assert _told(stack, "history") == ["none → Test", "activated", "deactivated", "activated"]


def test_another_project_while_hidden_is_shown_from_the_start(stack: PageStack, lent: Lent) -> None:
    stack.show("history")
    stack.show("stream")
    lent.document.replace(_other("Other"))
    lent.document.apply(renamed(lent.document, "Other, edited"))
    stack.show("history")
    assert _told(stack, "history")[3:] == ["none → Other, edited", "activated"]


def test_every_page_hears_of_the_end(stack: PageStack) -> None:
    stack.show("stream")
    stack.show("absent")
    stack.show("history")
    stack.close()
    assert [_told(stack, key)[-1] for key in ("stream", "history")] == ["closing", "closing"]


# --- how much room is needed -------------------------------------------------------------------------------


class Folding(QWidget):
    """Needs less room where it has little, as a page does that sets its parts below each other."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(300, 50) if self.width() > 400 else QSize(120, 90)


@pytest.fixture
def in_sight(qtbot: QtBot) -> Iterator[InSight]:
    """A folding widget in sight and one that is fixed out of sight, in a window of 600 by 400."""
    window, made = QWidget(), InSight()
    QVBoxLayout(window).addWidget(made)
    fixed = QWidget()
    fixed.setMinimumSize(500, 350)
    made.addWidget(Folding())
    made.addWidget(fixed)
    qtbot.addWidget(window)
    window.resize(600, 400)
    window.show()
    qtbot.waitExposed(window)
    yield made
    window.close()


def needed(in_sight: InSight) -> QSize:
    """What the layout around it thinks that it needs."""
    layout = in_sight.window().layout()
    assert layout is not None
    margins = layout.contentsMargins()
    return layout.minimumSize() - QSize(margins.left() + margins.right(), margins.top() + margins.bottom())


def test_what_gives_way_to_a_smaller_size_is_asked_anew(in_sight: InSight, qtbot: QtBot) -> None:
    found = [needed(in_sight)]
    for width in (320, 600):
        in_sight.window().resize(width, 400)
        qtbot.wait(10)
        found.append(needed(in_sight))
    assert found == [QSize(300, 50), QSize(120, 90), QSize(300, 50)]


def test_only_what_is_in_sight_asks_for_room(in_sight: InSight, qtbot: QtBot) -> None:
    in_sight.setCurrentIndex(1)
    qtbot.wait(10)
    assert needed(in_sight) == QSize(500, 350)
    in_sight.setCurrentIndex(0)
    qtbot.wait(10)
    assert needed(in_sight).width() < 500
