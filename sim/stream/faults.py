"""What a document's shape gets wrong, in words: pydantic's findings as problems."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from sim.errors import StreamFault
from sim.stream.problem import Problem, error, fault_of
from sim.wording import joined

_KINDS_OF_VALUE = {
    "string_type": ("a text", "Put it in quotes."),
    "int_type": ("a whole number", "Write it without quotes and without a fraction."),
    "int_parsing": ("a whole number", "Write digits only."),
    "int_from_float": ("a whole number", "Round it."),
    "int_parsing_size": ("a whole number of at most 18 digits", "Give a smaller one."),
    "float_type": ("a number", "Write it without quotes."),
    "float_parsing": ("a number", "Write digits, with a point before decimals."),
    "finite_number": ("a finite number", "Give a number; leave the field out for no limit."),
    "bool_type": ("true or false", "Write true or false without quotes."),
    "bool_parsing": ("true or false", "Write true or false."),
    "tuple_type": ("a list", "Put it in square brackets."),
    "list_type": ("a list", "Put it in square brackets."),
    "dict_type": ("an object", "Put it in curly brackets, by name."),
    "model_type": ("an object", "Put it in curly brackets, with named fields."),
    "model_attributes_type": ("an object", "Put it in curly brackets, with named fields."),
    "date_type": ("a date", "Write it like 2026-05-15."),
    "date_parsing": ("a date", "Write it like 2026-05-15."),
    "date_from_datetime_parsing": ("a date", "Write it like 2026-05-15."),
    "date_from_datetime_inexact": ("a date without a time of day", "Write it like 2026-05-15."),
}


def problems_in(
    found: ValidationError, model: type[BaseModel], document: object, where: str = ""
) -> tuple[Problem, ...]:
    """Say everything that a validation found, in words and with paths by id.

    Args:
        found: What pydantic found.
        model: The model that was asked for.
        document: The document as plain JSON values; ids for the paths are read from it.
        where: Path of the document in a larger one; empty if it is the whole.

    Returns:
        One problem a finding, in document order; all are errors.
    """
    return tuple(_problem(dict(one), model, document, where) for one in found.errors(include_url=False))


def stream_fault(
    found: ValidationError, model: type[BaseModel], document: object, where: str = ""
) -> StreamFault:
    """Put everything that a validation found into one fault."""
    return fault_of(problems_in(found, model, document, where))


def nearest(name: str, known: Sequence[str]) -> str:
    """Suggest the known name that was probably meant: ``Did you mean wip_limit?``, or nothing."""
    close = get_close_matches(name, known, n=1, cutoff=0.6)
    return f"Did you mean {close[0]}?" if close else ""


def _problem(one: Mapping[str, Any], model: type[BaseModel], document: object, where: str) -> Problem:
    below, parent, annotation = _walk(one["loc"], model, document)
    path = ".".join(part for part in (where, below) if part) or "the document"
    name = str(one["loc"][-1]) if one["loc"] else "the document"
    kind, context = one["type"], one.get("ctx", {})
    if kind == "distribution":
        return error(path, f"{context['text']}.", context["hint"])
    if kind == "missing":
        return error(path, f"The field {name} is missing.", f"Add {name}.")
    if kind == "extra_forbidden":
        return _unknown_field(path, name, parent)
    if kind in ("literal_error", "enum"):
        return _not_a_choice(path, one["input"], context["expected"])
    if kind == "union_tag_not_found":
        return error(path, "The field kind is missing.", _kinds_hint(annotation))
    if kind == "union_tag_invalid":
        return _not_a_choice(f"{path}.kind", context["tag"], context["expected_tags"])
    if kind in ("string_pattern_mismatch", "string_too_long"):
        return error(
            path,
            f"The id {_shown(one['input'])} is not one; an id has letters, digits, _ and -, at most 64.",
            "Give a plain id; names may hold anything.",
        )
    rule, fix = _KINDS_OF_VALUE.get(kind, (None, "Correct it; `headrace schema` prints what may stand here."))
    if rule is None:
        return error(path, f"{_shown(one['input'])} cannot stand here: {one['msg']}.", fix)
    return error(path, f"{_shown(one['input'])} is not {rule}.", fix)


def _unknown_field(path: str, name: str, parent: type[BaseModel] | None) -> Problem:
    known = _field_names(parent) if parent is not None else ()
    fix = nearest(name, known) or (f"Known fields are {', '.join(known)}." if known else "Remove it.")
    return error(path, f"There is no field {name} here.", fix)


def _not_a_choice(path: str, value: object, expected: str) -> Problem:
    choices = [part.strip().strip("'") for part in expected.replace(" or ", ", ").split(",") if part.strip()]
    guess = nearest(str(value), choices)
    one_of = choices[0] if len(choices) == 1 else f"one of {', '.join(choices)}"
    return error(path, f"{_shown(value)} is not {one_of}.", guess or f"Write {one_of}.")


def _kinds_hint(annotation: Any) -> str:  # noqa: ANN401
    kinds = [
        get_args(one.model_fields["kind"].annotation)[0]
        for one in _variants(annotation)
        if "kind" in one.model_fields
    ]
    return f"Add kind: {joined(kinds, 'or')}."


def _field_names(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _shown(value: object) -> str:
    """Show a value as it stands in the document, cut where it is long."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, (list, tuple)):
        return "a list"
    text = f'"{value}"' if isinstance(value, str) else f"{value}"
    return text if len(text) <= 40 else f"{text[:37]}…"


