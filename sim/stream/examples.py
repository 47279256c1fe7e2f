"""The example streams that come with the program."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from sim.errors import StreamFault
from sim.stream.codec import load_stream
from sim.stream.faults import nearest
from sim.stream.items import ItemType
from sim.stream.stream import Stream

_NAMES = ("software-team", "factory-line", "support-desk", "machine-shop", "product-team")

DEFAULT_TYPES = (
    ItemType(id="feature", name="Feature", share=0.55),
    ItemType(id="defect", name="Defect", share=0.25),
    ItemType(id="risk", name="Risk", share=0.08),
    ItemType(id="debt", name="Debt", share=0.12),
)
"""The four flow items, with shares to start from."""


def example_names() -> tuple[str, ...]:
    """Give the names of the example streams, the one to open first in front."""
    return _NAMES


@lru_cache(maxsize=8)
def example(name: str = "software-team") -> Stream:
    """Give an example stream.

    Raises:
        StreamFault: If there is no example of that name.
    """
    if name not in _NAMES:
        hint = nearest(name, _NAMES) or f"Examples are {', '.join(_NAMES)}."
        raise StreamFault(f"There is no example {name}.", hint)
    return load_stream(_folder() / f"{name}.json")


def _folder() -> Path:
    """Find the streams: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "resources" / "streams"
    return installed if installed.is_dir() else package.parent / "resources" / "streams"
