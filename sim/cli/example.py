"""``headrace example``: the streams that come with the program."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.output import show_document, show_json, show_table, written


def example(
    name: Annotated[str | None, typer.Argument(help="Which one; the list of all without it.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write it to a file instead of printing it.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False,
) -> None:
    """List the example streams, or print one as JSON."""
    from sim.stream import dumps_stream, example_names
    from sim.stream import example as read_example

    if name is not None:
        text = dumps_stream(read_example(name))
        if output is None:
            show_document(text)
            return
        with written(output) as draft:
            draft.write_text(text + "\n", encoding="utf-8")
        typer.echo(f"Wrote {output}", err=True)
        return
    if output is not None:
        raise typer.BadParameter("needs the NAME of an example", param_hint="--output / -o")
    streams = [(one, read_example(one)) for one in example_names()]
    if json:
        show_json([{"name": one, "title": it.name, "description": it.description} for one, it in streams])
        return
    show_table(
        "Example streams",
        ("name", "what it is"),
        [[one, it.description] for one, it in streams],
        words=("what it is",),
    )
