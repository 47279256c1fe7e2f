"""DORA's five metrics: told where deployments and incidents can be, and what is missing where not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.engine import RunRequest, simulate
from sim.log import EventLog, LogType
from sim.metrics import Dora, DoraMapping, Marks, Window, dora, guess_dora, whole
from sim.metrics.dora import NO_CHANGES, NO_DEPLOYMENTS, NO_FAILURES, NO_RECOVERY, NO_REWORK, NONE_HERE
from tests.builders import poisson, stream, wait, work
from tests.metrics.scenes import day, history

WORDS = ("Story", "Story", "Deployment", "Story", "Deployment", "Incident", "Deployment", "Incident")
RESULT = ("", "", "ok", "", "failed", "", "ok", "")
REASON = ("", "", "planned", "", "planned", "", "Hotfix", "")


def delivery(**attributes: tuple[str, ...]) -> EventLog:
    """Three changes, three deployments (on the 5th, 10th and 12th), two incidents after the second.

    The first incident takes from the 10th to the 12th, the second from the 11th to the 15th.
    """
    log = history(
        ("2026-03-01", "2026-03-03"),
        ("2026-03-02", "2026-03-05"),
        ("2026-03-05", "2026-03-05"),
        ("2026-03-04", "2026-03-09"),
        ("2026-03-10", "2026-03-10"),
        ("2026-03-10", "2026-03-12"),
        ("2026-03-12", "2026-03-12"),
        ("2026-03-11", "2026-03-15"),
        end="2026-03-20",
    )
    return replace(log, items=replace(log.items, attributes=attributes or {"type": WORDS}))


def figures(found: Dora) -> list[float | None]:
    return [
        found.deployment_frequency.value,
        found.change_lead_time.value,
        found.change_fail_rate.value,
        found.failed_deployment_recovery_time.value,
        found.deployment_rework_rate.value,
    ]


BY_WORD = DoraMapping(Marks("type", ("Deployment",)), Marks("type", ("Incident",)))
WINDOW = Window(day("2026-03-01"), day("2026-03-21"))


def test_deployments_and_incidents_told_by_type_give_four_of_the_five() -> None:
    found = dora(delivery(), WINDOW, BY_WORD)
    # lead times: 1st to 5th, 2nd to 5th, 4th to 10th; incidents of 2 and 4 days after the second of three
    assert figures(found) == [3 / 20, 4, 1 / 3, 2, None]
    assert found.change_lead_time.times is not None
    assert (found.change_lead_time.n, found.change_lead_time.times.mean) == (3, 13 / 3)
    assert found.failed_deployment_recovery_time.n == 2
    assert found.missing == (NO_REWORK,)


def test_marks_of_their_own_tell_failed_and_unplanned_deployments() -> None:
    log = delivery(type=WORDS, result=RESULT, reason=REASON)
    mapping = replace(BY_WORD, failed=Marks("result", ("failed",)), rework=Marks("reason", ("Hotfix",)))
    found = dora(log, WINDOW, mapping)
    assert figures(found) == [3 / 20, 4, 1 / 3, 2, 1 / 3]
    assert found.change_fail_rate.said == "Deployments whose result is failed, of all."
    assert found.deployment_rework_rate.said == "Deployments whose reason is Hotfix, of all."


def test_without_incidents_recovery_is_the_next_deployment_that_does_not_fail() -> None:
    log = delivery(type=WORDS, result=RESULT)
    mapping = DoraMapping(Marks("type", ("Deployment",)), None, Marks("result", ("failed",)))
    found = dora(log, WINDOW, mapping)
    assert (found.change_fail_rate.value, found.failed_deployment_recovery_time.value) == (1 / 3, 2)
    last_fails = DoraMapping(mapping.deployments, None, Marks("result", ("failed", "ok")))
    assert dora(log, WINDOW, last_fails).failed_deployment_recovery_time.said == NO_RECOVERY


def test_deployments_count_in_the_window_in_which_they_are() -> None:
    late = dora(delivery(), Window(day("2026-03-10"), day("2026-03-12")), BY_WORD)
    assert figures(late) == [1 / 2, 6, 1, 2, None]
    before = dora(delivery(), Window(day("2026-03-01"), day("2026-03-04")), BY_WORD)
    assert figures(before) == [0, None, None, None, None]
    assert (before.change_lead_time.said, before.change_fail_rate.said) == (NO_CHANGES, NONE_HERE)


def test_an_incident_before_any_deployment_is_nobodys() -> None:
    mapping = replace(BY_WORD, deployments=Marks("type", ("none such",)))
    assert dora(delivery(), WINDOW, mapping).failed_deployment_recovery_time.said == NO_RECOVERY
    early = replace(
        delivery(), items=replace(delivery().items, attributes={"type": ("Incident", *WORDS[1:])})
    )
    assert dora(early, WINDOW, BY_WORD).failed_deployment_recovery_time.n == 2


def test_without_a_mapping_each_says_what_is_missing() -> None:
    nothing = dora(delivery(), WINDOW, DoraMapping())
    assert figures(nothing) == [None] * 5
    assert nothing.missing == (NO_DEPLOYMENTS,)
    only = dora(delivery(), WINDOW, DoraMapping(Marks("type", ("Deployment",))))
    assert only.missing == (NO_FAILURES, NO_REWORK)


def test_an_attribute_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="items have no result"):
        dora(delivery(), WINDOW, replace(BY_WORD, failed=Marks("result", ("failed",))))


def test_the_words_of_trackers_are_guessed_and_said() -> None:
    found = guess_dora(delivery(type=WORDS, Result=RESULT, reason=REASON))
    assert (found.deployments, found.incidents) == (BY_WORD.deployments, BY_WORD.incidents)
    assert (found.failed, found.rework) == (Marks("Result", ("failed",)), Marks("reason", ("Hotfix",)))
    assert found.guessed[0] == "Deployments are items whose type is Deployment: guessed from the words."
    assert len(found.guessed) == 4


def test_failed_and_unplanned_are_guessed_of_deployments_only() -> None:
    words = ("Hotfix", *WORDS[1:])
    states = tuple("failed" if word == "Incident" else "ok" for word in words)
    found = guess_dora(delivery(type=words, state=states))
    assert (found.deployments, found.failed, found.rework) == (BY_WORD.deployments, None, None)
    tags = tuple("hotfix|x" if word != "Deployment" else "" for word in words)
    by_tag = guess_dora(delivery(type=words, tags=tags, kind=("", "", *("hotfix",) * 6)))
    assert by_tag.rework == Marks("kind", ("hotfix",))
    assert dora(delivery(type=words, state=states), WINDOW, found).missing == (NO_REWORK,)


def test_tags_tell_too_and_our_types_do() -> None:
    tags = tuple("release|x" if word == "Deployment" else "" for word in WORDS)
    assert guess_dora(delivery(tags=tags)).deployments == Marks("tags", ("release",))
    log = delivery(team=("a",) * 8)
    kinds = (LogType("story", "Story"), LogType("incident", "Incident"))
    numbers = np.array([word == "Incident" for word in WORDS], np.int16)
    typed = replace(log, types=kinds, items=replace(log.items, type=numbers))
    assert guess_dora(typed).incidents == Marks("type", ("incident",))


def test_a_history_without_such_words_is_not_guessed_at() -> None:
    log = delivery(type=("Story",) * 8, state=("failed",) * 8)
    assert guess_dora(log) == DoraMapping()
    assert dora(log, whole(log), guess_dora(log)).missing == (NO_DEPLOYMENTS,)


def test_a_run_that_releases_by_train_deploys_once_a_train() -> None:
    stages = [work("Build", 0.5, 3), wait("Release", cadence={"every": 10, "first": 10})]
    log = simulate(stream(stages, poisson(1.0)), RunRequest(seed=3, until=200.0))
    mapping = guess_dora(log)
    assert (mapping.deployments, mapping.incidents) == ("releases", None)
    found = dora(log, Window(0.0, 200.0), mapping)
    assert found.deployment_frequency.value == pytest.approx(0.1, abs=0.011)
    lead = found.change_lead_time
    assert lead.times is not None
    assert 0.5 <= lead.times.p50 <= 10.5
    assert found.missing == (NO_FAILURES, NO_REWORK)


def test_a_release_of_several_items_has_the_marks_of_any_of_them() -> None:
    log = history(*[("2026-03-01", "2026-03-02")] * 2, ("2026-03-01", "2026-03-03"), end="2026-03-05")
    log = replace(log, items=replace(log.items, attributes={"tags": ("hotfix", "", "")}))
    found = dora(log, WINDOW, DoraMapping("releases", rework=Marks("tags", ("hotfix",))))
    assert (found.deployment_frequency.n, found.deployment_rework_rate.value) == (2, 1 / 2)


def test_an_empty_log_has_no_deployments() -> None:
    empty = history(("2026-03-01", ""))
    assert dora(empty, whole(empty), DoraMapping("releases")).deployment_frequency.value == 0
    assert guess_dora(empty) == DoraMapping()
