"""What if, at the chosen stage: which levers are offered, what is found, and the way to the What-if page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from app.document import Document
from app.jobs import Jobs, Track
from app.pages.stream import edits
from app.pages.stream.stage_trial import RUNS, Trial, levers_of_stage, suggested, try_it
from app.pages.stream.trial_card import StageTrials, TrialCard
from app.pages.what_if import WhatIfPage
from app.preferences import Preferences
from app.theme import Theme
from sim.errors import UserFault
from sim.store import new_project
from sim.stream import Scenario, Stream, example, set_value
from tests.builders import line

NOWHERE = Track(lambda *_: None)
PATIENCE = 60_000
OFFICE = example("software-team")


def lever_paths(stream: Stream, stage: str) -> list[str]:
    return [lever.path for lever in levers_of_stage(stream, stage)]


def test_a_stage_offers_its_limit_and_its_people() -> None:
    assert lever_paths(OFFICE, "test") == ["stages.test.wip_limit", "stages.test.workers"]


def test_a_stage_of_a_team_offers_the_size_of_the_team() -> None:
    crew = example("product-team")
    staffed = next(stage for stage in crew.stages if stage.team is not None)
    assert f"teams.{staffed.team}.size" in lever_paths(crew, staffed.id)


def test_a_gate_goes_before_a_limit_that_is_none() -> None:
    assert lever_paths(OFFICE, "release") == ["stages.release.cadence.every", "stages.release.wip_limit"]


@pytest.mark.parametrize(
    ("stage", "expected"),
    [("test", {"limit": 8, "people": 3}), ("release", {"cadence": 5, "limit": 6})],
)
def test_what_is_tried_first_is_a_step_that_can_be_felt(stage: str, expected: dict[str, int]) -> None:
    assert {lever.kind: suggested(lever) for lever in levers_of_stage(OFFICE, stage)} == expected


def test_every_suggestion_differs_from_what_is_and_lies_on_the_lever() -> None:
    for limit in (None, 1, 2, 40):
        stream = set_value(OFFICE, "stages.test.wip_limit", limit)
        stream = set_value(stream, "stages.release.cadence.every", 1.0)
        for stage in stream.stages:
            for lever in levers_of_stage(stream, stage.id):
                assert suggested(lever) != lever.base
                assert lever.low <= suggested(lever) <= lever.high


def trial_of(stream: Stream, stage: str, kind: str, position: int) -> Trial:
    lever = next(one for one in levers_of_stage(stream, stage) if one.kind == kind)
    return Trial(stream, lever, position)


def test_twice_the_people_where_there_is_always_work_are_faster_and_are_said_to_be() -> None:
    """S2 takes 2 days, S1 takes 1: with two in S2 it is 1 a day instead of one in 2 days."""
    answer = try_it(trial_of(line([1.0, 2.0], wip_limits=3), "s2", "people", 2), NOWHERE)
    assert answer.lines[1].startswith("Velocity: faster by 3.5 / week ± ")
    assert answer.lines[0].startswith("Flow time 85 %: shorter by ")


def test_what_changes_nothing_is_said_to_be_the_same() -> None:
    stream = set_value(OFFICE, "arrivals.0.time", {"family": "constant", "value": 8.0})
    answer = try_it(trial_of(stream, "build", "people", 7), NOWHERE)
    assert answer.lines == ("Flow time 85 %: the same", "Velocity: the same")
    assert answer.details.startswith("Flow time 85 %: the same, ± ")


def test_the_scenario_is_named_by_what_it_changes() -> None:
    scenario = trial_of(OFFICE, "test", "limit", 8).scenario
    assert scenario == Scenario(name="Test WIP 5 → 8", changes=(("stages.test.wip_limit", 8),))


@pytest.fixture
def document(qapp: object) -> Document:
    return Document(new_project(OFFICE))


@pytest.fixture
def card(qtbot: QtBot) -> TrialCard:
    made = TrialCard()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def trials(document: Document, jobs: Jobs, card: TrialCard) -> Iterator[StageTrials]:
    made = StageTrials(document, jobs, card)
    made.show_stage(document.project.stream, "test", is_sound=True)
    yield made
    made.forget()


def said(card: TrialCard) -> list[str]:
    return card.lines.text().replace("\u00a0", " ").split("\n")


def answered(card: TrialCard) -> bool:
    return f" {RUNS[1]} runs of both" in card.lines.toolTip()


def test_a_chosen_stage_is_tried_unasked(trials: StageTrials, card: TrialCard, qtbot: QtBot) -> None:
    assert card.accessibleName() == "What if Test WIP = 8?"
    assert said(card) == ["Trying it …"]
    qtbot.waitUntil(lambda: answered(card), timeout=PATIENCE)
    time, velocity = said(card)
    assert time.startswith("Flow time 85 %: ")
    assert velocity.startswith("Velocity: ")


def test_the_first_answer_makes_way_for_that_of_more_runs(
    trials: StageTrials, card: TrialCard, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: f" {RUNS[0]} runs of both" in card.lines.toolTip(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: answered(card), timeout=PATIENCE)


def test_a_lever_back_at_what_is_asks_nothing(trials: StageTrials, card: TrialCard, jobs: Jobs) -> None:
    card.slider.setValue(5)
    assert said(card) == ["That is how it stands now."]
    assert not jobs.is_busy


def test_another_lever_can_be_taken(trials: StageTrials, card: TrialCard, qtbot: QtBot) -> None:
    assert [card.which.itemText(place) for place in range(2)] == ["WIP limit", "people"]
    card.which.setCurrentIndex(1)
    assert card.accessibleName() == "What if Test people = 3?"
    assert (card.slider.minimum(), card.slider.maximum()) == (1, 5)
    qtbot.waitUntil(lambda: answered(card), timeout=PATIENCE)


def test_the_lever_in_hand_stays_in_hand_while_it_is_offered(trials: StageTrials, card: TrialCard) -> None:
    trials.show_stage(OFFICE, "test", is_sound=True)
    card.which.setCurrentIndex(1)
    trials.show_stage(set_value(OFFICE, "stages.test.wip_limit", 3), "test", is_sound=True)
    assert card.lever is not None
    assert (card.which.currentText(), card.lever.path) == ("people", "stages.test.workers")
    trials.show_stage(OFFICE, "build", is_sound=True)
    assert (card.which.currentText(), card.lever.path) == ("WIP limit", "stages.build.wip_limit")


def test_a_stream_that_cannot_run_offers_nothing(trials: StageTrials, card: TrialCard, jobs: Jobs) -> None:
    trials.show_stage(OFFICE, "test", is_sound=False)
    assert card.isHidden()
    assert not jobs.is_busy


def test_nothing_chosen_offers_nothing(trials: StageTrials, card: TrialCard) -> None:
    trials.show_stage(OFFICE, "", is_sound=True)
    assert card.isHidden()


def test_what_cannot_be_told_is_said_with_its_reason(
    trials: StageTrials, card: TrialCard, qtbot: QtBot
) -> None:
    trials._tell_fault(UserFault("The run is too short.", "Run longer."))
    assert said(card) == ["Cannot be told: The run is too short."]


def test_opening_hands_on_the_scenario(trials: StageTrials, card: TrialCard) -> None:
    spy = QSignalSpy(trials.open_wanted)
    card._open.click()
    assert spy.at(0)[0].changes == (("stages.test.wip_limit", 8),)


def test_the_same_changes_are_kept_once(document: Document) -> None:
    wanted = Scenario(name="Test WIP 5 → 8", changes=(("stages.test.wip_limit", 8),))
    edit, kept = edits.keep_scenario(document.project, wanted)
    assert edit is not None
    assert kept == wanted
    document.apply(edit)
    assert edits.keep_scenario(document.project, wanted) == (None, wanted)


def test_another_change_of_the_same_name_gets_a_name_of_its_own(document: Document) -> None:
    taken = Scenario(name="Test WIP 5 → 8", changes=(("stages.test.wip_limit", 7),))
    edit, _ = edits.keep_scenario(document.project, taken)
    assert edit is not None
    document.apply(edit)
    wanted = Scenario(name="Test WIP 5 → 8", changes=(("stages.test.wip_limit", 8),))
    _, kept = edits.keep_scenario(document.project, wanted)
    assert kept.name == "Test WIP 5 → 8 1"


def test_the_what_if_page_chooses_the_scenario_that_it_is_handed(
    document: Document, jobs: Jobs, preferences: Preferences, theme: Theme, qtbot: QtBot
) -> None:
    kept = Scenario(name="")
    for limit in (8, 3):
        wanted = trial_of(OFFICE, "test", "limit", limit).scenario
        edit, kept = edits.keep_scenario(document.project, wanted)
        assert edit is not None
        document.apply(edit)
    page = WhatIfPage(document, jobs, preferences, theme)
    qtbot.addWidget(page)
    page.show_project(None, document.project)
    page.receive(kept)
    assert page.panel.name.text() == "Test WIP 5 → 3"
    page.closing()
