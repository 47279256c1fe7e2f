"""``headrace schema``: the JSON Schema of a stream."""

from __future__ import annotations

from typing import Annotated

import typer

from sim.cli.output import show_json


def schema(
    json: Annotated[bool, typer.Option("--json", help="The same: a schema is JSON.")] = False,  # noqa: ARG001
) -> None:
    """Print the JSON Schema (draft 2020-12) of a stream's written form."""
    from sim.stream import json_schema

    show_json(json_schema())
