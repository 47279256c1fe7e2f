"""The faults: rules of the engine, each with one thing wrong."""

from __future__ import annotations

from tests.faults.trial import Fault

_COUNTED = "    if b[VISITS_KEPT]:\n        b[item(b, slot) + VISITS + s] += 1\n"

_MARKS = (
    Fault("no mark for those bound for a stage", "ways", "    mark(b, to)\n", ""),
    Fault(
        "no mark where a place becomes free",
        "items",
        "mark_all(b, 1 << s | b[LAST_CALL])",
        "mark_all(b, b[LAST_CALL])",
    ),
    Fault(
        "no mark where a group has room",
        "items",
        "            mark_all(b, b[group(b, g) + GROUP_ENTRIES])\n",
        "",
    ),
    Fault(
        "no mark where a worker is free",
        "crews",
        "    mark_crew(b, c)\n",
        "",
    ),
    Fault("no mark where a worker is repaired", "interruptions", "    mark_crew(b, c)\n", ""),
    Fault("no mark where a gate opens", "kernel", "    mark_all(b, b[stage(s) + ONWARD])\n", ""),
    Fault(
        "no mark where the stream takes another of a class", "items", "    mark_all(b, b[FROM_BACKLOG])\n", ""
    ),
    Fault(
        "no mark for a batch that is overdue",
        "batches",
        "    b[stage(s) + OVERDUE] += 1\n    mark(b, s)\n",
        "    b[stage(s) + OVERDUE] += 1\n",
    ),
    Fault(
        "the last lot waits until the next visit",
        "settle",
        "            enter(b, slot, s)\n            if b[LAST_CALL]:\n                hand_on_rests(b)\n",
        "            enter(b, slot, s)\n",
    ),
    Fault(
        "what may be preempted is not visited again",
        "starting",
        "    if b[PREEMPTIVE] or b[stage(s) + BATCH] > 0:\n",
        "    if b[stage(s) + BATCH] > 0:\n",
    ),
)

_STALE = (
    Fault(
        "an event that nothing waits for is applied",
        "progress",
        "    return b[i + DUE_KEY] != key or b[i + DUE_AT] != time",
        "    return b[i + DUE_KEY] != key",
    ),
    Fault(
        "a failure of one who was repaired is applied", "progress", "+ TURNS_AT] != time", "+ TURNS_AT] < 0"
    ),
    Fault(
        "those who share a hand keep their old events",
        "progress",
        "    await_nothing(b, slot)\n    expect(b, a)\n",
        "    await_nothing(b, slot)\n",
    ),
)

_LIMITS = (
    Fault(
        "a stage takes one more than its limit",
        "settle",
        "b[stage(s) + WIP] >= b[stage(s) + LIMIT]",
        "b[stage(s) + WIP] > b[stage(s) + LIMIT]",
    ),
    Fault(
        "a group takes one more than its limit",
        "settle",
        "b[a + GROUP_WIP] >= b[a + GROUP_LIMIT]",
        "b[a + GROUP_WIP] > b[a + GROUP_LIMIT]",
    ),
    Fault(
        "who is in a group needs new room in it",
        "settle",
        "origin < b[a + GROUP_FIRST] <= s <=",
        "b[a + GROUP_FIRST] <= s <=",
    ),
    Fault(
        "a class has one more than its most",
        "items",
        "+ IN_STREAM] < b[class_row(b, c) + AT_MOST]",
        "+ IN_STREAM] <= b[class_row(b, c) + AT_MOST]",
    ),
    Fault(
        "a type has one more than its limit",
        "items",
        "b[a + TYPE_IN_STREAM] < b[a + TYPE_LIMIT]",
        "b[a + TYPE_IN_STREAM] <= b[a + TYPE_LIMIT]",
    ),
    Fault(
        "expedite minds the limit of its type",
        "items",
        "    if b[class_row(b, b[a + TYPE_CLASS]) + IGNORES_WIP]:\n        return True\n",
        "",
    ),
    Fault(
        "limits of class and type are asked in every stage",
        "settle",
        "if origin < 0 and s < b[STAGE_COUNT] and not",
        "if s < b[STAGE_COUNT] and not",
    ),
    Fault(
        "pulled when ready, but for those who wait inside",
        "staffing",
        "startable_ahead(b, s) + b[a + WAITING]",
        "startable_ahead(b, s)",
    ),
    Fault(
        "a shut gate lets items out",
        "settle",
        "if origin >= 0 and not gate_is_open(b, origin):",
        "if origin < 0 and not gate_is_open(b, origin):",
    ),
)

