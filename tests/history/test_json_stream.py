"""JSON a value at a time: the same as all at once, in little memory, and clear about what is broken."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import HistoryFault
from sim.history import json_stream as room
from sim.history.json_stream import Entries, Entry


def entries(text: str, *lists: str) -> Entries:
    return Entries(io.StringIO(text), "x.json", frozenset(lists))


def fault(text: str) -> str:
    with pytest.raises(HistoryFault) as caught:
        list(entries(text, "issues"))
    assert caught.value.hint
    return caught.value.text


def test_a_list_is_given_entry_by_entry() -> None:
    assert list(entries('[1, {"a": [2]}, null, "x", true]')) == [
        Entry("[]", "1"),
        Entry("[]", {"a": ["2"]}),
        Entry("[]", None),
        Entry("[]", "x"),
        Entry("[]", True),
    ]


def test_lists_that_are_asked_for_are_given_entry_by_entry_and_the_rest_at_the_end() -> None:
    text = '{"total": 2, "issues": [{"a": 1}, 2], "other": [3], "names": {"k": "v"}}'
    assert list(entries(text, "issues")) == [
        Entry("issues", {"a": "1"}),
        Entry("issues", "2"),
        Entry("{}", {"total": "2", "other": ["3"], "names": {"k": "v"}}),
    ]


def test_values_one_after_the_other_are_read_too() -> None:
    assert list(entries('{"a":1}\n{"a":2}\n[3][4]')) == [
        Entry("{}", {"a": "1"}),
        Entry("{}", {"a": "2"}),
        Entry("[]", "3"),
        Entry("[]", "4"),
    ]


def test_numbers_stay_as_they_are_written() -> None:
    assert [entry.value for entry in entries("[1.50, 1e3, -0, 12345678901234567890, NaN]")] == [
        "1.50", "1e3", "-0", "12345678901234567890", "NaN",
    ]  # fmt: skip


def test_nothing_holds_nothing() -> None:
    assert list(entries(" \n\t")) == []
    assert list(entries("[]")) == []
    assert list(entries("{}")) == [Entry("{}", {})]


def test_names_that_stand_twice_are_told_and_the_last_counts() -> None:
    read = entries('{"a": 1, "a": 2, "issues": [{"b": 1, "c": 1, "b": 3}], "issues": []}', "issues")
    assert list(read) == [Entry("issues", {"b": "3", "c": "1"}), Entry("{}", {"a": "2"})]
    assert read.repeated == {"a", "b", "issues"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1,\n2", "x.json breaks off: the entry in line 2 is not whole."),
        ('[{"a": 1},\n{"a": "never', "x.json breaks off: the entry in line 2 is not whole."),
        ('{"issues": [1', "x.json breaks off: the entry in line 1 is not whole."),
        ('{"a": 1', "x.json breaks off: the entry in line 1 is not whole."),
        ('{"a"', "x.json breaks off: the entry in line 1 is not whole."),
        ("{", "x.json breaks off: the entry in line 1 is not whole."),
        ("[tru", "x.json breaks off: the entry in line 1 is not whole."),
        ("[1 2]" + " " * 99, 'x.json is no JSON, line 1: a comma or "]" is expected.'),
        ("[1,]" + " " * 99, "x.json is no JSON, line 1: a value is expected."),
        ("{1: 2}" + " " * 99, "x.json is no JSON, line 1: a name and a colon are expected."),
        ('{"a" 2}' + " " * 99, "x.json is no JSON, line 1: a name and a colon are expected."),
        ('[\n\n{"a": x}]' + " " * 99, "x.json is no JSON, line 3: Expecting value."),
        ("[" * 200_000, "x.json nests lists and objects too deeply (line 1)."),
        ('{"a":' * 200_000, "x.json nests lists and objects too deeply (line 1)."),
    ],
)
def test_what_is_no_json_is_said_in_one_sentence(text: str, said: str) -> None:
    assert fault(text) == said


def test_an_entry_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MAX_VALUE", 1_000)
    monkeypatch.setattr(room, "_CHUNK", 100)
    assert (
        fault('["' + "x" * 5_000 + '"]') == "x.json holds, in line 1, an entry of more than 1,000 characters."
    )
    assert fault('{"a": "' + "x" * 5_000 + '"}').startswith("x.json holds")
    assert fault("{" + ",".join(f'"m{n}": "{"x" * 90}"' for n in range(20)) + "}").startswith("x.json holds")


class Endless:
    """A list of many entries that stands nowhere."""

    def __init__(self, count: int) -> None:
        self._pieces: Iterable[str] = iter(["[1", *([', {"title": "one", "n": [1, 2]}'] * count), "]"])

    def read(self, size: int, /) -> str:
        return "".join(piece for _, piece in zip(range(size // 32), self._pieces, strict=False))


def test_a_long_list_takes_little_memory() -> None:
    tracemalloc.start()
    found = 0
    for _ in Entries(Endless(200_000), "x.json", frozenset()):
        found += 1
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == 200_001
    assert most < 5_000_000


JSON = st.recursive(
    st.none() | st.booleans() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


class Slow(io.StringIO):
    """A text that comes a few characters at a time."""

    def __init__(self, text: str, size: int) -> None:
        super().__init__(text)
        self._size = size

    def read(self, _size: int | None = -1) -> str:
        return super().read(self._size)


@pytest.mark.parametrize("size", range(1, 12))
def test_numbers_are_whole_wherever_the_pieces_end(size: int) -> None:
    read = Entries(Slow('[12345, -6.75e3]{"total": 890}', size), "x.json", frozenset())
    assert [entry.value for entry in read] == ["12345", "-6.75e3", {"total": "890"}]


@given(st.lists(JSON, max_size=5), st.sampled_from((None, 1)), st.integers(1, 40))
def test_any_list_is_read_whatever_the_pieces_it_comes_in(
    values: list[object], indent: int | None, size: int
) -> None:
    text = json.dumps(values, indent=indent)
    assert [entry.value for entry in Entries(Slow(text, size), "x.json", frozenset())] == values
