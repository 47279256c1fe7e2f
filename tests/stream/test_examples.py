"""The streams that come with the program."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sim.errors import StreamFault
from sim.stream import DEFAULT_TYPES, Stage, Stream, dumps_stream, example, example_names, loads_stream


def test_there_are_five_and_the_team_comes_first() -> None:
    names = ("software-team", "factory-line", "support-desk", "machine-shop", "product-team")
    assert example_names() == names
    assert example() == example("software-team")
    titles = [example(name).name for name in names]
    assert titles == ["Checkout team", "Bracket line", "Support desk", "Gearbox shop", "Payments product"]


@pytest.mark.parametrize("name", example_names())
def test_each_says_what_it_stands_for(name: str) -> None:
    made = example(name)
    assert len(made.description) > 80
    assert loads_stream(dumps_stream(made)) == made


def test_between_them_they_show_what_a_stream_can_say() -> None:
    made = [example(name) for name in example_names()]
    stages: list[Stage] = [stage for one in made for stage in one.stages]
    families = {stage.time.family for stage in stages if stage.time is not None}
    assert families >= {"lognormal", "gamma", "constant", "triangular", "exponential"}
    assert {stage.kind for stage in stages} == {"work", "wait"}
    assert {stage.pull for stage in stages} == {"room", "ready"}
    assert {stage.on_finish for stage in stages} == {"free", "hold"}
    assert any(stage.cadence for stage in stages)
    assert any(stage.delay for stage in stages)
    assert any(stage.rework for stage in stages)
    assert {one.time_unit for one in made} == {"day", "minute", "hour"}
    assert {arrival.kind for one in made for arrival in one.arrivals} == {"interarrival", "cadence"}
    assert any(one.wip_groups for one in made)
    for field in ("teams", "type_limits", "feedback", "drag", "plan"):
        assert any(getattr(one, field) for one in made), field
    for field in ("skip", "routes", "blockers", "downtime", "setup", "batch", "transfer", "cost_per_day"):
        assert any(getattr(stage, field) for stage in stages), field
    assert {stage.order for stage in stages} == {"fifo", "due", "wsjf"}
    assert any(service.preempts for one in made for service in one.classes)
    assert any(kind.value and kind.cost_of_delay for one in made for kind in one.item_types)
    assert any(service.ignores_wip and service.at_most == 1 for one in made for service in one.classes)


@pytest.mark.parametrize("name", ["factory-line", "machine-shop"])
def test_a_factory_speaks_its_own_words(name: str) -> None:
    words = example(name).vocabulary
    assert (words.item, words.items, words.worker, words.release) == ("part", "parts", "machine", "shipping")


def test_the_default_types_are_the_four_flow_items() -> None:
    assert [one.id for one in DEFAULT_TYPES] == ["feature", "defect", "risk", "debt"]
    assert sum(one.share for one in DEFAULT_TYPES) == pytest.approx(1.0)


def test_an_unknown_example_is_guessed() -> None:
    with pytest.raises(StreamFault) as refused:
        example("software")
    assert refused.value.text == "There is no example software."
    assert refused.value.hint == "Did you mean software-team?"
    with pytest.raises(StreamFault) as refused:
        example("zoo")
    assert refused.value.hint == (
        "Examples are software-team, factory-line, support-desk, machine-shop, product-team."
    )


def test_opening_and_checking_the_first_example_leaves_scipy_alone() -> None:
    code = (
        "import sys; from sim.stream import example, problems; problems(example()); "
        "print('scipy' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_a_stage_is_found_by_its_id() -> None:
    made: Stream = example()
    assert made.stage("test") is made.stages[2]
    with pytest.raises(KeyError):
        made.stage("nowhere")
