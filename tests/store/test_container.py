"""Parts in a database: what goes in comes out, and the digest sees every byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import ProjectFault
from sim.store.container import Damage, pack, unpack, version_of
from sim.store.parts import Part

ASCII = st.text(st.characters(max_codepoint=127, exclude_characters="\0"), max_size=200)
PARTS = st.dictionaries(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=9),
    st.builds(Part, st.just("json"), ASCII.map(str.encode))
    | st.builds(
        Part, st.just("array.zlib"), st.binary(max_size=5000), st.sampled_from(["<f8", ""]), st.integers(0, 9)
    ),
    max_size=4,
)


@given(parts=PARTS, version=st.integers(1, 2**31 - 1))
def test_parts_and_version_come_back(parts: dict[str, Part], version: int) -> None:
    content = pack(parts, version)
    assert unpack(content) == parts
    assert version_of(content, "a") == version


def test_the_order_of_parts_makes_no_difference() -> None:
    one, two = Part("json", b"1"), Part("json", b"2")
    assert pack({"a": one, "b": two}, 1) == pack({"b": two, "a": one}, 1)


def test_a_note_full_of_zeros_is_not_taken_for_the_place_of_the_digest() -> None:
    zeros = {"0" * 64: Part("json", b'"' + b"0" * 500 + b'"')}
    assert unpack(pack(zeros, 1)) == zeros


def test_a_digest_copied_from_another_file_is_refused() -> None:
    first, second = pack({"a": Part("json", b"1")}, 1), pack({"a": Part("json", b"2")}, 1)
    place = next(n for n in range(len(first)) if first[n] != second[n])
    mixed = second[:place] + first[place : place + 64] + second[place + 64 :]
    with pytest.raises(Damage, match="not as it was saved"):
        unpack(mixed)


def test_an_empty_part_list_is_a_file_too() -> None:
    assert unpack(pack({}, 1)) == {}


@pytest.mark.parametrize("length", [1, 15, 16, 99])
def test_a_header_cut_short_is_damage(length: int) -> None:
    with pytest.raises(ProjectFault, match="cut short"):
        version_of(pack({}, 1)[:length], "a")
