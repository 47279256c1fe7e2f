"""A short run over every reader; the long one is ``python -m tests.fuzz``."""

from __future__ import annotations

import json
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.__main__ import MEMORY, guided_slices
from tests.fuzz.guided import NAMES, WORKBOOK_PARTS, unpacked, write_corpus
from tests.fuzz.loop import fuzz
from tests.fuzz.seeds import files
from tests.fuzz.target import imports_or_says

BECOME_HISTORIES = ("items.csv", "stages.csv", "wide.txt", "github.json", "book.xlsx", "book.ods")


@pytest.mark.parametrize("name", BECOME_HISTORIES)
def test_a_seed_is_a_whole_file(tmp_path: Path, name: str) -> None:
    content = files()[name]
    if name == "github.json":
        content = content.replace(b"not_planned", b"completed").replace(
            b'"merged_at": null', b'"merged_at": 1'
        )
    assert imports_or_says(tmp_path, name, content) == "history"


def test_files_changed_at_random_give_a_history_or_a_fault() -> None:
    found = fuzz(60, most=250)
    assert found.failures == {}
    assert found.files == 250
    assert found.histories > 20
    assert found.faults > 20


def test_the_fuzzer_s_inputs_are_all_kinds_of_files(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    made = [unpacked(path.read_bytes())[0] for path in sorted(tmp_path.iterdir())]
    assert set(made) == {*NAMES, *(name for name, _ in WORKBOOK_PARTS)}
    assert unpacked(b"") == (NAMES[0], b"")


@pytest.mark.skipif(
    find_spec("atheris") is None, reason="atheris is not installed (pip install 'headrace[fuzz]')"
)
def test_a_guided_run_goes_on_in_fresh_processes_that_keep_within_their_memory() -> None:
    done = guided_slices(12, runs=600)
    assert [one.status for one in done] == [0] * len(done), done[-1].told
    assert len(done) >= 2
    assert done[0].files >= 600
    assert 0 < max(one.memory for one in done) < MEMORY


KEYS = st.sampled_from(
    [
        "key",
        "id",
        "fields",
        "status",
        "summary",
        "created",
        "resolution",
        "changelog",
        "histories",
        "values",
        "items",
        "field",
        "fromString",
        "toString",
        "total",
        "names",
        "issues",
        "cards",
        "actions",
        "lists",
        "idList",
        "idShort",
        "name",
        "data",
        "card",
        "listBefore",
        "listAfter",
        "old",
        "closed",
        "type",
        "date",
        "number",
        "title",
        "state",
        "state_reason",
        "labels",
        "pull_request",
        "merged_at",
        "repository",
        "customFields",
        "customFieldItems",
        "value",
        "content",
        "text",
    ]
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 10**14),
    st.sampled_from(
        ("", "Done", "status", "Flagged", "2025-01-01", "updateCard", "677512d0" + "0" * 16, "doc")
    ),
    st.text(max_size=4),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)


@settings(max_examples=max(100, settings().max_examples))
@given(VALUES)
def test_any_json_of_the_words_of_trackers_gives_a_history_or_a_fault(value: object) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert imports_or_says(Path(folder), "any.json", json.dumps(value).encode())


CELLS = "".join(
    f"<c{kind}{style}>{inner}</c>"
    for kind in ("", ' t="s"', ' t="e"', ' t="b"', ' t="inlineStr"', ' t="d"', ' t="x"')
    for style in ("", ' s="1"', ' s="-1"', ' r="A1"', ' r="9"', ' r="ZZZZ1"')
    for inner in ("", "<v/>", "<v>1</v>", "<v>x</v>", "<v>99999999999</v>", "<f/>", "<is/>", "<is><t/></is>")
)


def test_every_kind_of_cell_is_read_or_passed_over(tmp_path: Path) -> None:
    kind = len(NAMES) + WORKBOOK_PARTS.index(("book.xlsx", "xl/worksheets/sheet1.xml"))
    header = "<row>" + "".join(f'<c t="inlineStr"><is><t>h{n}</t></is></c>' for n in range(336)) + "</row>"
    sheet = f'<w xmlns="m"><d>{header}<row>{CELLS}</row></d></w>'.encode()
    name, content = unpacked(bytes((kind,)) + sheet)
    assert imports_or_says(tmp_path, name, content).startswith("book.xlsx: ")