_TURNS = (
    Fault(
        "equal keys go by the later joining",
        "queues",
        "    return b[i + JOINED] < b[j + JOINED]",
        "    return b[i + JOINED] > b[j + JOINED]",
    ),
    Fault(
        "the larger key goes first",
        "queues",
        "            return key < rivals",
        "            return key > rivals",
    ),
    Fault(
        "rework waits with the rest",
        "queues",
        "return REWORK if b[item(b, slot) + FAILED_IN] >= 0 else FRESH",
        "return FRESH",
    ),
    Fault(
        "rework is over one stage too early",
        "work",
        "    if b[i + FAILED_IN] < s:\n",
        "    if b[i + FAILED_IN] <= s:\n",
    ),
    Fault("rework counts from the last failure only", "work", "max(b[i + FAILED_IN], s)", "s"),
    Fault(
        "what was put down waits behind",
        "starting",
        "wait_inside(b, slot, s, BEGUN)",
        "wait_inside(b, slot, s, 2)",
    ),
    Fault("failures come before finishes", "layout", "FINISH = 2\nFAIL = 3\n", "FINISH = 3\nFAIL = 2\n"),
    Fault(
        "the fullest hand takes an item",
        "crews",
        "b[a + IN_HAND] < b[worker_row(b, c, best) + IN_HAND]",
        "b[a + IN_HAND] > b[worker_row(b, c, best) + IN_HAND]",
    ),
    Fault(
        "a team forgets the stages that go first",
        "staffing",
        "b[crew_of(b, s) + FREE] > startable_ahead(b, s)\n\n\n@rule\ndef startable_ahead",
        "b[crew_of(b, s) + FREE] > 0\n\n\n@rule\ndef startable_ahead",
    ),
    Fault(
        "the one taken up first is preempted",
        "staffing",
        "b[i + TAKEN_AT] > b[j + TAKEN_AT]",
        "b[i + TAKEN_AT] < b[j + TAKEN_AT]",
    ),
    Fault("equal ranks preempt each other", "staffing", "+ CLASS_RANK] > rank\n", "+ CLASS_RANK] >= rank\n"),
)

