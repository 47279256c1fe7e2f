"""The mappings of files imported before, as far as this computer remembers them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.preferences import Preferences

if TYPE_CHECKING:
    from sim.history import KnownMapping

MOST: Final = 12
_NAME: Final = "mappings"


class KnownMappings:
    """Keeps the mappings of the latest imports, one for each set of columns."""

    def __init__(self, preferences: Preferences) -> None:
        """Remember in these preferences."""
        self._preferences = preferences

    def all(self) -> tuple[KnownMapping, ...]:
        """Give what is remembered, the latest first; what cannot be read any more is passed over."""
        from pydantic import ValidationError

        from sim.history import KnownMapping

        found = []
        for text in self._preferences.texts(_NAME):
            try:
                found.append(KnownMapping.model_validate_json(text))
            except ValidationError:
                continue  # of another version of the program
        return tuple(found)

    def remember(self, known: KnownMapping) -> None:
        """Put a mapping first, in place of one for the same columns."""
        others = [one for one in self.all() if one.columns != known.columns]
        texts = [one.model_dump_json(exclude_defaults=True) for one in (known, *others)][:MOST]
        self._preferences.put(_NAME, texts)
