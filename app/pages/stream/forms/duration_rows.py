"""Rows for a duration: its family, its figures, its sliders and its curve."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, cast

from pydantic import ValidationError

from app.pages.stream.durations import FAMILIES, NAMES, WITHOUT_UNIT, as_family, figures, with_figure
from app.pages.stream.forms.sheet import Kind
from app.pages.stream.forms.spread import Spread
from app.pages.stream.forms.spread_words import why_unlike
from app.widgets import NumberField, ValueField
from sim.distributions import Distribution

if TYPE_CHECKING:
    from app.pages.stream.forms.change import Change
    from app.pages.stream.forms.sheet import Sheet
    from sim.distributions import Family

PutTime = Callable[[Distribution | None], "Change"]
"""Gives the change to another duration, or to none."""
_Figure = tuple[Distribution, str, Mapping[str, "ValueField[float]"]]
"""A duration, the name of one of its figures, and the field of each."""

A_UNIT = Distribution(family="constant", value=1.0)


def add_duration(
    sheet: Sheet,
    name: str,
    path: str,
    time: Distribution | None,
    *,
    none: str = "",
    put: PutTime | None = None,
    unit: str | None = None,
) -> None:
    """Add a duration at a path; with a word for none it may be none.

    Args:
        sheet: Where to add.
        name: What the duration is.
        path: Where it stands.
        time: What it is now.
        none: The word for none; empty where it must be something.
        put: Gives the change to another duration, where it is not just the value at its path.
        unit: Unit of its figures, if not the stream's unit of time.
    """
    then: PutTime = put or (lambda new: sheet.setting(path, new, name))
    families = {str(k): v for k, v in FAMILIES.items() if k != "empirical" or _is(time, k)}
    options = {**({"": none} if none else {}), **families}
    now = "" if time is None else time.family

    usual = sheet.about.unit if unit is None else unit

    def take_family(key: str) -> None:
        if key == now:
            return
        made = as_family(time or A_UNIT, cast("Family", key)) if key else None
        sheet.want(then(made))
        if time is not None and made is not None and (why := why_unlike(time, made, usual)):
            sheet.desk.refused.emit(why)

    family = sheet.pick(name, f"{path}.family", options, now, take_family, at=path)
    family.setAccessibleName(name)
    if time is not None:
        _add_figures(sheet, path, time, (then, usual))


def _is(time: Distribution | None, family: str) -> bool:
    return time is not None and time.family == family


def _add_figures(sheet: Sheet, path: str, time: Distribution, to: tuple[PutTime, str]) -> None:
    then, usual = to
    fields: dict[str, ValueField[float]] = {}
    for figure, value in figures(time):
        unit = "" if figure in WITHOUT_UNIT else usual
        kind = Kind(NumberField, (("unit", unit),))
        take = partial(_set_figure, sheet, (time, figure, fields), then)
        fields[figure] = sheet.field(kind, value, NAMES[figure], f"{path}.{figure}", take)
    if time.family == "empirical":
        sheet.help(_observed(time))
    if time.family == "constant" and not usual:
        return  # a number of things, always the same: there is nothing to draw
    key = ("spread", sheet.name_of(path), time.family, tuple(fields), usual)
    row = sheet.rows.again(key)
    if row is None:
        spread = Spread(sheet.desk.theme, time, usual, sheet.name_of(path))
        row = made = sheet.rows.add_wide(key, spread)
        spread.settled.connect(made.ask)
    assert isinstance(row.field, Spread)
    row.take = lambda new: sheet.want(then(new))
    row.field.show_time(time, fields)


def _observed(time: Distribution) -> str:
    count = len(time.values or ())
    source = "" if time.provenance is None else f" from {time.provenance.source}"
    return (
        f"{count} observed values{source}, each as likely as the others: they have no figures to move. "
        "Choose a family to have some; it begins as like them as it can."
    )


def _set_figure(sheet: Sheet, figure: _Figure, then: PutTime, value: float) -> None:
    time, name, fields = figure
    try:
        changed = with_figure(time, name, value)
    except ValidationError as error:
        fields[name].refuse(str(error.errors()[0]["msg"]).removeprefix("Value error, "))
    else:
        sheet.want(then(changed))


def duration_summary(time: Distribution | None, unit: str, none: str) -> str:
    """Say a duration in a few words."""
    from app.canvas import typical

    if time is None:
        return none
    value, word = typical(time)
    return f"{word} {value:.3g} {unit}".strip()
