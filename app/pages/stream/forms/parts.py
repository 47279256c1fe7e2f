"""Rows for a list of parts: which one is shown, one more, and one less."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.pages.stream.forms.change import Change
    from app.pages.stream.forms.sheet import Sheet


@dataclass(frozen=True)
class Parts:
    """A list of parts that are shown one at a time.

    Attributes:
        field: The list in the stream.
        one: What one of them is called.
        names: Name of each by its key, in their order.
        add: Gives the change that adds one, and the key it will have; None where nothing can be added.
        take: Gives the change that takes one out, by its key.
    """

    field: str
    one: str
    names: Mapping[str, str]
    add: Callable[[], tuple[Change, str]] | None
    take: Callable[[str], Change]


def add_parts(sheet: Sheet, parts: Parts) -> str | None:
    """Add a choice of the part to show, and buttons; gives the key of what is shown, if anything."""
    desk, keys = sheet.desk, list(parts.names)
    shown = desk.picked.get(parts.field, "")
    if shown not in parts.names:
        shown = keys[0] if keys else ""
    if len(keys) > 1:
        whole = sheet.at("", sheet.about.owner)
        box = whole.pick(
            "Shown here", f"{parts.field}.shown", parts.names, shown, lambda key: desk.pick(parts.field, key)
        )
        box.setAccessibleName(parts.one.capitalize())
    offers = []
    if parts.add is not None:
        offers.append((f"Add {parts.one}", f"{parts.field}.add", lambda: _add(sheet, parts)))
    if shown:
        offers.append(("Remove", f"{parts.field}.remove", lambda: sheet.want(parts.take(shown))))
    sheet.at("", sheet.about.owner).buttons(offers)
    return shown or None


def _add(sheet: Sheet, parts: Parts) -> None:
    assert parts.add is not None
    change, key = parts.add()
    sheet.desk.picked[parts.field] = key
    sheet.want(change)
