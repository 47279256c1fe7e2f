"""What can tell deployments apart, and what is left of a mapping in a history that lacks some of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.metrics import DoraMapping, Facet, Marks, Window, dora, guess_dora, known_marks, markable
from tests.metrics.scenes import day, history
from tests.metrics.test_dora import BY_WORD, RESULT, WORDS, delivery

WINDOW = Window(day("2026-03-01"), day("2026-03-21"))
FULL = DoraMapping(
    Marks("type", ("Deployment",)),
    Marks("type", ("Incident",)),
    Marks("result", ("failed",)),
    Marks("reason", ("Hotfix",)),
)


def names(offered: tuple[Facet, ...]) -> dict[str, list[str]]:
    return {one.name: [value for value, _, _ in one.values] for one in offered}


def test_words_of_the_tracker_and_our_types_stand_under_one_name() -> None:
    offered = names(markable(delivery()))
    assert offered["type"][:3] == ["Story", "Deployment", "Incident"]
    assert set(offered["type"][3:]) == {"feature"}
    assert offered["class"] == ["standard"]


def test_a_type_that_the_tracker_calls_by_our_name_is_offered_once() -> None:
    words = ("Feature", *WORDS[1:])
    offered = names(markable(delivery(type=words)))
    assert "Feature" in offered["type"]
    assert "feature" not in offered["type"]


def test_every_attribute_is_offered_with_its_values_and_counts() -> None:
    found = {one.name: one for one in markable(delivery(type=WORDS, result=RESULT))}
    assert found["result"].values == (("", "", 6), ("failed", "failed", 1), ("ok", "ok", 1)) or (
        {value: count for value, _, count in found["result"].values} == {"": 5, "ok": 2, "failed": 1}
    )
    assert [count for _, _, count in found["type"].values[:3]] == [3, 3, 2]


def test_what_nearly_every_item_has_of_its_own_is_not_offered() -> None:
    log = history(*(("2026-03-01", "2026-03-02") for _ in range(70)))
    links = tuple(f"https://tracker.example/{number}" for number in range(70))
    log = replace(log, items=replace(log.items, attributes={"url": links, "team": ("Pay",) * 70}))
    assert set(names(markable(log))) == {"type", "class", "team"}


def test_items_without_words_are_told_by_our_types() -> None:
    assert names(markable(history(("2026-03-01", "2026-03-02"))))["type"] == ["feature"]


@pytest.mark.parametrize(
    ("mapping", "kept"),
    [
        (BY_WORD, BY_WORD),
        (FULL, DoraMapping(FULL.deployments, FULL.incidents)),
        (DoraMapping("releases", failed=FULL.failed), DoraMapping("releases")),
        (DoraMapping(Marks("type", ()), FULL.incidents), DoraMapping(None, FULL.incidents)),
        (DoraMapping(Marks("class", ("expedite",))), DoraMapping(Marks("class", ("expedite",)))),
        (DoraMapping(guessed=("Said.",)), DoraMapping(guessed=("Said.",))),
    ],
)
def test_what_a_history_cannot_follow_is_left_out(mapping: DoraMapping, kept: DoraMapping) -> None:
    assert known_marks(delivery(), mapping) == kept


def test_a_guess_needs_nothing_left_out() -> None:
    log = delivery(type=WORDS, result=RESULT)
    assert known_marks(log, guess_dora(log)) == guess_dora(log)


def test_what_is_left_can_always_be_measured() -> None:
    with pytest.raises(ValueError, match="items have no result"):
        dora(delivery(), WINDOW, FULL)
    found = dora(delivery(), WINDOW, known_marks(delivery(), FULL))
    assert found.deployment_frequency.value == 3 / 20
    assert found.deployment_rework_rate.value is None
