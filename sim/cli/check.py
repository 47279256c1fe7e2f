"""``headrace check``: everything that is wrong with a stream, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.output import show_json
from sim.cli.sources import read_stream

if TYPE_CHECKING:
    from sim.stream import Stream


def check(
    stream: Annotated[
        str, typer.Argument(help="A stream's JSON file, an example's name, or - for standard input.")
    ],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say what is wrong with a stream: where, what, and how to mend it."""
    from sim.errors import StreamFault
    from sim.stream import problems

    model = read_stream(stream)
    found = problems(model)
    errors = [one for one in found if one.severity == "error"]
    if json:
        show_json(
            {
                "ok": not errors,
                "load": {} if errors else {path: load for path, _, load in loads_of(model)},
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
    loads = [f"{name} {load:.2f}" for _, name, load in loads_of(model)]
    if loads:
        typer.echo(f"load: {', '.join(loads)}")
    doubts = f"; {len(found)} warning{'s' if len(found) > 1 else ''} above" if found else ""
    typer.echo(f"{stream}: nothing stands in the way of running it{doubts}.")


def loads_of(stream: Stream) -> list[tuple[str, str, float]]:
    """Give path, name and offered load of each stage with workers of its own, and of each team.

    Nothing is offered to a stream whose items are given, or come as fast as they can.
    """
    from sim.stream import offered_load, team_loads

    teams = {team.id: team.name for team in stream.teams}
    found = [
        (f"stages.{one.stage}", stream.stage(one.stage).name, one.load)
        for one in offered_load(stream)
        if stream.stage(one.stage).team is None
    ]
    found += [(f"teams.{one.team}", teams[one.team], one.load) for one in team_loads(stream)]
    return found if any(load for _, _, load in found) else []
