"""What-ifs as lists of changes."""

from __future__ import annotations

import pytest

from sim.errors import StreamFault
from sim.stream import Scenario, apply_scenario, example, get_value, read_change, set_value

TEAM = example()


def test_changes_are_applied_in_order() -> None:
    scenario = Scenario(
        name="Three testers",
        changes=(("stages.test.workers", 3), ("stages.test.wip_limit", "none"), ("stages.test.workers", "4")),
    )
    changed = apply_scenario(TEAM, scenario)
    assert get_value(changed, "stages.test.workers") == 4
    assert get_value(changed, "stages.test.wip_limit") is None
    assert set_value(set_value(changed, "stages.test.workers", 2), "stages.test.wip_limit", 5) == TEAM


def test_no_changes_give_the_base_itself() -> None:
    assert apply_scenario(TEAM, Scenario(name="Base")) is TEAM


def test_a_fault_names_its_scenario() -> None:
    with pytest.raises(StreamFault) as refused:
        apply_scenario(TEAM, Scenario(name="Typo", changes=(("stages.tset.workers", 3),)))
    assert refused.value.text == "Typo: There is no tset in stages."


def test_a_change_is_read_as_it_is_written() -> None:
    assert read_change("stages.test.wip_limit=2") == ("stages.test.wip_limit", "2")
    assert read_change(' stages.test.time = {"family": "constant", "value": 1} ') == (
        "stages.test.time",
        '{"family": "constant", "value": 1}',
    )
    assert read_change("stages.test.name=a=b") == ("stages.test.name", "a=b")
    assert read_change("stages.test.wip_limit=") == ("stages.test.wip_limit", "")


@pytest.mark.parametrize("text", ["stages.test.wip_limit", "=2", "", " = 3"])
def test_what_is_no_change_is_refused(text: str) -> None:
    with pytest.raises(StreamFault, match="is not a change"):
        read_change(text)
