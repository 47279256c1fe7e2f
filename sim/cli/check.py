"""``headrace check``: everything that is wrong with a stream, at once."""

from __future__ import annotations

from typing import Annotated

import typer

from sim.cli.output import show_json
from sim.cli.sources import read_stream


def check(
    stream: Annotated[
        str, typer.Argument(help="A stream's JSON file, an example's name, or - for standard input.")
    ],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say what is wrong with a stream: where, what, and how to mend it."""
    from sim.errors import StreamFault
    from sim.stream import problems

    found = problems(read_stream(stream))
    errors = [one for one in found if one.severity == "error"]
    if json:
        show_json(
            {
                "ok": not errors,
                "problems": [
                    {"severity": one.severity, "where": one.where, "what": one.what, "fix": one.fix}
                    for one in found
                ],
            }
        )
        if errors:
            raise typer.Exit(1)
        return
    for one in found:
        typer.echo(f"{one.severity}: {one.where}: {one.what} {one.fix}", err=one.severity == "error")
    if errors:
        raise StreamFault(
            f"{stream} has {len(errors)} error{'s' if len(errors) > 1 else ''}.",
            "Mend what is listed above and check again.",
        )
    typer.echo(f"{stream}: nothing stands in the way of running it.")
