"""What holds work up in a stage: blockers, downtime of its workers, changeovers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from app.pages.stream.forms.change import Change, setting
from app.pages.stream.forms.duration_rows import add_duration, duration_summary
from app.pages.stream.forms.form import Topic
from app.pages.stream.forms.sheet import percent_text
from sim.distributions import Distribution
from sim.stream import Blockers, Downtime, Setup

if TYPE_CHECKING:
    from app.pages.stream.forms.sheet import Sheet
    from sim.stream import Stage, Stream

_NEVER, _CHANCE, _BETWEEN = "", "probability", "time_to"
_WAYS: Final = {_NEVER: "never", _CHANCE: "by chance", _BETWEEN: "every so often"}


def blockers_topic(stream: Stream, stage: Stage) -> Topic:
    """Offer what stops items from outside."""
    from app.canvas import SHORT_UNIT

    unit, found = SHORT_UNIT[stream.time_unit], stage.blockers
    summary = "none"
    if found is not None:
        often = "now and then" if found.probability is None else percent_text(found.probability)
        summary = f"{often} · {duration_summary(found.time, unit, '')}"
    paths = (f"stages.{stage.id}.blockers",)
    return Topic("blockers", "Blockers", summary, _fill_blockers, paths)


def _fill_blockers(sheet: Sheet) -> None:
    stage, words = sheet.about.stage, sheet.about.words
    found = stage.blockers
    way = _NEVER if found is None else _BETWEEN if found.time_to is not None else _CHANCE
    sheet.help(
        f"An answer, a part, an approval from elsewhere is missing: work on the {words.item} stands still."
    )
    sheet.choose(f"{words.items.capitalize()} are blocked", "blockers", _WAYS, way, partial(_with_way, stage))
    if found is None:
        return
    if found.time_to is None:
        share = found.probability or 0.0
        sheet.share(f"Share of {words.items}", "blockers.probability", share)
    else:
        add_duration(sheet, "Work between two", "blockers.time_to", found.time_to)
    add_duration(sheet, "A blocker lasts", "blockers.time", found.time)
    sheet.switch(f"The {words.worker} waits with it", "blockers.keeps_worker", found.keeps_worker)


def _with_way(stage: Stage, way: str) -> Change:
    """Block never, a share of the visits, or after so much work."""
    text = f"Set blockers of {stage.name}"
    if way == _NEVER:
        return setting(f"stages.{stage.id}.blockers", None, text)
    typical = _typical(stage)
    old = stage.blockers
    lasts = old.time if old is not None else Distribution(family="lognormal", p50=typical, p85=3 * typical)
    keeps = old is not None and old.keeps_worker
    if way == _CHANCE:
        new = Blockers(time=lasts, probability=0.2, keeps_worker=keeps)
    else:
        between = Distribution(family="exponential", mean=10 * typical)
        new = Blockers(time=lasts, time_to=between, keeps_worker=keeps)
    return setting(f"stages.{stage.id}.blockers", new, text)


def downtime_topic(stream: Stream, stage: Stage) -> Topic:
    """Offer failures and repairs of the stage's own workers."""
    from app.canvas import SHORT_UNIT

    unit, found = SHORT_UNIT[stream.time_unit], stage.downtime
    summary = "none"
    if found is not None:
        up, down = (
            duration_summary(each, unit, "") for each in (found.time_to_failure, found.time_to_repair)
        )
        summary = f"runs {up}, down {down}"
    return Topic("downtime", "Downtime", summary, _fill_downtime, (f"stages.{stage.id}.downtime",))


def _fill_downtime(sheet: Sheet) -> None:
    stage, words = sheet.about.stage, sheet.about.words
    found = stage.downtime
    if stage.team is not None:
        sheet.help(
            f"Downtime belongs to a stage's own {words.workers}. A team has a focus instead: see Teams."
        )
        if found is None:
            return
    sheet.help(f"Each {words.worker} fails and is repaired by itself; what it works on waits for it.")
    options = {"": "never fail", "fails": "fail now and then"}
    chosen = "" if found is None else "fails"
    sheet.choose(words.workers.capitalize(), "downtime", options, chosen, partial(_with_downtime, stage))
    if found is not None:
        add_duration(sheet, "Until a failure", "downtime.time_to_failure", found.time_to_failure)
        add_duration(sheet, "A repair takes", "downtime.time_to_repair", found.time_to_repair)


def _with_downtime(stage: Stage, key: str) -> Change:
    text = f"Set downtime of {stage.name}"
    if not key:
        return setting(f"stages.{stage.id}.downtime", None, text)
    typical = _typical(stage)
    fails = Distribution(family="exponential", mean=20 * typical)
    repair = Distribution(family="lognormal", p50=typical, p85=2.5 * typical)
    new = Downtime(time_to_failure=fails, time_to_repair=repair)
    return setting(f"stages.{stage.id}.downtime", new, text)


def setup_topic(stream: Stream, stage: Stage) -> Topic:
    """Offer the time of a changeover."""
    from app.canvas import SHORT_UNIT

    found = None if stage.setup is None else stage.setup.time
    summary = duration_summary(found, SHORT_UNIT[stream.time_unit], "none")
    return Topic("setup", "Changeover", summary, _fill_setup, (f"stages.{stage.id}.setup",))


def _fill_setup(sheet: Sheet) -> None:
    stage, words = sheet.about.stage, sheet.about.words
    sheet.help(f"Time a {words.worker} needs first where its last {words.item} was of another type.")
    time = None if stage.setup is None else stage.setup.time
    put = partial(_with_setup, stage)
    add_duration(sheet, "Takes", "setup.time", time, none="no time", put=put)


def _with_setup(stage: Stage, time: Distribution | None) -> Change:
    new = None if time is None else Setup(time=time)
    return setting(f"stages.{stage.id}.setup", new, f"Set the changeover of {stage.name}")


def _typical(stage: Stage) -> float:
    """Give the stage's typical touch time, as a measure for what else happens there."""
    from app.canvas import typical

    value = typical(stage.time)[0] if stage.time is not None else 1.0
    return float(f"{value:.2g}") or 1.0
