"""In whose hands the items are: how many workers of each card are at work."""

from __future__ import annotations


class Hands:
    """Keeps for each item its card and its worker; several items may be in one hand."""

    def __init__(self) -> None:
        """Start with empty hands."""
        self._of: dict[int, tuple[int, int]] = {}
        self._items: dict[int, dict[int, int]] = {}

    def take(self, item: int, card: int, who: int) -> None:
        """Put an item into the hands of a worker in a card."""
        if self._of.get(item) == (card, who):
            return
        self.let_go(item)
        self._of[item] = (card, who)
        there = self._items.setdefault(card, {})
        there[who] = there.get(who, 0) + 1

    def let_go(self, item: int) -> None:
        """Take an item out of whatever hands it is in."""
        hand = self._of.pop(item, None)
        if hand is None:
            return
        card, who = hand
        there = self._items[card]
        if there[who] > 1:
            there[who] -= 1
        else:
            del there[who]

    def of(self, item: int) -> tuple[int, int] | None:
        """Give the card and the worker who has an item, None where nobody has."""
        return self._of.get(item)

    def busy(self, card: int) -> int:
        """Count the workers of a card who have something in hand."""
        return len(self._items.get(card, ()))
