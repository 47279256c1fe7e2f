"""How long each item has been worked on in the stage it is in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


class Touch:
    """Keeps for each item in work the time that was worked on it, and since when somebody is at it again."""

    def __init__(self) -> None:
        """Start with nothing in work."""
        self._worked: dict[int, float] = {}
        self._since: dict[int, float] = {}

    def begin(self, item: int, time: float) -> None:
        """Somebody begins to work on an item, or goes on with it."""
        self._worked.setdefault(item, 0.0)
        self._since.setdefault(item, time)

    def stop(self, item: int, time: float) -> None:
        """Work on an item stands still."""
        since = self._since.pop(item, None)
        if since is not None:
            self._worked[item] += time - since

    def forget(self, item: int) -> None:
        """Work on an item is over, or it went elsewhere."""
        self._worked.pop(item, None)
        self._since.pop(item, None)

    def under_way(self) -> Iterator[int]:
        """Give the items that were begun and are not finished."""
        yield from self._worked

    def is_begun(self, item: int) -> bool:
        """Tell whether work on an item was begun in the stage it is in."""
        return item in self._worked

    def is_running(self, item: int) -> bool:
        """Tell whether somebody works on an item now."""
        return item in self._since

    def shares(self, now: float, left: Mapping[int, float]) -> dict[int, float]:
        """Give the share of its work that is behind each item, 0 to 1, where it is known what is left."""
        found = {}
        for item, worked in self._worked.items():
            since = self._since.get(item)
            behind = worked if since is None else worked + now - since
            whole = behind + left.get(item, 0.0)
            if item in left and whole > 0:
                found[item] = behind / whole
        return found
