"""Bytes changed at random, by a source of chance that can be repeated."""

from __future__ import annotations

import random

from tests.fuzz.seeds import PARTS, TEXTS, WORDS, files, packed


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Change some bytes: cut, doubled, swapped, turned into words that mean something."""
    made = bytearray(content)
    place = 0
    for _ in range(chance.choice((1, 1, 2, 3, 8, 30))):
        place = chance.randrange(len(made) + 1)
        length = chance.choice((1, 1, 2, 5, 20, 200))
        way = chance.randrange(6)
        if way == 0:
            del made[place : place + length]
        elif way == 1:
            made[place : place + length] = chance.choice(WORDS)
        elif way == 2:
            made[place:place] = chance.choice(WORDS)
        elif way == 3:
            made[place:place] = made[place : place + length] * chance.choice((1, 2, 50))
        elif way == 4:
            made[place : place + 1] = bytes((chance.randrange(256),))
        else:
            other = chance.randrange(len(made) + 1)
            made[place : place + length] = made[other : other + length]
    return bytes(made[: chance.choice((len(made), len(made), len(made), place))])


def any_file(chance: random.Random) -> tuple[str, bytes]:
    """Give name and bytes of a file that began as a whole one; of a workbook, mostly its parts change."""
    name = chance.choice((*TEXTS, *PARTS, *files()))
    if name in PARTS and chance.random() < 0.8:
        parts = dict(PARTS[name])
        place = chance.choice(tuple(parts))
        parts[place] = mutated(parts[place], chance)
        return name, packed(parts)
    return name, mutated(files()[name], chance)
