"""What a person reads: the whole of standard output and standard error, verb by verb."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Said

Verb = Callable[..., Said]

ROWS = "ID,Type,Started,Done\n" + "".join(
    f"{n},{'Bug' if n % 4 == 0 else 'Story'},2026-03-{n:02d},2026-03-{n + 2:02d}\n" for n in range(1, 25)
)
"""An item a day, each done two days later; one more is open, and one has no dates that can be read."""

SET_ASIDE = "note: Of 26 rows 1 is set aside; `headrace import` lists them with the reasons.\n"
SHORT = (
    "note: The history has 26 days; 26 used, not 90.\n"
    "note: Short history: 26 days; fewer than 30 may miss slow weeks and holidays.\n"
)

METRICS = """\
items.csv: 24 items with a flow time

  metric               value   unit
 ──────────────────────────────────────────────────────
  Flow velocity         6.46   items a week
  Flow time, mean       3.00   days
  Flow time, 50 %       3.00   days
  Flow time, 70 %       3.00   days
  Flow time, 85 %       3.00   days
  Flow time, 95 %       3.00   days
  Flow load             1.88   items, mean over time
  Flow efficiency    100.0 %   active time / flow time
  Items still open         1   items

Flow distribution: Feature 75.0 %, Defect 25.0 %
Flow efficiency: An item counts as active in In progress.
"""

OF_METRICS = (
    "note: 1 item is unfinished at the end: counted in the load, not in flow time.\n"
    "note: No stage of this history counts as waiting, so flow efficiency says nothing.\n"
)

WHEN = """\
85 % sure by Wed 1 April 2026

Done within

  sure   days         date
 ──────────────────────────
  50 %      5   2026-03-31
  70 %      6   2026-04-01
  85 %      6   2026-04-01
  95 %      7   2026-04-02

Learned from 24 items done from 2026-03-01 to 2026-03-26; exact.
"""

HOW_MANY = """\
85 % sure of 8 items or more by Sun 5 April 2026

At least so many items

  sure   items
 ──────────────
  85 %       8

Learned from 24 items done from 2026-03-01 to 2026-03-26; exact.
"""

IMPORT = f"""\
items.csv: start and done, 25 items from 2026-03-01 to 2026-03-26. Of 26 rows 25 used, 1 set aside.

{METRICS.partition("Flow efficiency: ")[0]}Set aside

  row   value   reason
 ─────────────────────────────────────
  27    soon    Started is not a date

assumed: Flow time begins with Started and ends with Done.
assumed: Times without an offset are taken as they are written, in UTC; days begin and end there.
assumed: The history ends with the day of its last event.
assumed: Type is read so: Story as Feature, Bug as Defect.
Wrote team.headrace
"""

NOTHING = (
    '{"format":"headrace.stream/1","name":"x","time_unit":"day","item_types":[],"arrivals":[],"stages":[]}'
)

FAULTS = """\
error: item_types: The stream has no item types. Add one; feature is a good start.
error: arrivals: Nothing ever arrives. Add arrivals, or items on the board.
error: stages: The stream has no stages. Add a work stage.
error: - has 3 errors.
to mend: Mend what is listed above and check again.
"""


@pytest.fixture
def items(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("items.csv")
    path.write_text(ROWS + "25,Story,2026-03-26,\n26,Story,soon,later\n", encoding="utf-8")
    return path


def read(text: str) -> str:
    """What is seen: blanks at the ends of lines are not."""
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def test_metrics_are_a_table_in_weeks_and_days(headrace: Verb, items: Path) -> None:
    said = headrace("metrics", items)
    assert (said.status, read(said.out)) == (0, METRICS)
    assert said.err == f"{SET_ASIDE}{OF_METRICS}"


def test_a_forecast_is_a_sentence_first_and_a_table_then(headrace: Verb, items: Path) -> None:
    said = headrace("forecast", items, "--items", 5)
    assert (said.status, read(said.out), said.err) == (0, WHEN, SET_ASIDE + SHORT)


def test_a_forecast_by_a_date_counts_items(headrace: Verb, items: Path) -> None:
    said = headrace("forecast", items, "--by", "2026-04-05", "--percentiles", "85")
    assert (said.status, read(said.out), said.err) == (0, HOW_MANY, SET_ASIDE + SHORT)


def test_an_import_says_what_it_read_assumed_and_set_aside(headrace: Verb, items: Path) -> None:
    said = headrace("import", items, "-o", "team.headrace")
    assert (said.status, read(said.out), said.err) == (0, IMPORT, OF_METRICS)
    assert sorted(one.name for one in Path().iterdir()) == ["items.csv", "team.headrace"]


def test_only_the_first_rows_set_aside_are_listed(headrace: Verb, items: Path) -> None:
    items.write_text(ROWS + "".join(f"{n},Story,soon,later\n" for n in range(30, 52)), encoding="utf-8")
    lines = headrace("import", items, "-o", "team.headrace").out.splitlines()
    assert "Set aside, the first 20 of 22" in lines
    assert sum("Started is not a date" in line for line in lines) == 20
    assert len(headrace("import", items, "-o", "team.headrace", "--json").json["report"]["set_aside"]) == 22


def test_a_sound_stream_is_called_so_below_its_loads(headrace: Verb) -> None:
    said = headrace("check", "software-team")
    loads = "load: Analysis 0.57, Build 0.60, Test 0.93\n"
    assert said == Said(0, f"{loads}software-team: nothing stands in the way of running it.\n", "")


def test_every_fault_of_a_stream_has_its_line_on_standard_error(headrace: Verb) -> None:
    assert headrace("check", "-", typed=NOTHING) == Said(1, "", FAULTS)


def test_a_warning_does_not_stand_in_the_way(headrace: Verb, tmp_path: Path) -> None:
    stream = headrace("example", "software-team").json
    stream["stages"][2]["wip_limit"] = 1
    path = tmp_path / "team.json"
    path.write_text(json.dumps(stream), encoding="utf-8")
    said = headrace("check", path)
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines() == [
        "warning: stages.test.wip_limit: Test has 2 workers and a WIP limit of 1: "
        "1 of them have nothing to do. "
        "Raise the limit to the number of workers at least, or take workers out.",
        "load: Analysis 0.57, Build 0.60, Test 0.93",
        f"{path}: nothing stands in the way of running it; 1 warning above.",
    ]
