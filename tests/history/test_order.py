"""Day first or month first, told from all dates together."""

from __future__ import annotations

from sim.history.dates import read_dates
from sim.history.order import DateOrder, decide_order


def decide(**columns: list[str]) -> DateOrder:
    return decide_order({header: read_dates(texts) for header, texts in columns.items()})


def test_dates_that_leave_nothing_open_need_no_order() -> None:
    assert decide(Done=["2025-06-07", "7 Jun 2025"]) == DateOrder()


def test_one_number_above_twelve_proves_the_column() -> None:
    order = decide(Done=["7.6.2025", "8.6.2025", "14.6.2025"])
    said = 'Dates are read day first: "14.6.2025" in Done can be read no other way.'
    assert order == DateOrder("day first", reason=said)
    assert decide(Done=["6/7/2025", "6/14/2025"]).order == "month first"


def test_a_proven_column_decides_for_the_others() -> None:
    order = decide(Started=["1/2/2025", "3/4/2025"], Done=["1/20/2025", "4/5/2025"])
    assert (order.order, order.ambiguous, order.exceptions) == ("month first", False, {})
    assert order.of("Started") == "month first"


def test_columns_that_prove_different_orders_keep_their_own() -> None:
    order = decide(Started=["20/1/2025", "21/1/2025"], Done=["1/25/2025"])
    assert order.order == "day first"
    assert order.exceptions == {"Done": "month first"}
    assert (order.of("Started"), order.of("Done")) == ("day first", "month first")
    assert order.reason == (
        'Dates are read day first: "20/1/2025" in Started can be read no other way. '
        'In Done they are read month first: "1/25/2025" in Done can be read no other way.'
    )


def test_a_column_that_contradicts_itself_follows_its_majority() -> None:
    assert decide(Done=["14.6.2025", "15.6.2025", "6.16.2025"]).order == "day first"
    assert decide(Done=["14/6/2025", "6/15/2025", "6/16/2025"]).order == "month first"


def test_two_ambiguous_columns_can_be_decisive_together() -> None:
    # Day first: done a few days after the start. Month first: months before it in one row.
    order = decide(Started=["9.6.2025", "2.3.2025"], Done=["1.7.2025", "4.3.2025"])
    assert order == DateOrder(
        "day first",
        reason="Dates are read day first: month first, some would be in the wrong order (pairs: 1).",
    )
    turned = decide(Started=["6/9/2025", "3/2/2025"], Done=["7/1/2025", "3/4/2025"])
    assert (turned.order, turned.ambiguous) == ("month first", False)


def test_an_unambiguous_column_helps_an_ambiguous_one() -> None:
    order = decide(Created=["2025-06-01", "2025-06-02"], Done=["6/9/2025", "6/3/2025"])
    # Read day first, the first would be done in September, the second in March, before it was created.
    assert (order.order, order.ambiguous) == ("month first", False)


def test_dotted_dates_are_day_first_yet_ambiguous() -> None:
    order = decide(Done=["7.6.2025", "8.6.2025"])
    assert (order.order, order.ambiguous) == ("day first", True)
    assert order.reason == (
        'The dates fit both orders ("7.6.2025" in Done); they are read day first, '
        "because dots part the numbers."
    )


def test_am_and_pm_speak_for_month_first() -> None:
    order = decide(Done=["7/6/2025 8:00 AM"])
    assert (order.order, order.ambiguous) == ("month first", True)
    assert "because AM and PM are written" in order.reason


def test_without_any_hint_the_more_common_order_is_taken() -> None:
    order = decide(Done=["7/6/2025", "8/6/2025"])
    assert (order.order, order.ambiguous) == ("day first", True)
    assert order.reason.endswith("they are read day first, which is more common.")


def test_no_dates_at_all_need_no_order() -> None:
    assert decide(Done=["", ""]) == DateOrder()
    assert decide_order({}) == DateOrder()
