"""A second way to the same history of changes: item by item in plain Python, under every set of rules."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from sim.history import FlowStage, Mapping, Rules, Table, assemble
from sim.log import audit
from tests.history.files import story

STAGES = ("Backlog", "Build", "Test")
DONE, GONE = "Done", "Gone"
MAPPING = Mapping(
    layout="changes",
    columns={"id": "id"},
    flow=(
        FlowStage(name="Backlog", state="new", statuses=("Backlog",)),
        FlowStage(name="Build", statuses=("Build", "Code")),
        FlowStage(name="Test", statuses=("Test",)),
        FlowStage(name=DONE, state="done", statuses=(DONE, "Shipped")),
        FlowStage(name=GONE, state="cancelled", statuses=(GONE,)),
        FlowStage(name="Limbo", state="ignored", statuses=("Limbo",)),
    ),
)
WORDS = {word: stage.name for stage in MAPPING.flow for word in stage.statuses}
ORDER = (*STAGES, DONE, GONE)
RULES = [
    Rules(reopened=reopened, moved_back=back, skipped=skipped, cancelled=cancelled)
    for reopened, back, skipped, cancelled in product(
        ("one flow time", "new item"),
        ("keep visits", "wipe later dates"),
        ("blank", "back-filled"),
        ("left out", "as done"),
    )
]
Way = list[tuple[int, str]]
"""Days and stages."""

WAYS = st.lists(
    st.lists(st.tuples(st.integers(1, 3), st.sampled_from(list(WORDS))), min_size=1, max_size=9),
    min_size=1,
    max_size=5,
)


@given(WAYS, st.sampled_from(RULES))
def test_both_ways_tell_the_same_story(steps: list[Way], rules: Rules) -> None:
    ways = [dated(way) for way in steps]
    expected = sorted(line for number, way in enumerate(ways) for line in told(f"i{number}", way, rules))
    mapping = MAPPING.model_copy(update={"rules": rules})
    if all(line.endswith("arrived") for line in expected):
        return  # nobody ever moved: no history
    log = assemble(table_of(ways), mapping).log
    assert sorted(story(log)) == expected
    assert audit(log) == ()


def dated(steps: Way) -> Way:
    """Steps of days become days, all different, and words stay."""
    day, way = 0, []
    for step, word in steps:
        day += step
        way.append((day, word))
    return way


def table_of(ways: list[Way]) -> Table:
    """Items and their changes, the changes of all items mixed by day."""
    names = tuple(f"i{number}" for number in range(len(ways)))
    rows = sorted(
        (day, number, word, way[place - 1][1] if place else "")
        for number, way in enumerate(ways)
        for place, (day, word) in enumerate(way)
    )
    columns = (
        tuple(names[number] for _, number, _, _ in rows),
        tuple("status" for _ in rows),
        tuple(came for _, _, _, came in rows),
        tuple(word for _, _, word, _ in rows),
        tuple(f"2024-{1 + day // 28:02}-{1 + day % 28:02}T00:00:00Z" for day, _, _, _ in rows),
    )
    changes = Table("t", ("item", "field", "from", "to", "when"), columns, tuple(range(len(rows))))
    return Table("t", ("id",), (names,), tuple(range(2, len(ways) + 2)), changes=changes)


def told(name: str, way: Way, rules: Rules) -> list[str]:
    """Every event of an item, by the rules, a line each."""
    visits = one_end([(day, WORDS[word]) for day, word in way if WORDS[word] != "Limbo"])
    lines = [] if visits else [f"{date(way[0][0])} {name} arrived"]
    for number, life in enumerate(lives(visits, rules), start=1):
        own = name if number == 1 else f"{name} ({number})"
        straight = straightened(life, rules)
        if straight[-1][1] == GONE and rules.cancelled == "left out":
            continue
        arrived = way[0][0] if number == 1 else straight[0][0]
        lines.append(f"{date(arrived)} {own} arrived")
        for day, stage in straight:
            lines.append(f"{date(day)} {own} " + ("done" if stage in (DONE, GONE) else f"entered {stage}"))
    return lines


def one_end(way: Way) -> Way:
    """No change to the stage where the item is; of ends in a row, the first of the kind of the last."""
    kept: Way = []
    for day, stage in way:
        if not kept or kept[-1][1] != stage:
            kept.append((day, stage))
    found: Way = []
    run: Way = []
    for step in [*kept, (0, "")]:
        if step[1] in (DONE, GONE):
            run.append(step)
            continue
        if run:
            found.append(next(one for one in run if one[1] == run[-1][1]))
            run = []
        found.append(step)
    return found[:-1]


def lives(way: Way, rules: Rules) -> list[Way]:
    """One life, or a new one after each end."""
    if rules.reopened == "one flow time":
        return [way] if way else []
    found: list[Way] = []
    for step in way:
        if not found or found[-1][-1][1] in (DONE, GONE):
            found.append([])
        found[-1].append(step)
    return found


def straightened(way: Way, rules: Rules) -> Way:
    """By the rules on moves back and on skipped stages."""
    if rules.moved_back == "wipe later dates":
        dates: dict[int, int] = {}
        for day, stage in way:
            number = ORDER.index(stage)
            dates = {other: when for other, when in dates.items() if other <= number}
            dates.setdefault(number, day)
        way = [(day, ORDER[number]) for number, day in sorted(dates.items())]
    if rules.skipped == "back-filled":
        filled: Way = []
        before = -1
        for day, stage in way:
            number = ORDER.index(stage)
            if stage != GONE:
                filled += [(day, ORDER[between]) for between in range(before + 1, number)]
            filled.append((day, stage))
            before = number
        way = filled
    return way


def date(day: int) -> str:
    """A day as the story tells it."""
    return f"2024-{1 + day // 28:02}-{1 + day % 28:02}"
