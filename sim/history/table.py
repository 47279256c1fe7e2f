"""A table as read from a file: headers, columns of text, and the row numbers that a person sees."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from sim.history.dates import DateTexts, read_dates
from sim.history.report import SetAside


@dataclass(frozen=True)
class Table:
    """Text by column; what any reader of one-row-an-item files gives.

    Attributes:
        source: Name of the file, without its folder.
        headers: Unique, non-empty column names in file order.
        columns: One tuple of texts a column, each of the same length; surrounding blanks are cut off.
        numbers: Row number of each row as a spreadsheet shows it: the header is row 1.
        encoding: Encoding of the text, in words.
        separator: What separates the columns: ``,``, ``;``, a tab or ``|``.
        fingerprint: SHA-256 of the file's bytes, hexadecimal.
        set_aside: Rows that do not fit the header.
        assumed: What was assumed in reading, one sentence each.
        changes: The items' changes of state, where the file tells them: the columns ``item`` (the text of the
            items' column ``id``), ``field`` (``status`` or ``flag``), ``from``, ``to`` and ``when`` (ISO 8601
            with offset); its row numbers are those of the items.
        sheet: Name of the sheet of a workbook; empty for other files.
        sheets: Names of all its sheets that have column names with rows below.
    """

    source: str
    headers: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    encoding: str = "utf-8"
    separator: str = ","
    fingerprint: str = ""
    set_aside: tuple[SetAside, ...] = ()
    assumed: tuple[str, ...] = ()
    changes: Table | None = None
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    _dates: dict[str, DateTexts] = field(default_factory=dict, repr=False, compare=False)
    _words: dict[str, Counter[str]] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        """Count the rows that fit the header."""
        return len(self.numbers)

    def column(self, header: str) -> tuple[str, ...]:
        """Give the texts under a header.

        Raises:
            KeyError: There is no such header.
        """
        try:
            return self.columns[self.headers.index(header)]
        except ValueError:
            raise KeyError(header) from None

    def dates(self, header: str) -> DateTexts:
        """Give the texts under a header taken apart as dates; done once a column, then kept.

        Raises:
            KeyError: There is no such header.
        """
        if header not in self._dates:
            self._dates[header] = read_dates(self.column(header))
        return self._dates[header]

    def words(self, header: str) -> Counter[str]:
        """Give the distinct texts under a header and how often each stands there; counted once a column.

        Raises:
            KeyError: There is no such header.
        """
        if header not in self._words:
            self._words[header] = Counter(self.column(header))
        return self._words[header]


def unique_headers(raw: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name the columns so that no name is empty or occurs twice; say what was renamed.

    An empty name becomes ``Column 3``; a repeated one gets its ordinal, ``Labels (2)``.

    Returns:
        The names, and one sentence for each kind of change.
    """
    stripped = [" ".join(name.split()) for name in raw]
    taken = {name for name in stripped if name}
    names: list[str] = []
    empty: list[str] = []
    repeated: Counter[str] = Counter()
    for place, wanted in enumerate(stripped, start=1):
        name = wanted or f"Column {place}"
        ordinal = 1
        while name in names or (not wanted and name in taken):
            ordinal += 1
            name = f"{wanted or f'Column {place}'} ({ordinal})"
        names.append(name)
        if not wanted:
            empty.append(name)
        elif name != wanted:
            repeated[wanted] += 1
    said = []
    if empty:
        said.append(f"Columns without a header are called {', '.join(empty[:5])}{_more(len(empty) - 5)}.")
    for name, times in list(repeated.items())[:5]:
        said.append(f'The header "{name}" occurs {times + 1} times; the second is called "{name} (2)".')
    return tuple(names), tuple(said)


def _more(count: int) -> str:
    return f" and {count} more" if count > 0 else ""
