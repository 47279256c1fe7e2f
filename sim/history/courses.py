"""The courses of items: a chronicle read by a mapping's flow and rules."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.history.beginnings import Beginnings, arrivals, beginnings
from sim.history.case_ends import with_case_dates, with_last_events
from sim.history.chronicle import NOTHING, Chronicle, dates_of
from sim.history.fates import IGNORED, Fate, fates_of, stage_numbers
from sim.history.flags import Blocked, Stretches, blocked_in, stretches
from sim.history.lifecycle import Work, entries_and_work, work_in
from sim.history.mapping import FlowStage, Mapping
from sim.history.moves import (
    Moves,
    begun_again,
    gone_back,
    later_dates_wiped,
    skipped_filled,
    with_one_end,
    without_repeats,
)
from sim.log import set_first, set_last


@dataclass(frozen=True)
class Course:
    """What became of every item, and of every row of the chronicle.

    Attributes:
        stages: The stages that items are in.
        moves: All moves, by number of the item; a move to stage ``len(stages)`` or beyond is its end.
        source: Row of the chronicle's items that each item is, shape (items,); more than once where an item
            begins again as another.
        again: Which beginning of its row an item is, 1 for the first, shape (items,).
        arrived: When each item arrived, shape (items,); NaN where not known.
        given_up: Whether each item was cancelled, and is to be left out, shape (items,).
        blocked: Parts of visits under a flag.
        work: When activities were begun, interrupted and finished, where the log tells.
        work_move: Move that began the visit in which each row of work lies.
        reasons: The words of the flags of each row of items, in order of time.
        fate: What became of each row of the chronicle: a :class:`Fate`, int8.
        started: First commitment of each row of items, as the file has it; NaN for none.
        done: Likewise its end.
        counted: How often each rule was used, by its name.
        begun: What is known of the items' beginnings.
    """

    stages: tuple[FlowStage, ...]
    moves: Moves
    source: NDArray[np.int64]
    again: NDArray[np.int64]
    arrived: NDArray[np.float64]
    given_up: NDArray[np.bool_]
    blocked: Blocked
    work: Work
    work_move: NDArray[np.int64]
    reasons: dict[int, str]
    fate: NDArray[np.int8]
    started: NDArray[np.float64]
    done: NDArray[np.float64]
    counted: dict[str, int]
    begun: Beginnings


def course_of(story: Chronicle, mapping: Mapping) -> Course:
    """Read a chronicle by the flow and the rules of a mapping."""
    stages = mapping.visited()
    done = len(stages)
    counted: dict[str, int] = {}
    stage_of = stage_numbers(story.words, mapping)
    fate = fates_of(story, stage_of)
    order = in_order(story, np.flatnonzero(fate == Fate.USED))
    changed = order[~story.is_flag[order]]
    moves = Moves(story.item[changed].astype(np.int64), stage_of[story.to[changed]], story.when.days[changed])
    begun = beginnings(story, mapping, changed, stage_of)
    work = Work.nothing()
    if mapping.layout == "events":
        moves, work = entries_and_work(story, changed, moves)
        moves = _ended_cases(moves, story, mapping, changed, counted)
    else:
        moves = without_repeats(_passed_over(begun.added_to(moves), counted))
    started, finished = first_and_last(moves, mapping.commitment(), done, len(story.items))
    moves, source, again = _items(
        _counted(with_one_end(moves, done), mapping, done, counted), len(story.items), mapping, done
    )
    moves = _by_rules(moves, mapping, done, counted)
    of_rows = moves._replace(item=source[moves.item])
    work_move, fits = work_in(of_rows, work)
    counted["parallel"] = int(np.count_nonzero(~fits))
    given_up = _given_up(moves, len(source), mapping, done, counted)
    fate[_rows_left_out(story, source, given_up, fate)] = Fate.GIVEN_UP
    flagged, reasons = _flags(story, order[story.is_flag[order]], mapping, counted)
    return Course(
        stages=stages,
        moves=moves,
        source=source,
        again=again,
        arrived=_arrived(moves, source, again, arrivals(of_rows, begun, stages)),
        given_up=given_up,
        blocked=blocked_in(of_rows, flagged, done),
        work=work.where(fits),
        work_move=work_move[fits],
        reasons=reasons,
        fate=fate,
        started=started,
        done=finished,
        counted=counted,
        begun=begun,
    )


def in_order(story: Chronicle, rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """Put rows in order of item, then time; rows of one moment as they stand in the file.

    Where most rows of an item stand before the earlier ones, the file is read from its end.
    """
    items, times = story.item[rows], story.when.days[rows]
    by_item = np.argsort(items, kind="stable")
    same = items[by_item][1:] == items[by_item][:-1]
    steps = np.diff(times[by_item])[same]
    if np.count_nonzero(steps < 0) > np.count_nonzero(steps > 0):
        rows, items, times = rows[::-1], items[::-1], times[::-1]
    return rows[np.lexsort((times, items))]


def first_and_last(
    moves: Moves, commitment: int, done: int, size: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give first commitment and last end of each row of items, as the moves have them; NaN for none."""
    started, finished = np.full(size, np.nan), np.full(size, np.nan)
    begun = np.flatnonzero((moves.stage >= commitment) & (moves.stage < done))
    set_first(started, moves.item[begun], moves.time[begun])
    ends = np.flatnonzero(moves.stage == done)
    set_last(finished, moves.item[ends], moves.time[ends])
    return started, finished


