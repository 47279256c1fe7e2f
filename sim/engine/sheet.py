"""A board in the making: words appended one section after the other."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray


class Sheet:
    """Words of a board, in order.

    Attributes:
        words: The words so far.
        sections: Where each section begins, and the end.
    """

    def __init__(self) -> None:
        self.words: list[int] = []
        self.sections: list[int] = [0]

    def reserve(self, count: int) -> int:
        """Append zeros; give the offset of the first."""
        return self.add([0] * count)

    def add(self, words: Iterable[int]) -> int:
        """Append words; give the offset of the first."""
        offset = len(self.words)
        self.words.extend(int(word) for word in words)
        self.sections.append(len(self.words))
        return offset

    def set(self, offset: int, word: int) -> None:
        """Set one word."""
        self.words[offset] = word

    def array(self) -> NDArray[np.int64]:
        """Give the words, shape (words,)."""
        return np.array(self.words, np.int64)
