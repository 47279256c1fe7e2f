"""What is told of each stage of a run: who does what, how full it is, what waits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QFrame
from pytestqt.qtbot import QtBot

from app.canvas.card_flag import flag_words, paint_flag
from app.pages.stream.figures import FiguresRequest, measure
from app.pages.stream.inspector import Inspector, InspectorState
from app.pages.stream.stage_facts import facts_of, limit_line
from app.theme import Theme
from sim.engine import RunRequest, simulate
from sim.log import LogStage
from sim.metrics import Window, full_shares, stage_usage, team_usage, whole
from sim.stream import Vocabulary, example
from tests.metrics.scenes import two_stages

LIMITED = (LogStage("build", "Build", workers=1, wip_limit=2), LogStage("test", "Test", workers=1))
WORDS = Vocabulary()


def test_lines_say_what_was_counted_by_hand() -> None:
    """Build works 5 of 6 days and is full for one; one item waits in it for a day."""
    log = two_stages(stages=LIMITED)
    found = facts_of(stage_usage(log, whole(log)), (), full_shares(log, whole(log)), WORDS)
    assert found["build"] == (
        "People: 83 % working, 17 % starved",
        "WIP limit full 17 % of the time",
        "Items on average: 0.2 waiting, 0.8 worked on",
    )
    assert found["test"] == ("People: 50 % working, 50 % starved", "Items on average: 0.5 worked on")


def test_a_stage_of_a_team_tells_of_the_team() -> None:
    log = simulate(example("product-team"), RunRequest(seed=1, until=60.0))
    window = whole(log)
    found = facts_of(stage_usage(log, window), team_usage(log, window), {}, WORDS)
    staffed = next(stage for stage in log.stages if stage.team is not None)
    team = log.teams[staffed.team]  # type: ignore[index]
    assert found[staffed.id][0].startswith(f"{team.name}: ")
    assert " working" in found[staffed.id][0]


def test_a_wait_stage_tells_of_its_items_alone() -> None:
    log = simulate(example("software-team"), RunRequest(seed=1, until=60.0))
    window = whole(log)
    found = facts_of(stage_usage(log, window), (), full_shares(log, window), WORDS)
    assert len(found["release"]) == 1
    assert found["release"][0].startswith("Items on average: ")


@pytest.mark.parametrize(
    ("share", "said"),
    [(None, ""), (0.0, "WIP limit never full"), (0.62, "WIP limit full 62 % of the time")],
)
def test_how_full_a_limit_was(share: float | None, said: str) -> None:
    assert limit_line(share) == said


def test_of_no_time_no_share_is_made_up() -> None:
    usage = replace(stage_usage(two_stages(), Window(0, 6))[0], utilisation=0.0, starved=0.0)
    assert facts_of((usage,), (), {}, WORDS)["build"][0] == "People: no time yet"


def test_a_factory_speaks_of_its_machines_and_parts() -> None:
    words = example("factory-line").vocabulary
    lines = " ".join(measure(FiguresRequest(two_stages(), {}, words=words)).facts["build"])
    assert lines.startswith(words.workers.capitalize())
    assert f"{words.items.capitalize()} on average" in lines


def test_the_inspector_shows_the_facts_of_the_chosen_stage(qtbot: QtBot, theme: Theme) -> None:
    inspector = Inspector(theme)
    qtbot.addWidget(inspector)
    state = InspectorState(example("software-team"), "test", (), (), facts=("One.", "Two 3 %."))
    inspector.show_state(state)
    assert inspector.facts.text() == "One.\nTwo 3\u00a0%."
    assert not inspector.facts.isHidden()
    inspector.show_state(replace(state, facts=()))
    assert inspector.facts.isHidden()


@pytest.mark.parametrize(("height", "seen"), [(480, [True]), (900, [False])])
def test_a_line_parts_the_facts_from_a_form_that_is_cut_off(
    qtbot: QtBot, theme: Theme, height: int, seen: list[bool]
) -> None:
    inspector = Inspector(theme)
    qtbot.addWidget(inspector)
    inspector.resize(300, height)
    inspector.show()
    state = InspectorState(example("software-team"), "test", (), (), facts=("One.",))
    inspector.show_state(state)
    lines = [each for each in inspector.findChildren(QFrame) if each.property("kind") == "line"]
    assert [each.isVisible() for each in lines if each.parent() is inspector] == seen
    inspector.show_state(replace(state, facts=()))
    assert not [each for each in lines if each.parent() is inspector and each.isVisible()]


def test_the_flag_says_as_much_as_there_is_room_for() -> None:
    assert flag_words("98 % busy, 2.1 waiting on average") == (
        "Bottleneck: 98 % busy, 2.1 waiting on average",
        "Bottleneck: 98 % busy",
        "Bottleneck",
    )


@pytest.mark.parametrize("wide", [90, 150, 400])
def test_the_flag_stays_within_the_width_of_its_card(qtbot: QtBot, theme: Theme, wide: int) -> None:
    image = QImage(wide + 100, 60, QImage.Format.Format_ARGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    paint_flag(painter, theme, QRectF(50, 20, wide, 40), "98 % busy, 2.1 waiting on average")
    painter.end()
    red = [
        x
        for x in range(image.width())
        if any(image.pixelColor(x, y).name().upper() == theme.tokens.bad for y in range(60))
    ]
    assert min(red) >= 50
    assert max(red) < 50 + wide
    assert abs((min(red) + max(red)) / 2 - (50 + wide / 2)) < 3
