"""The Forecast page: no history, a typical answer, how many, too thin, working days."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sim.forecast import Question
from sim.stream import Calendar
from tests.screens.histories import put_history
from tests.screens.scene import Scene, as_it_opens


def ask(scene: Scene, question: Question) -> None:
    project = scene.lent.document.project
    scene.lent.document.replace(replace(project, questions=(question,)))
    scene.wait_for_jobs()


def typical(scene: Scene) -> None:
    put_history(scene, 130)
    ask(scene, Question(kind="when", items=60, by=dt.date(2026, 4, 24)))


def how_many(scene: Scene) -> None:
    put_history(scene, 130)
    ask(scene, Question(kind="how_many", by=dt.date(2026, 4, 24)))


def full(scene: Scene) -> None:
    put_history(scene, 800)
    ask(scene, Question(kind="when", items=400, calendar=Calendar(country="NL"), by=dt.date(2030, 1, 4)))


def thin(scene: Scene) -> None:
    put_history(scene, 9)
    ask(scene, Question(kind="when", items=60))


STATES = {"empty": as_it_opens, "typical": typical, "how-many": how_many, "full": full, "thin": thin}
