"""What keeps a mapping from fitting a table."""

from __future__ import annotations

from sim.history import Mapping, StageColumn, guess_mapping, mapping_problems
from sim.history.problems import columns_seen
from tests.history.files import table

TABLE = table("ID,Started,Done,Note", "1,2025-01-01,2025-01-02,abc")


def problems(**changes: object) -> tuple[str, ...]:
    return mapping_problems(TABLE, guess_mapping(TABLE).model_copy(update=changes))


def test_a_good_guess_has_no_problems() -> None:
    assert problems() == ()


def test_a_missing_column_is_named_with_those_that_are_there() -> None:
    assert problems(columns={"done": "Finished"}) == (
        'There is no column "Finished"; the columns are ID, Started, Done, Note.',
    )


def test_no_done_is_a_problem_in_either_layout() -> None:
    said = "None of the columns ID, Started, Done, Note is known to hold the date an item was done."
    assert problems(columns={"started": "Started"}) == (said,)
    stages = (StageColumn(column="Started", name="Build"),)
    assert problems(layout="stages", columns={}, stages=stages) == (said,)


def test_one_column_cannot_be_two_dates() -> None:
    assert problems(columns={"started": "Done", "done": "Done"}) == (
        'The column "Done" is used for 2 dates; each needs its own.',
    )


def test_a_column_without_dates_is_shown_by_its_first_text() -> None:
    assert problems(columns={"done": "Note"}) == ('The column "Note" holds no dates; it begins with "abc".',)


def test_layout_and_stages_must_agree() -> None:
    stage = StageColumn(column="Started", name="Build")
    assert problems(columns={"done": "Done"}, stages=(stage,)) == (
        "The layout is one row an item with start and done, yet stages are named.",
    )
    assert problems(layout="stages") == ("The layout is one date column a stage, yet no stage is named.",)


def test_some_stage_must_come_after_commitment() -> None:
    stage = StageColumn(column="Started", name="Backlog", state="new")
    assert problems(layout="stages", columns={"done": "Done"}, stages=(stage,)) == (
        "Every stage comes before commitment (new), so no item ever starts.",
    )


def test_stages_need_different_names() -> None:
    stages = (StageColumn(column="Started", name="Build"), StageColumn(column="ID", name="Build"))
    assert '2 stages are called "Build".' in problems(
        layout="stages", columns={"done": "Done"}, stages=stages
    )


def test_an_unknown_zone_is_named() -> None:
    said = 'There is no time zone "Europe/Nowhere"; name one such as Europe/Amsterdam, or UTC.'
    assert problems(zone="Europe/Nowhere") == (said,)
    assert problems(zone="") != ()
    assert problems(zone="../etc/passwd") != ()


def test_a_type_must_be_mapped_to_something() -> None:
    assert problems(types={"Bug": ""}) == ('The type "Bug" is mapped to nothing.',)


def test_all_problems_come_at_once() -> None:
    mapping = Mapping(columns={"started": "Begun"}, zone="Nowhere")
    assert len(mapping_problems(TABLE, mapping)) == 3


def test_many_columns_are_named_up_to_a_dozen() -> None:
    made = table(",".join(f"c{n}" for n in range(15)))
    assert columns_seen(made) == "c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11 and 3 more"


def test_a_column_where_nearly_every_word_differs_is_no_type() -> None:
    made = table("ID,Done", *(f"A-{n},2025-01-01" for n in range(1_001)))
    for field in ("type", "class"):
        mapping = Mapping.model_validate({"columns": {"done": "Done", field: "ID"}})
        said = f'"ID" has 1001 different words; at most 1000 can be a {field}.'
        assert mapping_problems(made, mapping) == (said,)
