"""The Delivery section: five figures or what they lack, and a mapping that is chosen, undone and kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.pages.history.delivery_form import DeliveryForm
from app.pages.history.delivery_found import NOT_GUESSED, delivery_found
from app.pages.history.delivery_section import DeliverySection
from app.pages.history.section import Means
from app.pages.history.tables_section import TablesSection
from sim.metrics import DoraMapping, Marks, dora, guess_dora
from sim.store import new_project, open_project, save_project
from sim.stream import example
from tests.app.pages.history.section_bench import (
    board_part,
    cells,
    in_sight,
    settled,
    team_part,
    with_board,
)

NAMES = [
    "Deployment frequency",
    "Change lead time",
    "Change fail rate",
    "Recovery time",
    "Deployment rework rate",
]
GUESSED = guess_dora(board_part().log)


@pytest.fixture
def section(means: Means, qtbot: QtBot) -> DeliverySection:
    return in_sight(qtbot, DeliverySection(with_board(means)), board_part())


def values(section: DeliverySection) -> list[str]:
    return [f"{card.value.text()} {card.unit.text()}".strip() for card in section.figures]


def pick(form: DeliveryForm, role: str, name: str) -> None:
    """Choose in what the items of a role differ, as a person would."""
    told_by = form.told_by(role)
    told_by.setCurrentIndex(told_by.findData(name))
    told_by.activated.emit(told_by.currentIndex())


def tick(form: DeliveryForm, role: str, *keys: str) -> None:
    """Tick values of a role, and close the menu."""
    choices = form.values(role)
    for key in keys:
        choices.action(key).trigger()
    choices.close_menu()


def test_the_five_stand_with_what_they_are_made_of(section: DeliverySection) -> None:
    part = board_part()
    found = dora(part.log, part.window, GUESSED)
    assert found.deployment_frequency.value is not None
    assert found.change_lead_time.value is not None
    assert found.change_fail_rate.value is not None
    assert values(section) == [
        f"{7 * found.deployment_frequency.value:.1f} a week",
        f"{found.change_lead_time.value:.1f} days",
        f"{100 * found.change_fail_rate.value:.0f} %",
        "–",
        "–",
    ]
    assert [card.accessibleName().split(" – ")[0].rstrip(" –") for card in section.figures][3:] == NAMES[3:]
    assert section.figures[0].said.text().endswith(f"Of {found.deployment_frequency.n} deployments.")
    assert section.figures[1].said.text().startswith("Median. From the begin of work")
    assert section.figures[3].said.text().startswith("Only 4 are known: too few for a median")
    assert section.figures[4].said.text().startswith("Nothing tells unplanned deployments")
    assert section.figures[4].accessibleDescription() == section.figures[4].said.text()


def test_where_there_is_little_room_the_figures_stand_in_two_rows(
    section: DeliverySection, qtbot: QtBot
) -> None:
    def rows() -> list[int]:
        return [card.y() for card in section.figures]

    assert len(set(rows())) == 1
    section.resize(700, 700)
    qtbot.waitUntil(lambda: len(set(rows())) == 2)
    assert rows()[:3] == [rows()[0]] * 3
    section.resize(1100, 700)
    qtbot.waitUntil(lambda: len(set(rows())) == 1)


def test_what_was_guessed_is_shown_and_said(section: DeliverySection) -> None:
    form = section.form
    assert [
        form.told_by(role).currentText() for role in ("deployments", "incidents", "failed", "rework")
    ] == [
        "type",
        "type",
        "result",
        "not told",
    ]
    assert (form.values("deployments").keys, form.values("failed").keys) == (
        ("Deployment",),
        ("rolled back",),
    )
    assert not form.values("rework").isVisible()
    assert "Deployments are items whose type is Deployment: guessed from the words." in form._notes.text()
    assert not form.again.isVisible()


def test_a_choice_is_measured_kept_in_the_project_and_undone(section: DeliverySection, qtbot: QtBot) -> None:
    document, before = section.means.document, values(section)
    tick(section.form, "deployments", "Task")
    settled(qtbot, section)
    chosen = document.project.delivery
    assert chosen == replace(GUESSED, deployments=Marks("type", ("Task", "Deployment")), guessed=()) or (
        chosen == replace(GUESSED, deployments=Marks("type", ("Deployment", "Task")), guessed=())
    )
    assert document.stack.undoText() == "Choose what is a deployment"
    assert values(section)[0] != before[0]
    assert (section.form.again.isVisible(), section.form._notes.isVisible()) == (True, False)
    document.undo()
    settled(qtbot, section)
    assert (document.project.delivery, values(section)) == (None, before)
    document.redo()
    settled(qtbot, section)
    assert document.project.delivery == chosen
    assert values(section)[0] != before[0]


def test_another_respect_waits_for_its_values_and_says_so(section: DeliverySection, qtbot: QtBot) -> None:
    pick(section.form, "rework", "result")
    settled(qtbot, section)
    assert section.form.values("rework").isVisible()
    assert section.form.values("rework").text() == "choose values"
    assert (
        "Unplanned deployments are told by result, and no value of it is chosen."
        in section.form._notes.text()
    )
    assert section.figures[4].value.text() == "–"
    tick(section.form, "rework", "rolled back")
    settled(qtbot, section)
    assert section.figures[4].value.text() == section.figures[2].value.text() != "–"


def test_nothing_can_be_said_to_tell_a_role(section: DeliverySection, qtbot: QtBot) -> None:
    pick(section.form, "deployments", "")
    settled(qtbot, section)
    mapping = section.means.document.project.delivery
    assert mapping is not None
    assert mapping.deployments is None
    assert values(section) == ["–"] * 5
    assert {card.said.text()[:32] for card in section.figures} == {"No item of this log is told to b"}


def test_each_moment_of_completion_may_be_a_deployment(section: DeliverySection, qtbot: QtBot) -> None:
    pick(section.form, "deployments", "releases")
    settled(qtbot, section)
    assert section.means.document.project.delivery == replace(GUESSED, deployments="releases", guessed=())
    assert not section.form.values("deployments").isVisible()
    assert values(section)[0] != "–"


def test_choosing_the_same_again_is_no_change(section: DeliverySection) -> None:
    pick(section.form, "deployments", "type")
    section.form.values("deployments").close_menu()
    assert section.means.document.project.delivery is None
    assert not section.means.document.stack.canUndo()


def test_guessing_again_forgets_the_choice(section: DeliverySection, qtbot: QtBot) -> None:
    before = values(section)
    pick(section.form, "deployments", "")
    settled(qtbot, section)
    section.form.again.click()
    settled(qtbot, section)
    assert section.means.document.project.delivery is None
    assert section.means.document.stack.undoText() == "Guess what is a deployment"
    assert values(section) == before


def test_a_history_without_such_words_says_what_is_missing_in_each_place(means: Means, qtbot: QtBot) -> None:
    section = in_sight(qtbot, DeliverySection(means), team_part())
    assert values(section) == ["–"] * 5
    assert all(card.said.text() for card in section.figures)
    assert section.form._notes.text() == NOT_GUESSED
    offered = section.form.told_by("deployments")
    names = [offered.itemData(place) for place in range(offered.count())]
    assert names[:3] == ["", "releases", "type"]
    assert {"team", "parent", "tags"} < set(names)
    incidents = section.form.told_by("incidents")
    assert incidents.findData("releases") == -1


def test_what_was_chosen_for_another_history_is_named_where_this_one_lacks_it() -> None:
    mapping = DoraMapping(Marks("environment", ("prod",)), Marks("type", ("Incident",)))
    found = delivery_found(board_part(), mapping)
    assert found.notes == ("Deployments are told by environment, which the items of this history lack.",)
    assert found.figures[0].value == "–"
    assert found.mapping is mapping


def test_a_value_and_a_respect_that_no_item_has_here_stay_chosen(qtbot: QtBot) -> None:
    form = DeliveryForm()
    qtbot.addWidget(form)
    form.show_found(
        delivery_found(board_part(), DoraMapping(Marks("type", ("Rollout",)), failed=Marks("stage", ("x",))))
    )
    assert form.values("deployments").keys == ("Rollout",)
    assert form.values("deployments").action("Rollout").text() == "Rollout (none here)"
    assert form.told_by("failed").currentText() == "stage"


def test_the_choice_is_there_again_when_the_project_is_opened(
    section: DeliverySection, qtbot: QtBot, tmp_path: Path
) -> None:
    tick(section.form, "incidents", "Bug")
    file = tmp_path / "team.headrace"
    save_project(section.means.document.project, file)
    opened = open_project(file)
    assert opened.delivery == section.means.document.project.delivery is not None
    shown = delivery_found(board_part(), opened.delivery)
    assert set(shown.mapping.incidents.values) == {"Incident", "Bug"}  # type: ignore[union-attr]


def test_tables_follow_what_is_chosen_here(section: DeliverySection, qtbot: QtBot) -> None:
    tables = in_sight(qtbot, TablesSection(section.means), board_part())
    tables.names.setCurrentRow([table.title for table in tables.tables].index("DORA"))
    assert cells(tables.view)[0][1] != "–"
    pick(section.form, "deployments", "")
    settled(qtbot, tables)
    assert [row[1] for row in cells(tables.view)] == ["–"] * 5


def test_another_project_is_not_measured_by_the_old_part(section: DeliverySection, qtbot: QtBot) -> None:
    document = section.means.document
    document.replace(new_project(example("support-desk")))
    assert section._part is None
    mapping = DoraMapping(deployments="releases")
    from app.edit import Edit

    document.apply(Edit("Choose", replace(document.project, delivery=mapping)))
    assert not section.means.jobs.is_busy
