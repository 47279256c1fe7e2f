"""Every seeded fault still fits the engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.faults import FAULTS
from tests.faults.trial import PROJECT, Fault, row_of, seeded


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_the_rule_that_a_fault_spoils_stands_once_in_its_module(fault: Fault) -> None:
    text = (PROJECT / "sim" / "engine" / f"{fault.module}.py").read_text()
    spoilt = fault.spoil(text)
    assert spoilt != text
    compile(spoilt, fault.module, "exec")


def test_names_of_faults_differ() -> None:
    names = [one.name for one in FAULTS]
    assert len(set(names)) == len(names)


def test_a_fault_is_gone_when_it_was_tried(tmp_path: Path) -> None:
    module = tmp_path / "sim" / "engine" / "settle.py"
    module.parent.mkdir(parents=True)
    module.write_text("a = 1\n")
    with seeded(tmp_path, Fault("one more", "settle", "1", "2")):
        assert module.read_text() == "a = 2\n"
    assert module.read_text() == "a = 1\n"


def test_a_rule_that_is_not_there_is_said() -> None:
    with pytest.raises(ValueError, match="one more: settle has the text 0 times"):
        Fault("one more", "settle", "1", "2").spoil("a = 3\n")


def test_a_row_tells_who_noticed() -> None:
    assert row_of("one more", {"random": "random 3"}) == "| one more |  | x |  |  |"