def _passed_over(moves: Moves, counted: dict[str, int]) -> Moves:
    ignored = moves.stage == IGNORED
    counted["ignored"] = int(np.count_nonzero(ignored))
    return moves.where(~ignored)


def _ended_cases(
    moves: Moves, story: Chronicle, mapping: Mapping, rows: NDArray[np.intp], counted: dict[str, int]
) -> Moves:
    moves = _passed_over(moves, counted)
    done = len(mapping.visited())
    if "started" in mapping.columns:
        begun = dates_of(story, mapping, "started")
        early = moves.time < np.nan_to_num(begun, nan=-np.inf)[moves.item]
        counted["before the begin"] = int(np.count_nonzero(early))
        moves = with_case_dates(moves.where(~early), begun, 0)
    if mapping.rules.case_end == "end date":
        kept = moves.where(moves.stage < done)
        return with_case_dates(kept, dates_of(story, mapping, "done"), done)
    if mapping.rules.case_end == "last event":
        return with_last_events(moves, story, rows, done)
    return moves


def _counted(moves: Moves, mapping: Mapping, done: int, counted: dict[str, int]) -> Moves:
    """Count what does not go straight, and leave out what lies after a date that ends the case."""
    if mapping.layout == "events" and mapping.rules.case_end == "end date":
        moves = _until_done(moves, done, counted)
    again = begun_again(moves, done)
    counted["reopened"] = int(np.count_nonzero(again))
    counted["moved back"] = int(np.count_nonzero(gone_back(moves) & ~again))
    return moves


def _until_done(moves: Moves, done: int, counted: dict[str, int]) -> Moves:
    ended = np.full(int(moves.item.max(initial=0)) + 1, np.inf)
    ends = np.flatnonzero(moves.stage == done)
    set_last(ended, moves.item[ends], moves.time[ends])
    late = moves.time > ended[moves.item]
    counted["after the end"] = int(np.count_nonzero(late))
    return moves.where(~late)


def _items(
    moves: Moves, size: int, mapping: Mapping, done: int
) -> tuple[Moves, NDArray[np.int64], NDArray[np.int64]]:
    """Number the items anew; give the row of each, and which beginning of that row it is."""
    anew = begun_again(moves, done) & (mapping.rules.reopened == "new item")
    lives = 1 + np.bincount(moves.item[anew], minlength=size)
    source = np.repeat(np.arange(size), lives)
    again = np.arange(len(source)) - (np.cumsum(lives) - lives)[source] + 1
    number = (np.cumsum(lives) - lives)[moves.item]
    anew_before = np.cumsum(anew)
    first = moves.first()
    before_item = (anew_before - anew)[first][np.cumsum(first) - 1] if len(anew) else anew_before
    return moves._replace(item=number + anew_before - before_item), source, again


def _by_rules(moves: Moves, mapping: Mapping, done: int, counted: dict[str, int]) -> Moves:
    if mapping.rules.moved_back == "wipe later dates":
        moves = later_dates_wiped(moves)
    if mapping.rules.skipped == "back-filled":
        moves, counted["skipped"] = skipped_filled(moves, done)
    return moves


def _given_up(
    moves: Moves, size: int, mapping: Mapping, done: int, counted: dict[str, int]
) -> NDArray[np.bool_]:
    """Say which items end as cancelled and are left out; cancelled ones that stay count as done."""
    given_up = np.zeros(size, np.bool_)
    given_up[moves.item[moves.last() & (moves.stage > done)]] = True
    counted["cancelled"] = int(np.count_nonzero(given_up))
    return given_up & (mapping.rules.cancelled == "left out")


def _rows_left_out(
    story: Chronicle, source: NDArray[np.int64], given_up: NDArray[np.bool_], fate: NDArray[np.int8]
) -> NDArray[np.bool_]:
    """Say which used rows are about items of which nothing is left."""
    left = np.zeros(len(story.items) + 1, np.bool_)
    left[source[~given_up]] = True
    left[NOTHING] = True
    return np.asarray(~left[story.item] & (fate == Fate.USED))


def _arrived(
    moves: Moves, source: NDArray[np.int64], again: NDArray[np.int64], by_row: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give when each item arrived; one that begins again arrives with its first move."""
    first = np.full(len(source), np.nan)
    set_first(first, moves.item, moves.time)
    return np.where(again == 1, by_row[source], first)


def _flags(
    story: Chronicle, rows: NDArray[np.intp], mapping: Mapping, counted: dict[str, int]
) -> tuple[Stretches, dict[int, str]]:
    """Give the stretches under a flag, and their words by row of items; nothing where flags are not read."""
    counted["flags"] = len(rows)
    if mapping.rules.flags == "ignored":
        rows = rows[:0]
    item, is_set = story.item[rows].astype(np.int64), story.to[rows] != NOTHING
    reasons: dict[int, list[str]] = {}
    for place in np.flatnonzero(is_set).tolist():
        reasons.setdefault(int(item[place]), []).append(story.words[story.to[rows[place]]])
    joined = {place: "; ".join(words) for place, words in reasons.items()}
    return stretches(item, story.when.days[rows], is_set), joined
