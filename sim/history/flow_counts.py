"""How often the words of a log occur: what a person needs to see who makes stages of them."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from sim.history.chronicle import flags_in, log_rows
from sim.history.flow_problems import needed_fields
from sim.history.mapping import FLOW_LAYOUTS, Mapping
from sim.history.table import Table


def tells_flow(table: Table, mapping: Mapping) -> bool:
    """Say whether a mapping names all columns that it takes to read the flow of a table."""
    if mapping.layout == "events" and table.changes is not None:
        return False
    needed = [mapping.columns.get(field, "") for field in needed_fields(table, mapping)]
    return mapping.layout in FLOW_LAYOUTS and all(header in table.headers for header in needed)


def word_counts(table: Table, mapping: Mapping) -> dict[str, int]:
    """Count how often items come to each status, or activity; flags are none.

    A word that items only come from, or are in without any change, counts 0. Without the columns that it
    takes there are no words.
    """
    if not tells_flow(table, mapping):
        return {}
    rows, columns = log_rows(table, mapping)
    flags = flags_in(rows, columns)
    counted = _words(rows, columns["activity" if mapping.layout == "events" else "to"], flags)
    if "from" in columns:
        known = _words(rows, columns["from"], flags)
        counted.update(dict.fromkeys(sorted(known), 0))
    state = mapping.columns.get("state", "")
    if table.changes is not None and state in table.headers:
        counted.update(dict.fromkeys(filter(None, table.words(state)), 0))
    return dict(counted)


def _words(rows: Table, header: str, flags: NDArray[np.bool_]) -> Counter[str]:
    """Count the words of a column in the rows that are no flags."""
    if not flags.any():
        counted = Counter(rows.words(header))
    else:
        texts = zip(rows.column(header), flags.tolist(), strict=True)
        counted = Counter(text for text, is_flag in texts if not is_flag)
    counted.pop("", None)
    return counted
