"""Where items go after a stage: back, past the next stages, or another way on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.pages.stream.forms.change import Change, setting
from app.pages.stream.forms.form import Topic
from app.pages.stream.forms.sheet import percent_text
from sim.stream import Rework, Route

if TYPE_CHECKING:
    from app.pages.stream.forms.sheet import Sheet
    from sim.stream import Stage, Stream


def rework_topic(stream: Stream, stage: Stage) -> Topic:
    """Offer the ways back."""
    names = _names(stream)
    told = [f"{percent_text(way.probability)} to {names.get(way.to, way.to)}" for way in stage.rework]
    return Topic("rework", "Rework", " · ".join(told) or "none", _fill_rework, (f"stages.{stage.id}.rework",))


def _fill_rework(sheet: Sheet) -> None:
    stage, stream, words = sheet.about.stage, sheet.about.stream, sheet.about.words
    names = _names(stream)
    sheet.help(
        f"The share of finished {words.items} that goes back, and how much of the work there is done again. "
        "They enter even above a WIP limit."
    )
    for way in stage.rework:
        sheet.share(
            f"Back to {names.get(way.to, way.to)}",
            f"rework.{way.to}",
            way.probability,
            none="none",
            put=partial(_with_way, stage, way, "probability"),
        )
        sheet.share(
            "Work done again",
            f"rework.{way.to}.effort",
            way.effort,
            put=partial(_with_way, stage, way, "effort"),
        )
    taken = {way.to for way in stage.rework}
    place = [each.id for each in stream.stages].index(stage.id)
    free = {s.id: s.name for s in stream.stages[: place + 1] if s.id not in taken and s.kind == "work"}
    if free:
        _add_choice(sheet, "Send back to", "rework.add", free, partial(_add_rework, stage))


def _with_way(stage: Stage, way: Rework, field: str, share: float | None) -> Change:
    """Change one figure of a way back; without a share it goes."""
    text = f"Set rework of {stage.name}"
    if share is None:
        ways = tuple(each for each in stage.rework if each is not way)
        return setting(f"stages.{stage.id}.rework", ways, text)
    new = way.model_copy(update={field: share})
    ways = tuple(new if each is way else each for each in stage.rework)
    return setting(f"stages.{stage.id}.rework", ways, text)


def _add_rework(stage: Stage, target: str) -> Change:
    ways = (*stage.rework, Rework(to=target, probability=0.1, effort=0.5))
    return setting(f"stages.{stage.id}.rework", ways, f"Add rework to {stage.name}")


def onward_topic(stream: Stream, stage: Stage) -> Topic:
    """Offer which types pass a stage by, and which share goes on elsewhere."""
    names = _names(stream)
    kinds = {kind.id: kind.name for kind in stream.item_types}
    told = [f"{percent_text(share)} of {kinds.get(k, k)} skip it" for k, share in stage.skip.items() if share]
    told += [f"{percent_text(way.share)} to {names.get(way.to, way.to)}" for way in stage.routes]
    paths = (f"stages.{stage.id}.skip", f"stages.{stage.id}.routes")
    return Topic("onward", "Ways on", " · ".join(told) or "all to the next", _fill_onward, paths)


def _fill_onward(sheet: Sheet) -> None:
    stage, words = sheet.about.stage, sheet.about.words
    sheet.help(f"The share of each type that passes {stage.name} by.")
    for kind in sheet.about.stream.item_types:
        share = stage.skip.get(kind.id)
        put = partial(_with_skip, stage, kind.id, kind.name)
        sheet.share(f"{kind.name} skips", f"skip.{kind.id}", share, none="never", put=put)
    _fill_routes(sheet, f"The share of finished {words.items} that goes on to a later stage than the next.")


def _with_skip(stage: Stage, kind: str, name: str, share: float | None) -> Change:
    text = f"Set how many {name} skip {stage.name}"
    return setting(f"stages.{stage.id}.skip.{kind}", share, text)


def _fill_routes(sheet: Sheet, words: str) -> None:
    stage, stream = sheet.about.stage, sheet.about.stream
    names, kinds = _names(stream), {kind.id: kind.name for kind in stream.item_types}
    place = [each.id for each in stream.stages].index(stage.id)
    taken = {way.to for way in stage.routes}
    free = {s.id: s.name for s in stream.stages[place + 1 :] if s.id not in taken}
    if not stage.routes and not free:
        return
    sheet.help(words)
    for way in stage.routes:
        share, types = partial(_with_route, stage, way, "share"), partial(_with_route, stage, way, "types")
        name = f"On to {names.get(way.to, way.to)}"
        sheet.share(name, f"routes.{way.to}", way.share, none="none", put=share)
        sheet.several("of types", f"routes.{way.to}.types", kinds, way.types or (), put=types, none="all")
    if free:
        _add_choice(sheet, "Send on to", "routes.add", free, partial(_add_route, stage))


def _with_route(stage: Stage, way: Route, field: str, value: object) -> Change:
    """Change one field of a way on; without a share it goes, without types it is for all."""
    text = f"Set the ways on from {stage.name}"
    if field == "share" and value is None:
        routes = tuple(each for each in stage.routes if each is not way)
        return setting(f"stages.{stage.id}.routes", routes, text)
    new = way.model_copy(update={field: value or None if field == "types" else value})
    routes = tuple(new if each is way else each for each in stage.routes)
    return setting(f"stages.{stage.id}.routes", routes, text)


def _add_route(stage: Stage, target: str) -> Change:
    routes = (*stage.routes, Route(to=target, share=0.1))
    return setting(f"stages.{stage.id}.routes", routes, f"Add a way on from {stage.name}")


def _add_choice(sheet: Sheet, name: str, path: str, free: dict[str, str], put: partial[Change]) -> None:
    def take(key: str) -> None:
        if key:
            sheet.want(put(key))

    sheet.pick(name, path, {"": "add…", **free}, "", take)


def _names(stream: Stream) -> dict[str, str]:
    return {stage.id: stage.name for stage in stream.stages}
