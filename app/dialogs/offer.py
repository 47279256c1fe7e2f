"""What can be done now: the one source of the command search and of the sheet of keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Offer:
    """One thing that a person can do.

    Attributes:
        key: Its stable name, by which it is remembered.
        text: What it is called.
        keys: Its keys as people read them; empty if it has none.
        where: Where it belongs: a page, or the window.
        is_enabled: Whether it can be done now.
        do: Does it.
    """

    key: str
    text: str
    keys: str = ""
    where: str = ""
    is_enabled: bool = True
    do: Callable[[], object] = field(default=lambda: None, compare=False, repr=False)


def rank(words: str, name: str) -> float | None:
    """Tell how well a name answers what was typed; None: not at all.

    Each word must occur, whatever the case and the order: at best at the beginning of a word of the name,
    else within one, or at least letter by letter and not too far apart ("wlm" finds "WIP limit").
    """
    found = [_rank_word(word, name.casefold()) for word in words.casefold().split()]
    if None in found:
        return None
    return sum(each for each in found if each is not None)


def best(words: str, offers: list[Offer], recent: tuple[str, ...]) -> list[Offer]:
    """Give the offers that answer what was typed: the best first, of equals the one used last.

    What cannot be done now comes last, however well it answers.
    """
    ranked = [(rank(words, offer.text), offer) for offer in offers]
    ages = {key: age for age, key in enumerate(recent)}

    def order(pair: tuple[float | None, Offer]) -> tuple[bool, float, int]:
        value, offer = pair
        return not offer.is_enabled, -(value or 0.0), ages.get(offer.key, len(ages))

    return [offer for _, offer in sorted((pair for pair in ranked if pair[0] is not None), key=order)]


_BEGINS, _WITHIN = 3.0, 2.0
_LEAST = 0.25
"""Least share of the letters typed among those that they are spread over."""


def _rank_word(word: str, name: str) -> float | None:
    at = name.find(word)
    if at >= 0:
        begins = any(
            name.startswith(word, place) and (place == 0 or not name[place - 1].isalnum())
            for place in range(at, len(name))
        )
        return _BEGINS if begins else _WITHIN
    places: list[int] = []
    for letter in word:
        place = name.find(letter, places[-1] + 1 if places else 0)
        if place < 0:
            return None
        places.append(place)
    share = len(word) / (places[-1] - places[0] + 1)
    return share if share >= _LEAST else None
