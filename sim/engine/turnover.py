"""People who come and go: who leaves first, who stays after all, which number a newcomer takes."""

from __future__ import annotations

from sim.engine.build import rule
from sim.engine.crews import count_places, is_gone, retire, worker_row
from sim.engine.layout import NOBODY, Board
from sim.engine.layout_crews import DOWN, IN_HAND, LAST_TYPE, LEAVING, SEATS, SIZE, TURNS


@rule
def staff(b: Board, c: int) -> None:
    """Let people come to a crew, or leave it, until as many as it should have mean to stay."""
    staying = 0
    for n in range(b[c + SEATS]):
        staying += 1 - b[worker_row(b, c, n) + LEAVING]
    while staying < b[c + SIZE]:
        welcome(b, c)
        staying += 1
    while staying > b[c + SIZE]:
        dismiss(b, c)
        staying -= 1
    count_places(b, c)


@rule
def welcome(b: Board, c: int) -> None:
    """Let someone who was about to leave stay; where there is no one, let someone come."""
    n = first_to_stay(b, c)
    if n < 0:
        n = 0
        while not is_gone(b, worker_row(b, c, n)):
            n += 1
        a = worker_row(b, c, n)
        b[a + DOWN] = 0
        b[a + LAST_TYPE] = -1
        b[a + TURNS] = 0
    b[worker_row(b, c, n) + LEAVING] = 0


@rule
def first_to_stay(b: Board, c: int) -> int:
    """The lowest number of those who are about to leave, but still have something in hand; -1 if none."""
    for n in range(b[c + SEATS]):
        a = worker_row(b, c, n)
        if b[a + LEAVING] and not is_gone(b, a):
            return n
    return NOBODY


@rule
def dismiss(b: Board, c: int) -> None:
    """Let one of a crew leave once the hand is empty."""
    best = NOBODY
    for n in range(b[c + SEATS]):
        a = worker_row(b, c, n)
        if b[a + LEAVING]:
            continue
        if best < 0 or readiness(b, a) <= readiness(b, worker_row(b, c, best)):
            best = n
    a = worker_row(b, c, best)
    b[a + LEAVING] = 1
    if is_gone(b, a):
        retire(b, a)


@rule
def readiness(b: Board, a: int) -> int:
    """How soon a worker leaves: with nothing in hand first (but who is down last of these)."""
    in_hand = b[a + IN_HAND]
    return 2 * in_hand if in_hand > 0 else b[a + DOWN]
