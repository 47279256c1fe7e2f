"""Every field of a stage: shown, entered, named for undo, and told of when it is wrong."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.pages.stream.forms.section import SectionHeader
from app.theme import Theme
from sim.distributions import Distribution
from sim.stream import Blockers, Rework, Route, Stage, Team, example, set_value
from tests.app.pages.inspector_bench import InspectorBench


@pytest.fixture
def team(qtbot: QtBot, theme: Theme) -> InspectorBench:
    return InspectorBench(qtbot, theme, "software-team")


@pytest.fixture
def build(team: InspectorBench) -> InspectorBench:
    """Build is chosen."""
    team.parts.board.choose("build")
    return team


def stage(bench: InspectorBench, stage_id: str = "build") -> Stage:
    return bench.stream.stage(stage_id)


def header(bench: InspectorBench, key: str) -> SectionHeader:
    found = bench.inspector.findChild(SectionHeader, f"inspector.section.{key}")
    assert found is not None
    return found


def test_the_first_screen_shows_name_people_limit_and_time_and_nothing_else(build: InspectorBench) -> None:
    lines = [each.objectName() for each in build.inspector.findChildren(QLineEdit) if each.isVisible()]
    assert lines == [
        "inspector.name",
        "inspector.wip_limit",
        "inspector.workers",
        "inspector.time.p50",
        "inspector.time.p85",
    ]


def test_folded_sections_say_what_is_set_in_them(build: InspectorBench) -> None:
    spoken = [each.accessibleName() for each in build.inspector.stage.findChildren(SectionHeader)]
    assert spoken == [
        "Time by type: 1 of 4 differ",
        "Rework: none",
        "Ways on: all to the next",
        "Pulling: first come",
        "Batches and lots: one by one",
        "Blockers: none",
        "Downtime: none",
        "Changeover: none",
        "Gate: always open",
        "Cost: not counted",
    ]


def test_a_header_unfolds_its_rows_by_mouse_and_by_keyboard(build: InspectorBench) -> None:
    QTest.mouseClick(header(build, "pulling"), Qt.MouseButton.LeftButton)
    assert build.inspector.findChild(QComboBox, "inspector.order") is not None
    QTest.keyClick(header(build, "pulling"), Qt.Key.Key_Space)
    order = build.inspector.findChild(QComboBox, "inspector.order")
    assert order is not None
    assert not order.isVisible()


def test_what_was_unfolded_stays_so_when_the_form_is_built_anew(build: InspectorBench) -> None:
    QTest.mouseClick(header(build, "blockers"), Qt.MouseButton.LeftButton)
    build.enter("inspector.wip_limit", "9")
    assert header(build, "blockers").isChecked()
    build.parts.board.choose("test")
    assert header(build, "blockers").isChecked()
    assert not header(build, "rework").isChecked()


def test_a_stage_gets_a_new_team_as_large_as_its_staff_and_its_own_people_back(build: InspectorBench) -> None:
    build.pick("inspector.team", "+new")
    assert build.stream.teams == (Team(id="team", name="Team", size=5),)
    assert (stage(build).team, stage(build).workers) == ("team", None)
    assert build.document.stack.undoText() == "Give Build a new team"
    build.enter("inspector.teams.team.size", "4")
    build.pick("inspector.team", "+own")
    assert (stage(build).team, stage(build).workers) == (None, 4)
    for _ in range(3):
        build.document.undo()
    assert build.stream == example("software-team")


def test_a_team_is_shared_by_choosing_it_in_a_second_stage(build: InspectorBench) -> None:
    build.pick("inspector.team", "+new")
    build.parts.board.choose("test")
    build.pick("inspector.team", "team")
    assert [each.team for each in build.stream.stages] == [None, "team", "team", None]
    assert stage(build, "test").workers is None
    assert "Team also work in Build." in build.texts()


@pytest.mark.parametrize(
    ("section", "name", "text", "value"),
    [
        ("times", "time_factor", "1.5", 1.5),
        ("lots", "transfer", "4", 4),
        ("cost", "cost_per_day", "550", 550.0),
        ("onward", "skip.risk", "40", {"risk": 0.4}),
    ],
)
def test_a_field_sets_its_value_in_one_step(
    section: str, name: str, text: str, value: object, build: InspectorBench
) -> None:
    build.unfold(section)
    build.enter(f"inspector.{name}", text)
    assert getattr(stage(build), name.split(".", maxsplit=1)[0]) == value
    assert build.document.stack.undoText().endswith(("Build", f"Build to {text}", f"Build to {text} ×"))
    build.document.undo()
    assert build.stream == example("software-team")


@pytest.mark.parametrize(
    ("name", "key"),
    [("order", "wsjf"), ("order", "random"), ("pull", "ready"), ("on_finish", "hold")],
)
def test_the_rules_of_pulling_are_chosen(name: str, key: str, build: InspectorBench) -> None:
    build.unfold("pulling")
    build.pick(f"inspector.{name}", key)
    assert getattr(stage(build), name) == key


def test_each_pull_order_is_explained_in_a_sentence(build: InspectorBench) -> None:
    build.unfold("pulling")
    build.pick("inspector.order", "cost_of_delay")
    assert any(text.startswith("The type that loses most money") for text in build.texts())


def test_a_way_back_has_a_share_and_an_effort_and_goes_with_its_share(build: InspectorBench) -> None:
    build.unfold("rework")
    build.pick("inspector.rework.add", "build")
    build.enter("inspector.rework.build.effort", "30")
    assert stage(build).rework == (Rework(to="build", probability=0.1, effort=0.3),)
    build.enter("inspector.rework.build", "none")
    assert stage(build).rework == ()


def test_a_way_on_is_for_all_types_until_some_are_ticked(build: InspectorBench) -> None:
    build.unfold("onward")
    build.pick("inspector.routes.add", "release")
    assert stage(build).routes == (Route(to="release", share=0.1),)
    build.choose_several("inspector.routes.release.types", "debt", "defect")
    build.enter("inspector.routes.release", "25")
    assert stage(build).routes == (Route(to="release", share=0.25, types=("defect", "debt")),)
    build.choose_several("inspector.routes.release.types", "debt", "defect")
    assert stage(build).routes[0].types is None


def test_blockers_come_by_chance_or_every_so_often(build: InspectorBench) -> None:
    build.unfold("blockers")
    build.pick("inspector.blockers", "probability")
    build.enter("inspector.blockers.probability", "30")
    build.enter("inspector.blockers.time.p50", "3")
    build.tick("inspector.blockers.keeps_worker")
    lasts = Distribution(family="lognormal", p50=3.0, p85=6.0)
    assert stage(build).blockers == Blockers(time=lasts, probability=0.3, keeps_worker=True)
    build.pick("inspector.blockers", "time_to")
    between = Distribution(family="exponential", mean=20.0)
    assert stage(build).blockers == Blockers(time=lasts, time_to=between, keeps_worker=True)
    build.enter("inspector.blockers.time_to.mean", "12")
    assert build.texts().count("mean") == 1
    build.pick("inspector.blockers", "")
    assert stage(build).blockers is None


def test_workers_fail_and_are_repaired_where_they_are_the_stages_own(build: InspectorBench) -> None:
    build.unfold("downtime")
    build.pick("inspector.downtime", "fails")
    build.enter("inspector.downtime.time_to_failure.mean", "80")
    found = stage(build).downtime
    assert found is not None
    assert found.time_to_failure == Distribution(family="exponential", mean=80.0)
    build.pick("inspector.team", "+new")
    assert stage(build).downtime is None
    assert build.inspector.findChild(QComboBox, "inspector.downtime") is None


def test_a_changeover_takes_no_time_until_it_has_one(build: InspectorBench) -> None:
    build.unfold("setup")
    build.pick("inspector.setup.time.family", "constant")
    build.enter("inspector.setup.time.value", "0.25")
    setup = stage(build).setup
    assert setup is not None
    assert setup.time == Distribution(family="constant", value=0.25)
    build.pick("inspector.setup.time.family", "")
    assert stage(build).setup is None


def test_a_batch_has_a_size_and_a_patience_and_one_is_no_batch(build: InspectorBench) -> None:
    build.unfold("lots")
    build.enter("inspector.batch.size", "3")
    build.enter("inspector.batch.at_most_after", "2")
    batch = stage(build).batch
    assert batch is not None
    assert (batch.size, batch.at_most_after) == (3, 2.0)
    build.enter("inspector.batch.size", "1")
    assert stage(build).batch is None


def test_a_gate_has_a_first_opening_of_its_own(team: InspectorBench) -> None:
    team.parts.board.choose("release")
    team.enter("inspector.cadence", "5")
    team.enter("inspector.cadence.first", "0")
    gate = stage(team, "release").cadence
    assert gate is not None
    assert (gate.every, gate.first) == (5.0, 0.0)


def test_a_problem_unfolds_its_section_and_stands_at_its_field(qtbot: QtBot, theme: Theme) -> None:
    ways = (Rework(to="build", probability=0.2, effort=-1.0),)
    bench = InspectorBench(qtbot, theme, set_value(example("software-team"), "stages.test.rework", ways))
    bench.parts.board.choose("test")
    assert header(bench, "rework").isChecked()
    told = [each for each in bench.inspector.stage.findChildren(QLabel) if each.property("tone") == "bad"]
    assert [each.text().split(";")[0] for each in told if each.isVisible()] == [
        "Fault: The effort of rework is -1"
    ]


def test_a_section_with_a_problem_can_be_folded(qtbot: QtBot, theme: Theme) -> None:
    ways = (Rework(to="build", probability=0.2, effort=-1.0),)
    bench = InspectorBench(qtbot, theme, set_value(example("software-team"), "stages.test.rework", ways))
    bench.parts.board.choose("test")
    QTest.mouseClick(header(bench, "rework"), Qt.MouseButton.LeftButton)
    bench.enter("inspector.wip_limit", "9")
    assert not header(bench, "rework").isChecked()


def test_a_value_that_cannot_be_is_told_and_changes_nothing(build: InspectorBench) -> None:
    build.unfold("blockers")
    build.pick("inspector.blockers", "probability")
    before = build.stream
    build.enter("inspector.blockers.time.p85", "0.1")
    assert build.stream is before
    assert any("p85" in text for text in build.texts())
    line = build.inspector.findChild(QLineEdit, "inspector.blockers.time.p85")
    assert line is not None
    assert line.text() == "0.1 d"


def test_a_factory_speaks_of_machines_and_parts(qtbot: QtBot, theme: Theme) -> None:
    bench = InspectorBench(qtbot, theme, "factory-line")
    bench.parts.board.choose("mill")
    bench.unfold("downtime", "setup", "lots")
    texts = " ".join(bench.texts())
    assert "Each machine fails and is repaired by itself" in texts
    assert "Time a machine needs first where its last part was of another type." in texts
    assert "item" not in texts


def test_the_check_box_says_what_it_does(build: InspectorBench) -> None:
    build.unfold("blockers")
    build.pick("inspector.blockers", "probability")
    box = build.inspector.findChild(QCheckBox, "inspector.blockers.keeps_worker")
    assert box is not None
    assert box.accessibleName() == "The person waits with it"
    build.tick("inspector.blockers.keeps_worker")
    assert build.document.stack.undoText() == "Let Build: the person waits with it"


def test_tab_goes_through_the_fields_as_they_stand(build: InspectorBench) -> None:
    build.unfold("lots")
    QTest.mouseClick(header(build, "pulling"), Qt.MouseButton.LeftButton)
    passed = []
    at: QWidget | None = header(build, "pulling")
    while at is not None and at.objectName() != "inspector.section.blockers":
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.objectName():
            passed.append(at.objectName())
        at = at.nextInFocusChain()
    assert passed == [
        "inspector.section.pulling",
        "inspector.order",
        "inspector.pull",
        "inspector.on_finish",
        "inspector.section.lots",
        "inspector.batch.size",
        "inspector.transfer",
    ]
