"""Every field of the stream as a whole: shown, entered, added, taken out, and named for undo."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.pages.stream.forms.plan_values import plan_values, value_now
from app.pages.stream.forms.section import SectionHeader
from app.theme import Theme
from sim.distributions import Distribution
from sim.stream import (
    Backlog,
    CadenceArrival,
    Drag,
    Feedback,
    Interarrival,
    ItemType,
    PlannedChange,
    Saturated,
    Schedule,
    ScheduledItem,
    ServiceClass,
    Team,
    TypeLimit,
    WipGroup,
    example,
)
from tests.app.pages.inspector_bench import InspectorBench

STREAM = example("software-team")


@pytest.fixture
def team(qtbot: QtBot, theme: Theme) -> InspectorBench:
    return InspectorBench(qtbot, theme, STREAM)


def test_folded_sections_say_what_the_stream_has(team: InspectorBench) -> None:
    spoken = [each.accessibleName() for each in team.inspector.stream.findChildren(SectionHeader)]
    assert spoken == [
        "Ways to arrive: one by one",
        "Board at the start: empty",
        "Item types: Feature, Defect, Risk, Debt",
        "Classes of service: Urgent before Standard",
        "Limits by type: none",
        "Teams: none",
        "WIP groups: none",
        "Feedback: none",
        "Plan: nothing changes",
        "Drag (assumed): none",
        "Commitment: flow time from Analysis",
        "Calendar: Mon to Fri, 8 hours",
        "Words: items, people, release",
    ]


@pytest.mark.parametrize(
    ("name", "text", "field", "value"),
    [
        ("name", "Story", "name", "Story"),
        ("share", "0.4", "share", 0.4),
        ("value", "9000", "value", 9000.0),
        ("cost_of_delay", "400", "cost_of_delay", 400.0),
        ("due_in", "10", "due_in", 10.0),
        ("value", "0", "value", 0.0),
    ],
)
def test_a_type_has_money_and_a_due_moment(
    name: str, text: str, field: str, value: object, team: InspectorBench
) -> None:
    team.unfold("types")
    team.enter(f"inspector.item_types.feature.{name}", text)
    assert getattr(team.stream.item_types[0], field) == value
    team.document.undo()
    assert team.stream == STREAM


def test_another_type_is_shown_by_choosing_it(team: InspectorBench) -> None:
    team.unfold("types")
    team.pick("inspector.item_types.shown", "debt")
    team.pick("inspector.item_types.debt.class", "urgent")
    assert team.stream.item_types[3].class_id == "urgent"
    team.pick("inspector.item_types.debt.class", "")
    assert team.stream.item_types[3].class_id is None


def test_a_type_is_added_shown_and_removed_with_all_that_names_it(team: InspectorBench) -> None:
    team.unfold("types")
    team.press("inspector.item_types.add")
    assert team.stream.item_types[-1] == ItemType(id="type", name="Type 5")
    team.enter("inspector.item_types.type.name", "Spike")
    team.press("inspector.item_types.remove")
    assert [kind.id for kind in team.stream.item_types] == ["feature", "defect", "risk", "debt"]
    assert team.document.stack.undoText() == "Remove Spike"


def test_a_class_passes_limits_takes_workers_and_is_capped(team: InspectorBench) -> None:
    team.unfold("classes")
    team.pick("inspector.classes.shown", "urgent")
    team.tick("inspector.classes.urgent.ignores_wip")
    team.tick("inspector.classes.urgent.preempts")
    team.enter("inspector.classes.urgent.at_most", "2")
    team.enter("inspector.classes.urgent.rank", "3")
    assert team.stream.classes[0] == ServiceClass(
        id="urgent", name="Urgent", rank=3, ignores_wip=True, at_most=2, preempts=True
    )


def test_the_first_class_added_goes_before_a_standard_one(qtbot: QtBot, theme: Theme) -> None:
    types = tuple(kind.model_copy(update={"class_id": None}) for kind in STREAM.item_types)
    bench = InspectorBench(qtbot, theme, STREAM.model_copy(update={"classes": (), "item_types": types}))
    bench.unfold("classes")
    bench.press("inspector.classes.add")
    assert [(one.id, one.rank, one.at_most) for one in bench.stream.classes] == [
        ("expedite", 0, 1),
        ("standard", 1, None),
    ]
    bench.press("inspector.classes.add")
    assert bench.stream.classes[2] == ServiceClass(id="class", name="Class 3", rank=2)


def test_the_types_of_a_removed_class_fall_to_the_last(team: InspectorBench) -> None:
    team.unfold("classes")
    team.pick("inspector.classes.shown", "urgent")
    team.press("inspector.classes.remove")
    assert [one.id for one in team.stream.classes] == ["standard"]
    assert team.stream.item_types[1].class_id is None


def test_a_limit_of_a_type_is_set_changed_and_cleared(team: InspectorBench) -> None:
    team.unfold("type_limits")
    team.enter("inspector.type_limits.defect", "4")
    team.enter("inspector.type_limits.debt", "2")
    team.enter("inspector.type_limits.defect", "5")
    assert limits(team) == [TypeLimit(type="defect", limit=5), TypeLimit(type="debt", limit=2)]
    team.enter("inspector.type_limits.defect", "none")
    assert limits(team) == [TypeLimit(type="debt", limit=2)]


def limits(bench: InspectorBench) -> list[TypeLimit]:
    return list(bench.stream.type_limits)


def test_a_team_has_a_size_a_focus_and_several_items_in_hand(team: InspectorBench) -> None:
    team.unfold("teams")
    team.press("inspector.teams.add")
    for name, text in (("name", "Core"), ("size", "4"), ("focus", "80"), ("multitask", "2")):
        team.enter(f"inspector.teams.team.{name}", text)
    team.enter("inspector.teams.team.switch_cost", "0.1")
    team.enter("inspector.teams.team.cost_per_day", "600")
    assert team.stream.teams == (
        Team(id="team", name="Core", size=4, focus=0.8, multitask=2, switch_cost=0.1, cost_per_day=600.0),
    )


def test_a_team_has_an_order_in_which_it_looks_for_work(team: InspectorBench) -> None:
    for stage in ("analysis", "build", "test"):
        team.parts.board.choose(stage)
        team.pick("inspector.team", "+new" if stage == "analysis" else "team")
    team.parts.board.choose("")
    team.unfold("teams")
    team.pick("inspector.teams.team.order", "own")
    assert team.stream.teams[0].order == ("test", "build", "analysis")
    team.pick("inspector.teams.team.order.0", "analysis")
    assert team.stream.teams[0].order == ("analysis", "build", "test")
    team.pick("inspector.teams.team.order", "")
    assert team.stream.teams[0].order is None


def test_the_stages_of_a_removed_team_keep_as_many_people(team: InspectorBench) -> None:
    team.parts.board.choose("build")
    team.pick("inspector.team", "+new")
    team.parts.board.choose("")
    team.unfold("teams")
    team.press("inspector.teams.remove")
    assert team.stream == STREAM


def test_a_group_has_stages_and_a_limit(team: InspectorBench) -> None:
    team.unfold("groups")
    team.press("inspector.wip_groups.add")
    team.choose_several("inspector.wip_groups.group.stages", "release")
    team.enter("inspector.wip_groups.group.limit", "11")
    team.enter("inspector.wip_groups.group.name", "Line")
    assert team.stream.wip_groups == (
        WipGroup(id="group", name="Line", stages=("analysis", "build", "test"), limit=11),
    )
    team.press("inspector.wip_groups.remove")
    assert team.stream == STREAM


def test_what_is_done_brings_new_work_later(team: InspectorBench) -> None:
    team.unfold("feedback")
    team.press("inspector.feedback.add")
    team.enter("inspector.feedback.0.mean_count", "0.3")
    team.pick("inspector.feedback.0.creates", "risk")
    team.enter("inspector.feedback.0.after.mean", "15")
    after = Distribution(family="exponential", mean=15.0)
    assert team.stream.feedback == (Feedback(on="feature", creates="risk", mean_count=0.3, after=after),)
    team.press("inspector.feedback.remove")
    assert team.stream == STREAM


def test_drag_is_told_as_an_assumption(team: InspectorBench) -> None:
    team.unfold("drag")
    assert any(text.startswith("An assumption, not a measurement") for text in team.texts())
    team.press("inspector.drag.add")
    team.enter("inspector.drag.0.per_item", "2")
    team.enter("inspector.drag.0.blockers_per_item", "1")
    team.choose_several("inspector.drag.0.stages", "analysis", "test")
    assert team.stream.drag == (Drag(type="debt", per_item=0.02, blockers_per_item=0.01, stages=("build",)),)
    assert header(team, "drag") == "Drag (assumed): Debt + 2\u00a0%"


def header(bench: InspectorBench, key: str) -> str:
    found = bench.inspector.findChild(SectionHeader, f"inspector.section.{key}")
    assert found is not None
    return found.accessibleName()


def test_a_plan_changes_several_values_on_a_day(team: InspectorBench) -> None:
    team.unfold("plan")
    team.press("inspector.plan.add")
    assert team.stream.plan == (PlannedChange(at=20.0, set={"stages.analysis.workers": 2}),)
    team.enter("inspector.plan.0.at", "40")
    team.enter("inspector.plan.0.set.stages.analysis.workers", "3")
    team.pick("inspector.plan.0.add", "stages.build.wip_limit")
    team.enter("inspector.plan.0.set.stages.build.wip_limit", "none")
    team.pick("inspector.plan.0.add", "item_types.feature.share")
    team.enter("inspector.plan.0.set.item_types.feature.share", "60")
    team.pick("inspector.plan.0.add", "stages.test.time_factor")
    assert team.stream.plan == (
        PlannedChange(
            at=40.0,
            set={
                "stages.analysis.workers": 3,
                "stages.build.wip_limit": None,
                "item_types.feature.share": 0.6,
                "stages.test.time_factor": 1.0,
            },
        ),
    )
    team.press("inspector.plan.0.set.stages.test.time_factor.remove")
    assert "stages.test.time_factor" not in team.stream.plan[0].set
    team.press("inspector.plan.remove")
    assert team.stream == STREAM


def test_a_second_moment_comes_later_and_is_shown(team: InspectorBench) -> None:
    team.unfold("plan")
    team.press("inspector.plan.add")
    team.press("inspector.plan.add")
    assert [moment.at for moment in team.stream.plan] == [20.0, 40.0]
    assert team.inspector.findChild(QLineEdit, "inspector.plan.1.at") is not None
    team.pick("inspector.plan.shown", "0")
    team.press("inspector.plan.remove")
    assert [moment.at for moment in team.stream.plan] == [40.0]


def test_every_value_that_a_plan_offers_is_there(team: InspectorBench) -> None:
    for name in ("software-team", "factory-line", "support-desk"):
        stream = example(name)
        offered = plan_values(stream)
        assert len({one.text for one in offered}) == len(offered)
        nothing = [one.path for one in offered if one.kind != "limit" and value_now(stream, one.path) is None]
        assert nothing == []


def test_a_second_way_to_arrive_is_added_and_becomes_of_any_kind(team: InspectorBench) -> None:
    team.unfold("arrivals")
    team.press("inspector.arrivals.add")
    assert second(team) == CadenceArrival(every=10.0, count=5)
    team.enter("inspector.arrivals.1.every", "20")
    team.enter("inspector.arrivals.1.first", "3")
    team.choose_several("inspector.arrivals.1.types", "debt")
    team.pick("inspector.arrivals.1.mix", "balanced")
    assert second(team) == CadenceArrival(every=20.0, count=5, first=3.0, types=("debt",), mix="balanced")
    team.pick("inspector.arrivals.1.kind", "interarrival")
    gap = Distribution(family="exponential", mean=4.0)
    assert second(team) == Interarrival(time=gap, types=("debt",), mix="balanced")
    team.pick("inspector.arrivals.1.kind", "saturated")
    assert second(team) == Saturated(types=("debt",), mix="balanced")
    team.press("inspector.arrivals.remove")
    assert team.stream == STREAM


def second(bench: InspectorBench) -> object:
    return bench.stream.arrivals[1]


def test_a_backlog_is_counted_by_share_or_by_type(team: InspectorBench) -> None:
    team.unfold("arrivals")
    team.pick("inspector.arrivals.0.kind", "backlog")
    team.enter("inspector.arrivals.0.count", "50")
    team.pick("inspector.arrivals.0.counting", "counts")
    assert team.stream.arrivals[0] == Backlog(counts={"feature": 25, "defect": 14, "risk": 4, "debt": 7})
    team.enter("inspector.arrivals.0.counts.debt", "0")
    team.pick("inspector.arrivals.0.counting", "share")
    assert team.stream.arrivals[0] == Backlog(count=43)


def test_items_come_several_at_once(team: InspectorBench) -> None:
    team.unfold("arrivals")
    team.enter("inspector.arrivals.0.batch.value", "3")
    way = team.stream.arrivals[0]
    assert isinstance(way, Interarrival)
    assert way.batch == Distribution(family="constant", value=3.0)


def test_a_schedule_is_told_and_its_items_stay(qtbot: QtBot, theme: Theme) -> None:
    way = Schedule(items=(ScheduledItem(at=1.0), ScheduledItem(at=2.0)))
    bench = InspectorBench(qtbot, theme, STREAM.model_copy(update={"arrivals": (way,)}))
    bench.unfold("arrivals")
    assert "2 items arrive at given times." in bench.texts()
    bench.choose_several("inspector.arrivals.0.types", "debt")
    changed = bench.stream.arrivals[0]
    assert isinstance(changed, Schedule)
    assert (changed.items, changed.types) == (way.items, ("debt",))


def test_words_of_the_trade_are_used_at_once(team: InspectorBench) -> None:
    team.unfold("words", "teams")
    team.enter("inspector.vocabulary.workers", "nurses")
    assert any("A team is nurses who work in several stages." in text for text in team.texts())


def test_flow_time_begins_where_the_stream_says(team: InspectorBench) -> None:
    team.unfold("clock")
    team.pick("inspector.commitment", "build")
    assert team.stream.commitment == "build"
    assert header(team, "clock") == "Commitment: flow time from Build"
    team.pick("inspector.commitment", "")
    assert team.stream.commitment is None


def test_dragging_shares_keeps_the_form_and_what_is_unfolded(team: InspectorBench) -> None:
    team.unfold("teams")
    before = team.inspector.findChild(SectionHeader, "inspector.section.teams")
    team.inspector.stream.shares_changed.emit((0.4, 0.38, 0.08, 0.14))
    assert team.inspector.findChild(SectionHeader, "inspector.section.teams") is before
    assert [kind.share for kind in team.stream.item_types] == [0.4, 0.38, 0.08, 0.14]
