"""Values of a stream by path: ``stages.test.wip_limit``, ``arrivals.0.time.mean``."""

from __future__ import annotations

import json
import math
import types
from collections.abc import Mapping, Sequence
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from sim.distributions import Distribution
from sim.errors import StreamFault
from sim.stream.codec import from_document, plain
from sim.stream.faults import nearest, stream_fault
from sim.stream.stream import Stream

_KEYS = ("id", "to", "type")
"""Fields by which a path finds a part in a list, before its place is tried."""


class _Anything(BaseModel):
    """Stands for the model of a single value, which has none."""


_NOTHING = frozenset({"", "none", "null"})


def get_value(stream: Stream, path: str) -> Any:  # noqa: ANN401 - it is whatever stands there
    """Give the value at a path.

    Args:
        stream: Any stream.
        path: Names joined by points. Parts of a list go by id (rework by ``to``) or by place from 0.

    Raises:
        StreamFault: If the path leads nowhere; it names what is known there.
    """
    here: Any = stream
    parts = parts_of(path)
    for depth, part in enumerate(parts):
        here = _step(here, part, parts[:depth])
    return here


def with_value(stream: Stream, path: str, value: object) -> Stream:
    """Give the stream with another value at a path; everything else is shared with the old one.

    Args:
        stream: Any stream.
        path: As in :func:`get_value`.
        value: The new value: a part of a stream, plain JSON values, or a text.

    Raises:
        StreamFault: If the path leads nowhere, or the value does not fit there.
    """
    changed = _with(stream, parts_of(path), (), value)
    assert isinstance(changed, Stream)
    return changed


def parts_of(path: str) -> tuple[str, ...]:
    """Split a path at its points.

    Raises:
        StreamFault: If a part is empty.
    """
    parts = tuple(part.strip() for part in path.split("."))
    if not all(parts):
        raise StreamFault(f'"{path}" is not a path.', "Name a value, such as stages.test.wip_limit.")
    return parts


def _step(here: object, part: str, before: Sequence[str]) -> Any:  # noqa: ANN401
    if isinstance(here, BaseModel):
        return getattr(here, _field(here, part, before))
    if isinstance(here, tuple):
        return here[_place(here, part, before)]
    if isinstance(here, Mapping):
        if part not in here:
            raise _lost(part, tuple(here), before)
        return here[part]
    where = ".".join(before)
    state = "is not set" if here is None else "has no parts"
    raise StreamFault(f"{where} {state}, so there is no {part} in it.", f"Set {where} as a whole.")


def _with(here: object, parts: Sequence[str], before: tuple[str, ...], value: object) -> object:
    """Give ``here`` with the value at the rest of the path."""
    if not parts:
        return value
    part, rest = parts[0], parts[1:]
    below = (*before, part)
    if isinstance(here, BaseModel):
        name = _field(here, part, before)
        child = getattr(here, name)
        if not rest:
            return _with_field(here, name, value, below)
        one = _with(child, rest, below, value)
        # What was set deeper down is read already; a mapping and a distribution check their parts themselves.
        checked = not isinstance(child, Mapping) and not isinstance(here, Distribution)
        return here.model_copy(update={name: one}) if checked else _with_field(here, name, one, below)
    if isinstance(here, tuple) and here:
        place = _place(here, part, before)
        model = type(here[place])
        one = _with(here[place], rest, below, value) if rest else _as_part(model, value, below)
        return (*here[:place], one, *here[place + 1 :])
    if isinstance(here, Mapping) and not rest:
        kept = {name: one for name, one in here.items() if name != part}
        return kept if _is_nothing(value) else {**kept, part: _readable(value)}
    return _with_in_step(here, parts, before, value)


def _with_in_step(here: object, parts: Sequence[str], before: tuple[str, ...], value: object) -> object:
    one = _step(here, parts[0], before)
    if not isinstance(here, Mapping):
        raise AssertionError("only a mapping has parts that are neither fields nor places")
    return {**here, parts[0]: _with(one, parts[1:], (*before, parts[0]), value)}


def _field(model: BaseModel, part: str, before: Sequence[str]) -> str:
    names = {field.alias or name: name for name, field in type(model).model_fields.items()}
    if part in names:
        return names[part]
    if part in names.values():
        return part
    raise _lost(part, tuple(names), before)


