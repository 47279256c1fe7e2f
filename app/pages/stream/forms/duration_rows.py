"""Rows for a duration: its family, its figures, and on request its curve."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from pydantic import ValidationError

from app.pages.stream.curve import Curve
from app.pages.stream.durations import FAMILIES, NAMES, WITHOUT_UNIT, as_family, figures, with_figure
from app.pages.stream.forms.spread import Spread, has_sliders, sentence
from app.pages.stream.rows import chooser
from app.widgets import NumberField, paragraph
from sim.distributions import Distribution

if TYPE_CHECKING:
    from app.pages.stream.forms.change import Change
    from app.pages.stream.forms.sheet import Sheet

PutTime = Callable[[Distribution | None], "Change"]
"""Gives the change to another duration, or to none."""

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
    family = chooser(options, "" if time is None else time.family, sheet.name_of(f"{path}.family"), name)

    def take_family(_: int) -> None:
        key = family.currentData()
        if key != ("" if time is None else time.family):
            sheet.want(then(as_family(time or A_UNIT, key) if key else None))

    family.activated.connect(take_family)
    sheet.rows.add(name, family, sheet.about.base + path)
    if time is not None:
        _add_figures(sheet, path, time, (then, sheet.about.unit if unit is None else unit))


def _is(time: Distribution | None, family: str) -> bool:
    return time is not None and time.family == family


def _add_figures(sheet: Sheet, path: str, time: Distribution, to: tuple[PutTime, str]) -> None:
    then, usual = to
    fields = {}
    for figure, value in figures(time):
        unit = "" if figure in WITHOUT_UNIT else usual
        field = NumberField(value, sheet.name_of(f"{path}.{figure}"), NAMES[figure], unit=unit)
        field.edited.connect(partial(_set_figure, sheet, time, figure, then))
        field.refused.connect(sheet.desk.refused.emit)
        sheet.rows.add(NAMES[figure], field, f"{sheet.about.base}{path}.{figure}")
        fields[figure] = field
    if has_sliders(time):
        spread = Spread(sheet.desk.theme, time, usual, sheet.name_of(path), fields)
        spread.settled.connect(lambda new: sheet.want(then(new)))
        sheet.rows.add_wide(spread)


def add_curve(sheet: Sheet, time: Distribution) -> None:
    """Draw a duration, and say it in a sentence, where no sliders do."""
    if has_sliders(time):
        return
    curve = Curve(sheet.desk.theme, "inspector.curve")
    curve.show_time(time)
    words = sentence(time, sheet.about.unit)
    curve.setAccessibleName(words)
    sheet.rows.add_wide(curve)
    sheet.rows.add_wide(paragraph(words, "caption", "inspector.sentence"))


def _set_figure(sheet: Sheet, time: Distribution, name: str, then: PutTime, value: float) -> None:
    try:
        changed = with_figure(time, name, value)
    except ValidationError as error:
        sheet.desk.refused.emit(str(error.errors()[0]["msg"]).removeprefix("Value error, "))
        sheet.desk.build_again()
    else:
        sheet.want(then(changed))


def duration_summary(time: Distribution | None, unit: str, none: str) -> str:
    """Say a duration in a few words."""
    from app.canvas import typical

    if time is None:
        return none
    value, word = typical(time)
    return f"{word} {value:.3g} {unit}".strip()