def _walk(
    loc: Sequence[str | int], model: type[BaseModel], document: object
) -> tuple[str, type[BaseModel] | None, Any]:
    """Turn pydantic's location into a path by id.

    Returns:
        The path, the model that holds the last part (None where it is not a model's), and the annotation
        of the last part.
    """
    parts: list[str] = []
    annotation: Any = model
    parent: type[BaseModel] | None = model
    here = document
    for step in loc:
        tagged = _tagged(annotation, step)
        if tagged is not None:  # the step names the kind chosen, it is not in the document
            annotation = parent = tagged
            continue
        parent = _model_in(annotation)
        annotation = _annotation_below(annotation, step)
        here = _below(here, step)
        parts.append(_name_of(step, here))
    return ".".join(parts), parent, annotation


def _name_of(step: str | int, value: object) -> str:
    if isinstance(step, int) and isinstance(value, Mapping) and isinstance(value.get("id"), str):
        return str(value["id"])
    return str(step)


def _below(value: object, step: str | int) -> object:
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, (list, tuple)) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def _variants(annotation: Any) -> tuple[Any, ...]:  # noqa: ANN401 - an annotation has no type of its own
    """Give the alternatives of an annotation, without None and without Annotated's notes."""
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType):
        return tuple(one for part in get_args(annotation) for one in _variants(part) if one is not type(None))
    if hasattr(annotation, "__metadata__"):
        return _variants(get_args(annotation)[0])
    return (annotation,)


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401
    models = [one for one in _variants(annotation) if isinstance(one, type) and issubclass(one, BaseModel)]
    return models[0] if len(models) == 1 else None


def _tagged(annotation: Any, step: str | int) -> type[BaseModel] | None:  # noqa: ANN401
    models = [one for one in _variants(annotation) if isinstance(one, type) and issubclass(one, BaseModel)]
    if len(models) < 2:
        return None
    for one in models:
        kind = one.model_fields.get("kind")
        if kind is not None and get_origin(kind.annotation) is Literal and step in get_args(kind.annotation):
            return one
    return None


def _annotation_below(annotation: Any, step: str | int) -> Any:  # noqa: ANN401
    model = _model_in(annotation)
    if model is not None:
        for name, field in model.model_fields.items():
            if step in (name, field.alias):
                return field.annotation
        return None
    for one in _variants(annotation):
        arguments = get_args(one)
        if get_origin(one) is tuple and arguments:
            return arguments[0]
        if get_origin(one) is dict:
            return arguments[1]
    return None