def _place(parts: tuple[Any, ...], part: str, before: Sequence[str]) -> int:
    for key in _KEYS:
        for place, one in enumerate(parts):
            if getattr(one, key, None) == part:
                return place
    if part.isdecimal() and int(part) < len(parts):
        return int(part)
    known = [_key(one) or str(number) for number, one in enumerate(parts)]
    raise _lost(part, known, before)


def _key(part: object) -> str | None:
    return next((str(getattr(part, key)) for key in _KEYS if hasattr(part, key)), None)


def _lost(part: str, known: Sequence[str], before: Sequence[str]) -> StreamFault:
    """Say that a path leads nowhere."""
    where = f"in {'.'.join(before)}" if before else "in a stream"
    listed = f"Known are {', '.join(known)}." if known else "There is nothing there yet."
    guess = nearest(part, known)
    return StreamFault(f"There is no {part} {where}.", f"{guess} {listed}".strip())


def _with_field(model: BaseModel, name: str, value: object, path: tuple[str, ...]) -> BaseModel:
    """Give the model with one field replaced, once the value is seen to fit there."""
    if isinstance(model, Distribution):
        given = {"family": model.family, **model.given, "provenance": plain(model.provenance)}
        given[name] = None if _is_nothing(value) else _readable(value)
        document = {key: one for key, one in given.items() if one is not None}
        return Distribution.model_validate(_as_part(Distribution, document, path[:-1]))
    annotation = type(model).model_fields[name].annotation
    return model.model_copy(update={name: _fitting(annotation, value, path)})


def _as_part(model: type[Any], value: object, path: tuple[str, ...]) -> Any:  # noqa: ANN401
    if isinstance(value, model):
        return value
    if not issubclass(model, BaseModel):
        return _fitting(model, value, path)
    return from_document(model, plain(_readable(value)), ".".join(path))


def _fitting(annotation: Any, value: object, path: tuple[str, ...]) -> object:  # noqa: ANN401
    """Read a value for a field.

    Raises:
        StreamFault: If it does not fit there.
    """
    adapter: TypeAdapter[object] = TypeAdapter(annotation)
    candidate = plain(_candidate(annotation, value))
    if isinstance(candidate, float) and not math.isfinite(candidate):
        raise StreamFault(f"{'.'.join(path)}: {candidate} is not a finite number.", "Give a number.")
    try:
        # By way of JSON, where strict still takes a list for a tuple and a text for a date.
        return adapter.validate_json(json.dumps(candidate), strict=True)
    except ValidationError as found:
        model = _only_model(annotation) or _Anything
        raise stream_fault(found, model, candidate, ".".join(path)) from None


def _candidate(annotation: Any, value: object) -> object:  # noqa: ANN401
    """Turn a text as people write it into a value that the field may take."""
    optional = type(None) in get_args(annotation)
    if optional and _is_nothing(value):
        return None
    if Distribution in (annotation, *get_args(annotation)) and get_origin(annotation) is not dict:
        return _constant_if_number(_readable(value))
    if get_origin(annotation) is dict:
        return _with_constants(annotation, _readable(value))
    if not isinstance(value, str) or _takes_text(annotation):
        return value
    if any(get_origin(one) is tuple for one in (annotation, *get_args(annotation))):
        return _list_from(value)
    return _readable(value)


def _with_constants(annotation: Any, value: object) -> object:  # noqa: ANN401
    """Let bare numbers stand for constants in a mapping to distributions."""
    if Distribution not in get_args(annotation) or not isinstance(value, Mapping):
        return value
    return {key: _constant_if_number(one) for key, one in value.items()}


def _constant_if_number(value: object) -> object:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return {"family": "constant", "value": value} if number else value


def _list_from(text: str) -> object:
    """Read ``1,2,3`` or a JSON list."""
    read = _readable(text)
    if isinstance(read, str):
        return [_readable(part.strip()) for part in text.split(",") if part.strip()]
    return read if isinstance(read, (list, Mapping)) else [read]


def _takes_text(annotation: Any) -> bool:  # noqa: ANN401
    if hasattr(annotation, "__metadata__"):
        return _takes_text(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return any(_takes_text(one) for one in get_args(annotation))
    return annotation is str


def _only_model(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401
    choices = (annotation, *get_args(annotation))
    models = [one for one in choices if isinstance(one, type) and issubclass(one, BaseModel)]
    return models[0] if len(models) == 1 else None


def _is_nothing(value: object) -> bool:
    return value is None or (isinstance(value, str) and value.strip().lower() in _NOTHING)


def _readable(value: object) -> object:
    """Read a text as JSON where it is some, else leave it as it is."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
