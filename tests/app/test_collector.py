"""The collector passes in the window's thread only, and over everything seldom."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.collector import RARELY, Collector


class Knot:
    """Holds itself, so that only the collector can let go of it."""

    def __init__(self, let_go: Callable[[], None] = lambda: None) -> None:
        self.me = self
        self._let_go = let_go

    def __del__(self) -> None:
        self._let_go()


@pytest.fixture
def collector(qapp: QObject) -> Iterator[Collector]:
    assert qapp is not None
    gc.collect()
    gc.enable()
    made = Collector()
    yield made
    made.end()


def _many(rounds: int = 1) -> list[list[object]]:
    return [[] for _ in range(gc.get_threshold()[0] * 2 * rounds)]


def test_a_thread_that_makes_many_objects_lets_go_of_none_of_the_windows(
    collector: Collector, qtbot: QtBot
) -> None:
    where: list[threading.Thread] = []
    knot = weakref.ref(Knot(lambda: where.append(threading.current_thread())))
    job = threading.Thread(target=_many, args=(20,))
    job.start()
    job.join()
    assert knot() is not None
    keep = _many()
    qtbot.waitUntil(lambda: knot() is None)
    assert where == [threading.main_thread()]
    assert keep


def test_few_objects_are_not_worth_a_pass(collector: Collector) -> None:
    gc.collect()
    knot = weakref.ref(Knot())
    collector.look()
    assert knot() is not None


def test_everything_is_looked_at_only_when_much_was_added(
    collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    passes: list[int] = []

    def watch(phase: str, info: dict[str, int]) -> None:
        if phase == "stop":
            passes.append(info["generation"])

    gc.callbacks.append(watch)
    try:
        _passes_over_the_middling(collector, RARELY)
        assert 1 in passes
        assert 2 not in passes
        monkeypatch.setattr(collector, "_old", 1)
        _passes_over_the_middling(collector, RARELY)
        assert 2 in passes
    finally:
        gc.callbacks.remove(watch)


def test_the_end_gives_back_to_pythons_own(qapp: QObject) -> None:
    assert qapp is not None
    gc.enable()
    made = Collector()
    assert not gc.isenabled()
    made.end()
    assert gc.isenabled()


def _passes_over_the_middling(collector: Collector, times: int) -> None:
    for _ in range(times * (gc.get_threshold()[1] + 1)):
        made = _many()
        collector.look()
        assert made
        del made
