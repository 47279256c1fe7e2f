"""Long texts are written and read as the standard library does it, in pieces."""

from __future__ import annotations

import json
import sys
import threading
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.store.long_json import dumps_long, loads_long
from tests.store.projects import JSON

AWKWARD = ("", ",", '"', "\\", '\\"', 'a","b', "[", "]", "{", "}", ":", "é", "plain", "x\\", '","', "a,")
TEXTS = st.lists(st.one_of(st.sampled_from(AWKWARD), st.text(max_size=4)), max_size=40)
TABLES = st.dictionaries(st.sampled_from([*AWKWARD, "names"]), st.one_of(TEXTS, JSON), max_size=4)


def compact(value: Any) -> str:  # noqa: ANN401
    return json.dumps(value, separators=(",", ":"))


@given(value=st.one_of(TABLES, TEXTS, JSON), at_once=st.integers(1, 9))
def test_a_text_is_the_one_that_the_standard_library_writes(value: Any, at_once: int) -> None:  # noqa: ANN401
    assert dumps_long(value, at_once) == compact(value)


@given(value=st.one_of(TABLES, TEXTS, JSON), at_once=st.integers(1, 30))
def test_what_was_written_is_read_back(value: Any, at_once: int) -> None:  # noqa: ANN401
    assert loads_long(compact(value), at_once) == value


@given(value=TABLES, at_once=st.integers(1, 30))
def test_a_text_with_spaces_is_read_too(value: dict[str, Any], at_once: int) -> None:
    assert loads_long(json.dumps(value, indent=1), at_once) == value


@given(value=TABLES, at_once=st.integers(1, 20), cut=st.integers(1, 60))
def test_a_text_cut_short_is_no_json(value: dict[str, Any], at_once: int, cut: int) -> None:
    text = compact(value)
    with pytest.raises(ValueError, match="char"):
        loads_long(text[: max(1, len(text) - cut)], at_once)


@pytest.mark.parametrize(
    "text", ['{"a":[]}]', '{"a":[]},', "{1:2}", '{"a" 1}', '["a","b"', '{"a":["b","c"]x']
)
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="char"):
        loads_long(text, 1)


def longest_wait_ms(work: Any) -> float:  # noqa: ANN401
    """Give the longest pause of a thread that wants to go on every millisecond meanwhile."""
    pauses, over = [0.0], threading.Event()

    def beat() -> None:
        last = time.perf_counter()
        while not over.is_set():
            time.sleep(0.001)
            here = time.perf_counter()
            pauses.append(here - last)
            last = here

    thread = threading.Thread(target=beat)
    thread.start()
    work()
    over.set()
    thread.join()
    return max(pauses) * 1e3


def test_another_thread_goes_on_meanwhile() -> None:
    table = {"names": [f"T-{n}" for n in range(1_000_000)]}
    text = compact(table)
    at_a_stretch = min(longest_wait_ms(lambda: json.loads(text)) for _ in range(3))
    in_pieces = min(longest_wait_ms(lambda: loads_long(text)) for _ in range(3))
    switch_ms = sys.getswitchinterval() * 1e3
    assert in_pieces < max(at_a_stretch * 0.7, 4 * switch_ms)
