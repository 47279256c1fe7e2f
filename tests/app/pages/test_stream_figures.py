"""What is measured of a run: under the rules in force, and told in the stream's own words."""

from __future__ import annotations

import math

import pytest

from app.pages.stream.bottleneck import Bottleneck
from app.pages.stream.figures import (
    Figures,
    FiguresRequest,
    Rules,
    how_counted,
    measure,
    no_metrics,
    since_text,
    usage_since,
)
from app.pages.stream.inspector import InspectorState
from app.theme import DEFECT, FEATURE
from sim.log import EventLog, LogStage
from sim.metrics import stage_usage, whole
from sim.stream import Stage, Stream, Vocabulary, example, set_value
from tests.builders import backlog, line
from tests.log.story import told

OFFICE = Vocabulary()
FACTORY = example("factory-line").vocabulary
STAGES = (LogStage("stage1", "Build", workers=1), LogStage("stage2", "Test", workers=1))


def two_stages(*, workers: tuple[int, int] = (1, 1), on_finish: str = "free") -> Stream:
    stream = line([1.0, 1.0], arrivals=backlog(3))
    names = [stage.id for stage in stream.stages]
    for name, count in zip(names, workers, strict=True):
        stream = set_value(stream, f"stages.{name}.workers", count)
    return set_value(stream, f"stages.{names[0]}.on_finish", on_finish)


def log_of(items: int, *, apart: float = 1.0, work: float = 0.5) -> EventLog:
    """Tell of items that are built and tested one after the other, half a unit each."""
    stages = tuple(LogStage(stage.id, stage.name, workers=stage.workers) for stage in two_stages().stages)
    first, second = stages[0].id, stages[1].id
    story = "\n".join(
        f"{i * apart} {i} arrived\n{i * apart} {i} entered {first}\n{i * apart} {i} started {first} 0\n"
        f"{i * apart + work} {i} finished {first} 0\n{i * apart + work} {i} entered {second}\n"
        f"{i * apart + work} {i} started {second} 0\n{i * apart + 2 * work} {i} finished {second} 0\n"
        f"{i * apart + 2 * work} {i} done"
        for i in range(items)
    )
    return told(story, stages=stages, end=items * apart)


def figures(request: FiguresRequest) -> Figures:
    return measure(request)


def test_twice_the_people_are_half_as_busy_from_the_moment_they_came() -> None:
    log = log_of(40)
    stream = two_stages(workers=(2, 1))
    first, second = (stage.id for stage in stream.stages)
    before = figures(FiguresRequest(log, {}))
    after = figures(FiguresRequest(log, {}, rules=Rules(20.0, stream)))
    assert before.utilisation == {first: pytest.approx(0.5), second: pytest.approx(0.5)}
    assert after.utilisation == {first: pytest.approx(0.25), second: pytest.approx(0.5)}


def test_what_was_before_the_change_does_not_count() -> None:
    log = log_of(40)
    stream = two_stages()
    idle_at_first = usage_since(log, Rules(39.5, stream))
    assert [stage.utilisation for stage in idle_at_first] == pytest.approx([0.0, 1.0])


def test_without_a_change_the_whole_run_counts_under_its_own_rules() -> None:
    log = log_of(20)
    plain = figures(FiguresRequest(log, {}))
    ruled = figures(FiguresRequest(log, {}, rules=Rules(0.0, two_stages(workers=(7, 7)))))
    assert plain.utilisation == ruled.utilisation
    assert plain.since == ruled.since == ""


def test_from_when_on_is_said_in_words() -> None:
    measured = figures(FiguresRequest(log_of(40), {}, rules=Rules(20.0, two_stages())))
    assert measured.since == "How busy the stages are is counted from day 20.0 on, when their rules changed."
    assert since_text(90.25, "minute").startswith("How busy the stages are is counted from minute 90.2")


def test_no_share_is_told_at_the_very_moment_of_a_change() -> None:
    log = log_of(12)
    measured = figures(FiguresRequest(log, {}, rules=Rules(log.end, two_stages(workers=(3, 3)))))
    assert set(measured.utilisation.values()) == {None}
    assert measured.bottleneck is None


def test_the_shares_since_a_change_make_up_the_whole_time_of_the_people() -> None:
    log = log_of(30)
    for stage in usage_since(log, Rules(7.25, two_stages(workers=(3, 2), on_finish="hold"))):
        shares = (stage.utilisation, stage.starved, stage.blocked_share, stage.idle)
        assert sum(share or 0.0 for share in shares) == pytest.approx(1.0)