_WORK = (
    Fault(
        "effort is paid again at the next visit",
        "work",
        "    b[i + EFFORT] = ONE\n    if b[stage(s) + KIND] == WAIT",
        "    if b[stage(s) + KIND] == WAIT",
    ),
    Fault(
        "focus does not stretch work",
        "work",
        "    return ticks if b[stage(s) + PLAIN] else scaled(ticks, b[crew_of(b, s) + STRETCH])",
        "    return ticks",
    ),
    Fault(
        "focus does not stretch changeovers", "starting", "scaled(lasts, b[crew_of(b, s) + STRETCH])", "lasts"
    ),
    Fault("switching costs nothing", "starting", "    if others > 0:\n", "    if others > 99:\n"),
    Fault(
        "switching costs also where one works alone",
        "starting",
        "    if others > 0:\n",
        "    if others >= 0:\n",
    ),
    Fault(
        "a hand of several is as fast as of one",
        "progress",
        "(b[NOW] - b[i + SINCE]) // b[a + AT_WORK]",
        "b[NOW] - b[i + SINCE]",
    ),
    Fault(
        "no changeover after other stages",
        "crews",
        "    b[a + LAST_TYPE] = b[item(b, slot) + TYPE]\n",
        "    b[a + LAST_TYPE] = b[item(b, slot) + TYPE] if b[a + LAST_TYPE] < 0 else b[a + LAST_TYPE]\n",
    ),
    Fault(
        "a changeover that goes on is told as work",
        "starting",
        "RESUMED if b[item(b, slot) + WORK_BEGUN] == TOUCHED else SETUP, slot, s, n)",
        "RESUMED, slot, s, n)",
    ),
    Fault("the next blocker is not drawn anew", "interruptions", "    b[item(b, slot) + BLOCKS] += 1\n", ""),
    Fault(
        "a blocker at the end of work still comes",
        "blockers",
        "ticks < b[item(b, slot) + REMAINING]",
        "ticks <= b[item(b, slot) + REMAINING]",
    ),
    Fault(
        "the worker of a blocked item stays with it",
        "interruptions",
        "    if b[stage(s) + KEEPS_WORKER]:\n",
        "    if b[stage(s) + KEEPS_WORKER] >= 0:\n",
    ),
    Fault(
        "unblocked under a worker who is down",
        "interruptions",
        "if n >= 0 and not b[hand_of(b, s, slot) + DOWN]:",
        "if n >= 0:",
    ),
    Fault(
        "who is down takes up work",
        "crews",
        "    if b[a + DOWN] or b[a + LEAVING]:\n",
        "    if b[a + LEAVING]:\n",
    ),
    Fault(
        "who is about to leave takes up work",
        "crews",
        "    if b[a + DOWN] or b[a + LEAVING]:\n",
        "    if b[a + DOWN]:\n",
    ),
    Fault("a worker who holds is free at once", "work", "    if not b[stage(s) + HOLD]:\n", "    if True:\n"),
    Fault(
        "a batch is free with its first item", "crews", "not left_batch(b, slot)", "left_batch(b, slot) >= 0"
    ),
    Fault(
        "drag leaves the item itself out",
        "drag",
        "    factor = ONE\n",
        "    factor = ONE - b[b[stage(s) + DRAGS] + effect]\n",
    ),
)

_WAYS = (
    Fault(
        "a lot goes one too early",
        "ways",
        "b[lot + LOT_HELD] >= b[lot + LOT_SIZE]",
        "b[lot + LOT_HELD] + 1 >= b[lot + LOT_SIZE]",
    ),
    Fault(
        "the last lot stays for ever",
        "ways",
        "        if lot > 0 and b[lot + LOT_HELD]",
        "        if lot < 0 and b[lot + LOT_HELD]",
    ),
    Fault(
        "a short batch starts while more can come",
        "batches",
        "b[a + OVERDUE] > 0 or not more_can_come(b, s)",
        "True",
    ),
    Fault(
        "a skipped stage is skipped alone",
        "ways",
        "    while to < b[STAGE_COUNT] and skips(b, slot, to):\n",
        "    if to < b[STAGE_COUNT] and skips(b, slot, to):\n",
    ),
    Fault(
        "routes are decided after the visit is counted",
        "work",
        f"    to = onward(b, slot, s)\n{_COUNTED}    if way",
        f"{_COUNTED}    to = onward(b, slot, s)\n    if way",
    ),
    Fault(
        "those born of one item share an address", "feedback", "        key_at = plus(key_at, GOLDEN)\n", ""
    ),
    Fault(
        "the newest of those who leave stays",
        "turnover",
        "        if b[a + LEAVING] and not is_gone(b, a):\n",
        "        if b[a + LEAVING] and is_gone(b, a):\n",
    ),
    Fault(
        "the lowest number leaves first",
        "turnover",
        "<= readiness(b, worker_row(b, c, best)):",
        "< readiness(b, worker_row(b, c, best)):",
    ),
    Fault(
        "a gate that is kept opens anew",
        "changing",
        "        if b[b[HEAP] + 2 * n + 1] == key:\n",
        "        if b[b[HEAP] + 2 * n + 1] == -key:\n",
    ),
)

FAULTS = (*_MARKS, *_STALE, *_LIMITS, *_TURNS, *_WORK, *_WAYS)
"""All of them."""
