"""The door to the readers: a path in, a table out, or one clear sentence."""

from __future__ import annotations

from pathlib import Path

from sim.errors import HistoryFault
from sim.history.kinds import kind_of_file
from sim.history.table import Table

MAX_BYTES = 2_000_000_000


def read_table(path: str | Path, sheet: str = "") -> Table:
    """Read a file of items into a table of texts, by the kind it is; nothing is interpreted yet.

    Args:
        path: The file.
        sheet: Which sheet of a workbook to read; without one of that name, the one that looks like items.

    Raises:
        HistoryFault: The file is missing, is a folder, may not be read, is too large, or is no table.
    """
    path = Path(path)
    try:
        _refuse_what_is_no_file(path)
        return kind_of_file(path).read(path, sheet)
    except PermissionError:
        raise HistoryFault(
            f"{path.name} may not be read.", "Ask for the right to read it, or copy it to a folder of yours."
        ) from None
    except FileNotFoundError:
        raise HistoryFault(f"There is no file {path}.", "Check the name and the folder.") from None
    except UnicodeDecodeError:
        raise HistoryFault(f"{path.name} changed while it was read.", "Open it again.") from None
    except (OSError, ValueError) as error:
        raise HistoryFault(f"{path.name} cannot be read: {error}.", "Copy it here and try again.") from None


def _refuse_what_is_no_file(path: Path) -> None:
    if path.is_dir():
        raise HistoryFault(f"{path} is a folder.", "Choose a file in it.")
    size = path.stat().st_size
    if not path.is_file():
        raise HistoryFault(f"{path} is no ordinary file.", "Choose a CSV export of items.")
    if size > MAX_BYTES:
        raise HistoryFault(
            f"{path.name} has {size / 1e9:.1f} GB; at most {MAX_BYTES / 1e9:.0f} GB are read.",
            "Export fewer columns or a shorter time.",
        )
