"""Importing again: merged by id, the newer file believed, and what changed told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sim.history import Imported, assemble, guess_mapping, merge
from sim.log import audit
from sim.metrics import velocity_series
from tests.history.files import history, story, table
from tests.history.logs import lived, moved

HEAD = "ID,Type,Title,Started,Done,Team"
OLD = ("A,Bug,one,2024-01-01,2024-01-03,Red", "B,Story,two,2024-01-02,,Red", "C,Task,three,2024-01-04,,Blue")
NEW = (
    "B,Story,two,2024-01-02,2024-01-08,Red",
    "C,Task,three,2024-01-04,,Blue",
    "D,Epic,four,2024-01-09,,Red",
)


def test_items_are_merged_by_id() -> None:
    merged = merge(history(HEAD, *OLD).log, history(HEAD, *NEW))
    assert (merged.added, merged.changed, merged.kept, merged.same) == (("D",), ("B",), ("A",), 1)
    log = merged.imported.log
    assert story(log) == [
        "2024-01-01 A entered In progress",
        "2024-01-02 B entered In progress",
        "2024-01-03 A done",
        "2024-01-04 C entered In progress",
        "2024-01-08 B done",
        "2024-01-09 D entered In progress",
    ]
    assert log.items.names == ("B", "C", "D", "A")
    assert log.items.titles == ("two", "three", "four", "one")
    assert log.items.attributes["team"] == ("Red", "Blue", "Red", "Red")
    assert [log.types[number].id for number in log.items.type.tolist()] == [
        "feature",
        "debt",
        "epic",
        "defect",
    ]
    assert audit(log) == ()


def test_what_changed_is_told_in_words_and_in_the_report() -> None:
    merged = merge(history(HEAD, *OLD).log, history(HEAD, *NEW))
    assert merged.words == (
        "Merged by id with the history imported before (items.csv): items 1 new, 1 changed, 1 as before, "
        "1 no longer in the file and kept as they were.",
        "New: D.",
        "Changed: B.",
        "Done since then: B.",
        "No longer in the file: A.",
    )
    assert merged.imported.report.assumed[-5:] == merged.words
    # The report is that of the file; the history has one item more.
    assert (merged.imported.report.items, len(merged.imported.log.items)) == (3, 4)


def test_the_same_file_again_changes_nothing() -> None:
    first = history(HEAD, *OLD)
    merged = merge(first.log, history(HEAD, *OLD))
    assert (merged.added, merged.changed, merged.kept, merged.same) == ((), (), (), 3)
    assert story(merged.imported.log) == story(first.log)
    assert len(merged.words) == 1


def test_an_item_that_was_reopened_is_told() -> None:
    merged = merge(history(HEAD, *NEW).log, history(HEAD, *OLD))
    assert "Open again: B." in merged.words
    assert "Done since then: A." not in merged.words


def test_another_title_or_type_is_a_change() -> None:
    renamed = [
        OLD[0].replace("one", "other"),
        OLD[1].replace("Story", "Bug"),
        OLD[2].replace("Blue", "Green"),
    ]
    assert merge(history(HEAD, *OLD).log, history(HEAD, *renamed)).changed == ("A", "B", "C")


def test_histories_without_a_common_item_or_without_ids_are_replaced() -> None:
    other = history(HEAD, "X,Bug,x,2024-01-01,2024-01-02,Red")
    merged = merge(history(HEAD, *OLD).log, other)
    assert not merged.is_merged
    assert merged.words == (
        "The history imported before (items.csv) is replaced: they have no item in common.",
    )
    assert merged.imported.log.items.names == ("X",)
    nameless = history("Started,Done", "2024-01-01,2024-01-02")
    assert merge(nameless.log, nameless).words == (
        "The history imported before (items.csv) is replaced: no item has an id.",
    )


def test_stages_that_only_the_older_history_has_stay_behind_the_others() -> None:
    old = lived(*moved("A", "_>To Do>Design>Done", 1, 2, 3), *moved("B", "_>To Do>Build>Done", 1, 2, 3))
    new = lived(*moved("B", "_>To Do>Build>Review>Done", 1, 2, 4, 5))
    merged = merge(old.log, new).imported.log
    assert [stage.name for stage in merged.stages] == ["To Do", "Build", "Review", "Design"]
    assert "2024-01-02 A entered Design" in story(merged)
    assert merged.commitment == 1


def test_the_history_spans_both() -> None:
    old, new = history(HEAD, *OLD).log, history(HEAD, *NEW).log
    merged = merge(old, Imported(new, history(HEAD, *NEW).report)).imported.log
    assert (merged.start, merged.end) == (old.start, new.end)
    assert velocity_series(merged, "week").done.sum() == 2


IDS = st.lists(st.sampled_from("ABCDEFGH"), min_size=1, max_size=8, unique=True)
DAYS = st.integers(1, 28)


@given(IDS, IDS, DAYS, DAYS)
def test_every_id_is_there_once_and_as_its_newest_file_says(
    old: list[str], new: list[str], first: int, second: int
) -> None:
    def made(names: list[str], day: int) -> Imported:
        held = table("ID,Done", *(f"{name},2024-01-{day:02}" for name in names))
        return assemble(held, guess_mapping(held))

    merged = merge(made(old, first).log, made(new, second))
    expected = dict.fromkeys(old, first) if merged.is_merged else {}
    expected |= dict.fromkeys(new, second)
    assert sorted(story(merged.imported.log)) == sorted(
        f"2024-01-{day:02} {name} done" for name, day in expected.items()
    )
    assert merged.is_merged == bool(set(old) & set(new))