def test_counted_from_the_start_under_the_same_rules_it_is_what_every_other_page_counts() -> None:
    log = log_of(25)
    assert usage_since(log, Rules(log.start, two_stages())) == stage_usage(log, whole(log))


def test_no_bottleneck_is_named_before_ten_items_are_done_under_the_new_rules() -> None:
    log = log_of(40, work=0.48)
    busy = two_stages()
    early = figures(FiguresRequest(log, {}, rules=Rules(35.0, busy)))
    assert early.bottleneck is None
    crowded = log_of(40, apart=0.5, work=0.45)
    late = figures(FiguresRequest(crowded, {}, rules=Rules(5.0, busy)))
    first, second = busy.stages
    assert late.bottleneck is not None
    assert late.bottleneck.id in (first.id, second.id)
    assert late.bottleneck.reason.startswith("90 % busy")


def test_the_other_numbers_stay_those_of_the_whole_run() -> None:
    log = log_of(40)
    plain = figures(FiguresRequest(log, {}))
    ruled = figures(FiguresRequest(log, {}, rules=Rules(20.0, two_stages(workers=(2, 2)))))
    assert plain.metrics == ruled.metrics
    assert plain.distribution == ruled.distribution


def test_a_factory_speaks_of_parts_machines_and_shipping() -> None:
    measured = figures(FiguresRequest(log_of(40), {}, 4, FACTORY))
    assert [metric.unit for metric in measured.metrics] == ["/ week", "days", "parts", "%"]
    assert measured.charts["scatter"].note.startswith("days, commitment to shipping")
    told_how = " ".join(metric.how for metric in measured.metrics)
    assert "item" not in told_how
    assert "people" not in told_how
    assert "release" not in told_how


def test_an_office_speaks_of_items_people_and_a_release() -> None:
    assert how_counted(OFFICE) == {
        "velocity": "Items done, divided by the time played. Every item counts as one, whatever its size.",
        "time": "From commitment (entering the first stage) to done, in working time. "
        "The share in brackets of the items done so far took this long or less (nearest rank).",
        "load": "Items committed and not yet done, averaged over the time played.",
        "efficiency": "Time in which items were worked on, divided by their whole flow time. "
        "The rest is waiting: for people, for room, for release.",
        "distribution": "Share of each type among the items done.",
    }


def test_before_anything_ran_four_numbers_are_named_and_explained() -> None:
    metrics = no_metrics(FACTORY)
    assert [metric.label for metric in metrics] == [
        "Flow velocity",
        "Flow time",
        "Flow load",
        "Flow efficiency",
    ]
    assert {metric.value for metric in metrics} == {"–"}
    assert all(metric.how for metric in metrics)


@pytest.mark.parametrize(("items", "label"), [(5, "Flow time (50 %)"), (40, "Flow time (85 %)")])
def test_a_flow_time_is_told_at_the_percentage_that_the_sample_supports(items: int, label: str) -> None:
    assert figures(FiguresRequest(log_of(items), {})).metrics[1].label == label


def test_of_nothing_done_no_number_is_made_up() -> None:
    stages = tuple(LogStage(stage.id, stage.name, workers=1) for stage in two_stages().stages)
    log = told(f"0 0 arrived\n0 0 entered {stages[0].id}", stages=stages, end=3.0)
    measured = figures(FiguresRequest(log, {}))
    assert [metric.value for metric in measured.metrics][1] == "–"
    assert measured.bottleneck is None
    assert not any(math.isnan(share) for share in measured.utilisation.values() if share is not None)


def test_looks_of_types_reach_the_scatterplot() -> None:
    styles = {"feature": DEFECT, "defect": FEATURE}
    assert figures(FiguresRequest(log_of(10), styles)).charts["scatter"].styles == styles


def test_an_inspector_knows_from_when_on_its_stages_are_counted() -> None:
    stuck = Bottleneck("test", "Test", "98 % busy", "")
    state = InspectorState(example("software-team"), "", (), (), stuck, "Since day 3.")
    assert (state.bottleneck, state.since) == (stuck, "Since day 3.")


def test_a_stage_of_a_stream_has_the_rules_that_a_log_knows() -> None:
    stage: Stage = two_stages(workers=(2, 1), on_finish="hold").stages[0]
    assert (stage.workers, stage.on_finish) == (2, "hold")
