"""Every key of the board is listed, and its entry does what the key does."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.theme import Theme
from sim.stream import WipGroup, example
from tests.app.pages.board_bench import BoardBench


@pytest.fixture
def bench(qtbot: QtBot, theme: Theme) -> BoardBench:
    group = WipGroup(id="dev", name="Dev", stages=("analysis", "build"), limit=9)
    return BoardBench(qtbot, theme, example("software-team").model_copy(update={"wip_groups": (group,)}))


def take(bench: BoardBench, text: str) -> None:
    next(each for each in bench.actions.offers() if each.text().startswith(text)).trigger()


def test_keys_are_listed_behind_what_they_do(bench: BoardBench) -> None:
    texts = {each.text() for each in bench.actions.offers()}
    assert {"Choose all stages\tCtrl+A", "Choose the next way or group\tW", "Larger board\tCtrl++"} <= texts
    assert {"Paste stages here\tCtrl+V", "Whole board in sight\tCtrl+0"} <= texts


def test_an_entry_does_what_its_key_does(bench: BoardBench) -> None:
    take(bench, "Choose all stages")
    assert list(bench.board.selection.keys) == bench.ids
    take(bench, "Choose the last card")
    take(bench, "Choose the card before")
    assert bench.board.selected == "release"
    take(bench, "Move what is chosen to the left")
    assert bench.ids == ["analysis", "build", "release", "test"]
    take(bench, "Larger board")
    assert bench.board.sight.factor == 1.2


def test_a_group_is_chosen_and_stretched_by_entries(bench: BoardBench) -> None:
    take(bench, "Choose the way or group before")
    assert bench.board.hand.band == "dev"
    take(bench, "Move the right edge of the chosen group")
    assert list(bench.stream.wip_groups[0].stages) == ["analysis", "build", "test"]
    take(bench, "Move the left edge of the chosen group")
    assert list(bench.stream.wip_groups[0].stages) == ["build", "test"]


def test_a_share_is_raised_by_an_entry(bench: BoardBench) -> None:
    take(bench, "Choose the first card")
    take(bench, "On the first card: raise")
    assert [kind.share for kind in bench.stream.item_types][:2] == [0.51, 0.27]
