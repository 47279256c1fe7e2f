"""Which reader takes which file."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.history import kinds, read_table
from sim.history.kinds import HEAD_BYTES, KINDS, FileKind, kind_of
from sim.history.table import Table
from tests.history.files import file


def test_text_is_the_last_resort() -> None:
    assert KINDS[-1].name == "separated text"
    assert kind_of(b"", "nothing") is KINDS[-1]


def test_the_first_kind_that_recognises_a_file_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, str]] = []

    def starts_so(head: bytes, name: str) -> bool:
        seen.append((len(head), name))
        return head.startswith(b"#mine")

    made = Table("Mine", ("a",), (("1",),), (1,))
    mine = FileKind("mine", starts_so, lambda _path, _sheet: made)
    monkeypatch.setattr(kinds, "KINDS", (mine, *KINDS))
    assert read_table(file(tmp_path, "#mine\n" * 1_000, "Some.Thing")) is made
    assert read_table(file(tmp_path, "ID,Title\n1,one\n", "X.CSV")).headers == ("ID", "Title")
    assert seen == [(HEAD_BYTES, "some.thing"), (15, "x.csv")]
