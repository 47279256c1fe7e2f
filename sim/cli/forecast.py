"""``headrace forecast``: when will it be done, or how many by then."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from sim.cli.output import show_json, show_lines, show_table, show_warnings
from sim.cli.sources import read_history
from sim.errors import UserFault

if TYPE_CHECKING:
    from sim.forecast import Forecast
    from sim.stream import Calendar


def parse_date(text: str | None, option: str) -> dt.date | None:
    """Read an ISO date.

    Raises:
        UserFault: If it is not one.
    """
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UserFault(f"{option} {text!r} is not a date.", "Write it as 2026-03-31.") from None


def parse_percentiles(text: str) -> tuple[int, ...]:
    """Read percentiles such as ``50,85``; one given twice counts once.

    Raises:
        UserFault: If one is not a whole number from 1 to 99.
    """
    try:
        marks = tuple(int(word) for word in text.replace(" ", ",").split(",") if word)
    except ValueError:
        raise UserFault(f"Percentiles {text!r} are not whole numbers.", "Write 50,85, say.") from None
    if not marks or not all(1 <= mark <= 99 for mark in marks):
        raise UserFault(f"Percentiles {text!r} are not all from 1 to 99.", "Write 50,85, say.")
    return tuple(dict.fromkeys(marks))


def calendar_of(kind: str, country: str | None) -> Calendar | None:
    """Give the calendar that days are counted by; None counts every day.

    Raises:
        BadParameter: If a country is named and every day counts.
    """
    from sim.stream import Calendar

    if kind == "working":
        return Calendar(country=country and country.upper())
    if country is not None:
        raise typer.BadParameter("needs --calendar working", param_hint="--country")
    return None


def forecast(
    source: Annotated[str, typer.Argument(help="An export of work items, or a project.")],
    items: Annotated[int | None, typer.Option(help="When will so many more items be done?")] = None,
    by: Annotated[str | None, typer.Option(help="How many items will be done by this date?")] = None,
    start: Annotated[
        str | None, typer.Option(help="Forecast from this date; the day of the last event.")
    ] = None,
    history_days: Annotated[int, typer.Option(help="Days of history up to and including the start.")] = 90,
    percentiles: Annotated[str, typer.Option(help="How sure, in percent.")] = "50,70,85,95",
    calendar: Annotated[Literal["all", "working"], typer.Option(help="Days that count.")] = "all",
    country: Annotated[
        str | None, typer.Option(help="Country of the public holidays (with working).")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Forecast from a history: when for a number of items, or how many by a date."""
    from sim.forecast import Question
    from sim.forecast import forecast as answer

    if (items is None) == (by is None):
        raise typer.BadParameter("give one of --items and --by", param_hint="--items / --by")
    question = Question(
        kind="when" if by is None else "how_many",
        items=items,
        by=parse_date(by, "--by"),
        start=parse_date(start, "--start"),
        history_days=history_days,
        percentiles=parse_percentiles(percentiles),
        calendar=calendar_of(calendar, country),
    )
    history = read_history(source)
    found = answer(history.log, question)
    warnings = [*history.notes, *found.warnings]
    if json:
        show_json(found.to_json() | {"warnings": warnings})
        return
    show_forecast(found)
    show_warnings(warnings)


def show_forecast(found: Forecast) -> None:
    """Print the sentence and the percentiles."""
    from sim.stream import counted

    show_lines([found.sentence, ""])
    marks = found.to_json()["percentiles"]
    if found.question.kind == "when":
        rows = [[f"{mark['percent']} %", str(mark["days"]), mark["date"]] for mark in marks]
        show_table("Done within", ("sure", "days", "date"), rows)
    else:
        rows = [[f"{mark['percent']} %", str(mark["items"])] for mark in marks]
        show_table("At least so many items", ("sure", "items"), rows)
    past = found.to_json()["history"]
    learned = counted(past["items"], "item")
    show_lines([f"Learned from {learned} done from {past['from']} to {past['to']}; {found.method}."])
