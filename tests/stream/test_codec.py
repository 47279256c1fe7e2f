"""Streams as text."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from sim.errors import StreamFault
from sim.stream import (
    Calendar,
    ItemType,
    Scenario,
    Stage,
    Stream,
    dumps_stream,
    example,
    example_names,
    fingerprint,
    from_document,
    json_schema,
    load_stream,
    loads_stream,
    plain,
    set_value,
)
from tests.builders import constant, line, poisson, work
from tests.strategies import streams

SMALL: dict[str, Any] = {
    "format": "headrace.stream/1",
    "name": "Small",
    "item_types": [{"id": "item", "name": "Item"}],
    "arrivals": [{"kind": "backlog", "count": 3}],
    "stages": [{"id": "build", "name": "Build", "workers": 1, "time": {"family": "constant", "value": 1}}],
}


def refusal(text: str) -> tuple[str, str]:
    with pytest.raises(StreamFault) as refused:
        loads_stream(text)
    return refused.value.text, refused.value.hint


def small(**changes: Any) -> str:
    return json.dumps({**SMALL, **changes})


def stage(**changes: Any) -> str:
    return small(stages=[{**SMALL["stages"][0], **changes}])


# --- there and back


@settings(max_examples=80, suppress_health_check=list(HealthCheck))
@given(streams())
def test_a_written_stream_reads_back_the_same(made: Stream) -> None:
    text = dumps_stream(made)
    again = loads_stream(text)
    assert again == made
    assert dumps_stream(again) == text
    assert fingerprint(again) == fingerprint(made)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(streams())
def test_what_is_written_meets_the_schema(made: Stream) -> None:
    Draft202012Validator(json_schema()).validate(plain(made))


def test_the_canonical_text_is_short_and_ordered() -> None:
    made = line([2.0], arrivals=poisson(0.5), calendar=Calendar())
    assert dumps_stream(made) == (
        "{\n"
        '  "format": "headrace.stream/1",\n'
        '  "name": "Test",\n'
        '  "time_unit": "day",\n'
        '  "item_types": [\n'
        "    {\n"
        '      "id": "item",\n'
        '      "name": "Item",\n'
        '      "share": 1\n'
        "    }\n"
        "  ],\n"
        '  "arrivals": [\n'
        "    {\n"
        '      "kind": "interarrival",\n'
        '      "time": {\n'
        '        "family": "exponential",\n'
        '        "mean": 2\n'
        "      }\n"
        "    }\n"
        "  ],\n"
        '  "stages": [\n'
        "    {\n"
        '      "id": "s1",\n'
        '      "name": "S1",\n'
        '      "kind": "work",\n'
        '      "workers": 1,\n'
        '      "time": {\n'
        '        "family": "constant",\n'
        '        "value": 2\n'
        "      }\n"
        "    }\n"
        "  ]\n"
        "}\n"
    )


def test_the_order_of_names_in_the_text_does_not_matter() -> None:
    shuffled = dict(reversed(list(SMALL.items())))
    assert loads_stream(json.dumps(shuffled)) == loads_stream(small())
    times = {"b": constant(1.0), "a": constant(2.0)}
    forward = line([1.0], arrivals=poisson(1.0), time_by_type=times)
    backward = line([1.0], arrivals=poisson(1.0), time_by_type=dict(reversed(times.items())))
    assert dumps_stream(forward) == dumps_stream(backward)


def test_class_is_written_by_its_own_name() -> None:
    typed = ItemType.model_validate({"id": "a", "name": "A", "class": "fast"})
    assert plain(typed) == {"id": "a", "name": "A", "class": "fast"}


def test_whole_numbers_may_be_written_with_a_point() -> None:
    assert loads_stream(stage(workers=2.0, wip_limit=1e1)) == loads_stream(stage(workers=2, wip_limit=10))


# --- fingerprints


def test_a_fingerprint_changes_with_every_value_and_only_so() -> None:
    made = example()
    assert fingerprint(made) == fingerprint(loads_stream(dumps_stream(made)))
    changed = set_value(made, "stages.test.wip_limit", 4)
    assert fingerprint(changed) != fingerprint(made)
    assert fingerprint(set_value(changed, "stages.test.wip_limit", 5)) == fingerprint(made)
    assert len(fingerprint(made)) == 64


def test_a_fingerprint_is_the_same_in_every_version() -> None:
    expected = "c6532e2267da3271ad207c2d772b9266ba106ec48e6d4e36c76752f55f9bb159"
    assert fingerprint(loads_stream(small())) == expected


# --- not JSON, not a stream


def test_broken_json_is_located() -> None:
    assert refusal('{"format": "headrace.stream/1",\n  "name" "x"}') == (
        "The text is not JSON: Expecting ':' delimiter in line 2, column 10.",
        "Mend that place, or write the stream anew with `headrace example`.",
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "The text is not JSON: Expecting value in line 1, column 1."),
        ("[1]", "The text is JSON, but not an object."),
        ("{}", "The field format is missing: this may not be a stream."),
        (
            '{"format": "headrace.stream/2"}',
            "The stream is of format version 2; this program reads version 1.",
        ),
        ('{"format": "other/1"}', 'The format is "other/1", not a stream\'s.'),
        ('{"format": 7}', 'The format is "7", not a stream\'s.'),
        ('{"a": 1, "a": 2}', "The field a stands twice in one object."),
        ('{"a": NaN}', "NaN is not a JSON number."),
        ('{"a": -Infinity}', "-Infinity is not a JSON number."),
        ('{"a": 1e999}', "1e999 is too large a number."),
        ('{"a": ' + "9" * 5000 + "}", "The text has a number with too many digits."),
        ("[" * 100_000, "The text is nested too deeply for a stream."),
    ],
)
def test_what_is_no_stream_is_refused(text: str, fault: str) -> None:
    assert refusal(text)[0] == fault


def test_a_byte_order_mark_is_no_fault() -> None:
    assert loads_stream("\ufeff" + small()) == loads_stream(small())


# --- shape


SHAPES: list[tuple[str, str, str]] = [
    (small(stagse=[]), "stagse: There is no field stagse here.", "Did you mean stages?"),
    (
        stage(wip_limt=3),
        "stages.build.wip_limt: There is no field wip_limt here.",
        "Did you mean wip_limit?",
    ),
    (
        small(arrivals=[{"kind": "cadence", "evry": 2, "every": 1}]),
        "arrivals.0.evry: There is no field evry here.",
        "Did you mean every?",
    ),
    (
        stage(time={"family": "lognormal", "p50": 0.8, "p85": 0.5}),
        "stages.build.time: p85 of a lognormal is 0.5, below its p50 0.8; p85 must be at least p50.",
        "Raise p85 or lower p50.",
    ),
    (
        stage(time={"family": "lognorml", "p50": 0.8, "p85": 1}),
        'stages.build.time.family: "lognorml" is not one of constant, uniform, triangular, pert, '
        "exponential, erlang, gamma, lognormal, weibull, empirical.",
        "Did you mean lognormal?",
    ),
    (
        stage(time_by_type={"item": {"family": "constant"}}),
        "stages.build.time_by_type.item: a constant takes value; none is given.",
        "Give value.",
    ),
    (
        stage(workers="2"),
        'stages.build.workers: "2" is not a whole number.',
        "Write it without quotes and without a fraction.",
    ),
    (
        stage(workers=2.5),
        "stages.build.workers: 2.5 is not a whole number.",
        "Write it without quotes and without a fraction.",
    ),
    (
        stage(workers=True),
        "stages.build.workers: true is not a whole number.",
        "Write it without quotes and without a fraction.",
    ),
    (
        stage(kind="wrk"),
        'stages.build.kind: "wrk" is not one of work, wait.',
        "Did you mean work?",
    ),
    (
        small(name=7),
        "name: 7 is not a text.",
        "Put it in quotes.",
    ),
    (
        small(stages={}),
        "stages: an object is not a list.",
        "Put it in square brackets.",
    ),
    (
        small(stages=[5]),
        "stages.0: 5 is not an object.",
        "Put it in curly brackets, with named fields.",
    ),
    (
        small(arrivals=[{"kind": "backlg", "count": 1}]),
        'arrivals.0.kind: "backlg" is not one of interarrival, cadence, schedule, backlog, saturated.',
        "Did you mean backlog?",
    ),
    (
        small(arrivals=[{"count": 1}]),
        "arrivals.0: The field kind is missing.",
        "Add kind: interarrival, cadence, schedule, backlog or saturated.",
    ),
    (
        small(arrivals=[{"kind": "cadence"}]),
        "arrivals.0.every: The field every is missing.",
        "Add every.",
    ),
    (
        small(calendar={"holidays": ["15 May 2026"]}),
        'calendar.holidays.0: "15 May 2026" is not a date.',
        "Write it like 2026-05-15.",
    ),
    (
        small(item_types=[{"id": "new feature", "name": "Feature"}]),
        'item_types.new feature.id: The id "new feature" is not one; an id has letters, digits, _ and -, '
        "at most 64.",
        "Give a plain id; names may hold anything.",
    ),
    (
        stage(rework=[{"to": "build", "probability": "often"}]),
        'stages.build.rework.0.probability: "often" is not a number.',
        "Write it without quotes.",
    ),
    (
        small(board=[{"type": "item", "stage": "build", "state": "idle"}]),
        'board.0.state: "idle" is not one of waiting, active, finished.',
        "Write one of waiting, active, finished.",
    ),
    (
        stage(on_finish=None),
        "stages.build.on_finish: null is not one of free, hold.",
        "Write one of free, hold.",
    ),
    (
        small(item_types=[{"name": "Feature"}]),
        "item_types.0.id: The field id is missing.",
        "Add id.",
    ),
]


@pytest.mark.parametrize(("text", "fault", "hint"), SHAPES)
def test_faults_of_shape_are_said_in_words(text: str, fault: str, hint: str) -> None:
    assert refusal(text) == (fault, hint)


def test_all_faults_of_shape_are_said_at_once() -> None:
    text, hint = refusal(stage(workers="2", wip_limt=3))
    assert text == (
        'The stream has 2 faults: (1) stages.build.workers: "2" is not a whole number. '
        "(2) stages.build.wip_limt: There is no field wip_limt here."
    )
    assert hint == "(1) Write it without quotes and without a fraction. (2) Did you mean wip_limit?"


def test_no_fault_speaks_of_the_machinery() -> None:
    for text, _, _ in SHAPES:
        said = " ".join(refusal(text)).lower()
        assert "pydantic" not in said
        assert "input" not in said


# --- files


def test_a_file_is_read_and_named_in_faults(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(small(), encoding="utf-8-sig")
    bad.write_text(small(stagse=[]))
    assert load_stream(good) == loads_stream(small())
    assert load_stream(str(good)) == loads_stream(small())
    with pytest.raises(StreamFault) as refused:
        load_stream(bad)
    assert refused.value.text == "bad.json: stagse: There is no field stagse here."


def test_what_is_no_readable_file_is_refused(tmp_path: Path) -> None:
    latin, large = tmp_path / "latin.json", tmp_path / "large.json"
    latin.write_bytes(small(name="Café").replace("\\u00e9", "é").encode("cp1252"))
    with large.open("wb") as file:
        file.truncate(10_000_001)
    expected = {
        tmp_path / "none.json": f"There is no file {tmp_path / 'none.json'}.",
        tmp_path: f"{tmp_path} is a folder, not a file.",
        large: f"{large} has 10 MB; a stream's file has at most 10 MB.",
        latin: f"{latin} is not UTF-8 text: the byte at position 44 is not.",
    }
    for path, text in expected.items():
        with pytest.raises(StreamFault) as refused:
            load_stream(path)
        assert refused.value.text == text


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    locked = tmp_path / "locked.json"
    locked.write_text(small())
    locked.chmod(stat.S_IWUSR)
    with pytest.raises(StreamFault, match="may not be read"):
        load_stream(locked)


# --- schema


@pytest.mark.parametrize("name", example_names())
def test_the_examples_meet_the_schema(name: str) -> None:
    Draft202012Validator(json_schema()).validate(plain(example(name)))


def test_the_schema_is_one_and_speaks_of_every_field() -> None:
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["required"][0] == "format"
    assert set(schema["properties"]) == set(Stream.model_fields)


@pytest.mark.parametrize(
    "document",
    [
        {},
        {**SMALL, "stagse": []},
        {**SMALL, "stages": [{"id": "build"}]},
        {**SMALL, "arrivals": [{"kind": "cadence"}]},
        {**SMALL, "format": "headrace.stream/2"},
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(document: dict[str, Any]) -> None:
    assert not Draft202012Validator(json_schema()).is_valid(document)
    with pytest.raises(StreamFault):
        loads_stream(json.dumps(document))


# --- parts


def test_a_part_is_read_like_a_whole() -> None:
    assert from_document(Stage, plain(work("Build", 2.0))) == work("Build", 2.0)
    scenario = Scenario(name="Two", changes=(("stages.build.workers", 2),))
    assert from_document(Scenario, plain(scenario)) == scenario
    with pytest.raises(StreamFault) as refused:
        from_document(Stage, {"id": "build"})
    assert refused.value.text == "name: The field name is missing."
