"""The JSON Schema of a stream's written form, told field by field."""

from __future__ import annotations

import re
from typing import Any

from sim.stream.stream import FORMAT, Stream

_ATTRIBUTE = re.compile(r"^    (\w+): (.*?)(?=\n    \w+: |\Z)", re.DOTALL | re.MULTILINE)


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a stream's written form."""
    schema = Stream.model_json_schema(by_alias=True)
    schema["required"] = ["format", *schema.get("required", ())]
    for part in (schema, *schema.get("$defs", {}).values()):
        _describe(part)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{FORMAT.replace('/', ':')}",
    }
    return {**head, **schema}


def _describe(part: dict[str, Any]) -> None:
    """Move what a docstring says of its attributes to the properties themselves."""
    text, heading, attributes = part.get("description", "").partition("\n\nAttributes:\n")
    if not heading:
        return
    part["description"] = text
    told = {name: " ".join(words.split()) for name, words in _ATTRIBUTE.findall(attributes)}
    told["class"] = told.pop("class_id", "")
    alternatives = (part, *part.get("oneOf", ()))
    for properties in (one["properties"] for one in alternatives if "properties" in one):
        for name, words in told.items():
            if name in properties and words:
                properties[name] = {**properties[name], "description": words}
