"""Where peers from the package index are found."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "build" / "peers"
"""Where ``packaging/peers.sh`` puts them: apart, as one of them brings a package of the name ``tests``."""


def why_missing(name: str) -> str:
    """Say why a peer cannot be measured; empty where it can."""
    if FOLDER.is_dir() and str(FOLDER) not in sys.path:
        sys.path.append(str(FOLDER))  # last: nothing in there stands before what is ours
    if importlib.util.find_spec(name) is None:
        return "not installed (make bench installs it where the package index is in reach)"
    return ""
