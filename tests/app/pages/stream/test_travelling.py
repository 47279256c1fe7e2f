"""Tokens on the page's own animation: what comes back is seen on its way, along the arc that leads back."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.canvas import Frame
from app.document import Document
from app.pages.stream import StreamPage
from sim.store import new_project
from sim.stream import Stream, example, set_value
from tests.app.pages.stream.page_bench import PATIENCE, run_to, start


def returning() -> Stream:
    """The software team; two of three tests send their item back."""
    return set_value(example("software-team"), "stages.test.rework.build.probability", 0.67)


@pytest.fixture
def document(document: Document) -> Document:
    document.replace(new_project(returning()))
    return document


def test_what_comes_back_is_seen_on_its_arc_from_right_to_left(page: StreamPage, qtbot: QtBot) -> None:
    floor = max(place.box.bottom() for place in page.parts.board.plan.cards)
    below: dict[int, list[tuple[float, float]]] = {}

    def look(frame: Frame, _: object) -> None:
        """Note of each item under way below the cards how far it has come, and where it is."""
        for flight in frame.flights:
            at = page.parts.board.token_position(flight.item)
            if flight.is_back and at is not None and at.y() > floor + 4:
                way = below.setdefault(flight.item, [])
                if way and flight.share <= way[-1][0]:
                    way.clear()  # it comes back once more
                way.append((flight.share, at.x()))

    run_to(page, 20.0, qtbot)
    start(page, qtbot, speed=2.0)
    page.run.player.frame.connect(look)
    qtbot.waitUntil(lambda: any(len(way) >= 3 for way in below.values()), timeout=PATIENCE)
    page.run.player.pause()
    places = [x for _, x in max(below.values(), key=len)]
    assert places == sorted(places, reverse=True)
    assert places[0] > places[-1]


def test_a_pause_lets_what_is_on_its_way_arrive_and_then_stands(page: StreamPage, qtbot: QtBot) -> None:
    run_to(page, 20.0, qtbot)
    start(page, qtbot, speed=4.0)
    flying: list[int] = []
    page.run.player.frame.connect(lambda frame, _: flying.append(len(frame.flights)))
    qtbot.waitUntil(lambda: bool(flying) and flying[-1] > 0, timeout=PATIENCE)
    page.run.player.pause()
    stands = page.run.player.now
    qtbot.waitUntil(lambda: flying[-1] == 0, timeout=PATIENCE)
    assert page.run.player.now == stands
    assert not page.parts.board.frame_shown.flights
