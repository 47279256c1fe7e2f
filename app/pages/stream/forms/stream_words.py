"""What a stream stands for, where flow time begins, when its clock runs, and what things are called."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from app.pages.stream.forms.change import Change, setting
from app.pages.stream.forms.form import Topic
from sim.stream import counted

if TYPE_CHECKING:
    from app.pages.stream.forms.sheet import Sheet
    from sim.stream import Calendar, Stream

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WORDS: Final = {
    "item": "One piece of work",
    "items": "Several pieces",
    "worker": "One who works",
    "workers": "Several who work",
    "release": "The last step",
    "backlog": "What waits at first",
}


def words_topic(stream: Stream) -> Topic:
    """Offer the words of the trade."""
    words = stream.vocabulary
    summary = f"{words.items}, {words.workers}, {words.release}"
    return Topic("words", "Words", summary, _fill_words, ("vocabulary",))


def _fill_words(sheet: Sheet) -> None:
    sheet.help("What things are called everywhere in the window: an item may be a part, a worker a machine.")
    for field, name in _WORDS.items():
        sheet.at("", "the stream").text(name, f"vocabulary.{field}", getattr(sheet.about.words, field))


def clock_topic(stream: Stream) -> Topic:
    """Offer where flow time begins, and say when the clock runs."""
    first = stream.commitment or (stream.stages[0].id if stream.stages else "")
    names = {stage.id: stage.name for stage in stream.stages}
    summary = f"flow time from {names.get(first, first)}"
    return Topic("clock", "Commitment", summary, _fill_clock, ("commitment",))


def _fill_clock(sheet: Sheet) -> None:
    stream, words = sheet.about.stream, sheet.about.words
    options = {"": "first stage", **{stage.id: stage.name for stage in stream.stages[1:]}}
    chosen = stream.commitment or ""
    put = partial(_committed, options)
    sheet.choose("Flow time begins at", "commitment", options, chosen if chosen in options else "", put)
    sheet.help(f"From there on each {words.item} is promised. Lead time begins when it arrives.")


def _committed(options: dict[str, str], key: str) -> Change:
    return setting("commitment", key or None, f"Let flow time begin at {options[key]}")


def calendar_text(calendar: Calendar) -> str:
    """Say in a sentence when the stream's clock runs."""
    if calendar.kind == "continuous":
        return f"Day and night, seven days a week ({calendar.time_zone})."
    days = ", ".join(_DAYS[day - 1] for day in calendar.weekdays)
    if calendar.weekdays == (1, 2, 3, 4, 5):
        days = "Mon to Fri"
    free = f", without public holidays of {calendar.country}" if calendar.country else ""
    more = f" and {counted(len(calendar.holidays), 'further day')}" if calendar.holidays else ""
    hours = f"{counted(calendar.hours_per_day, 'hour')} from {calendar.day_starts}"
    return f"{days}, {hours}{free}{more} ({calendar.time_zone})."
