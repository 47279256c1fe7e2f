"""Text that no spreadsheet takes for a formula.

A title or a tag is written by whoever writes it in a tracker, and a spreadsheet runs a cell that begins like
a formula: it may send the sheet's figures away, or start a program. After OWASP, "CSV Injection", and ASVS
5.0, 1.2.10: text is marked with an apostrophe where it begins with = + - @, a tab, a line end or a null, in
their full-width forms too. A spreadsheet that splits a comma file at semicolons would begin a cell within
the text, so the same holds after a separator or a line end inside it. Numbers and dates are no text and stay.
"""

from __future__ import annotations

import re

_LEADS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_BLANKS = ' \u00a0\u200b\ufeff"'
"""What a spreadsheet may take away before it looks at the first sign."""
_BEGIN = re.compile(rf"[{_BLANKS}]*[{_LEADS}]|[\t\r\n\0]")
_INSIDE = re.compile(rf"([,;|\t\r\n])(?=[{_BLANKS}]*[{_LEADS}])")
_BEGIN_AGAIN = re.compile(rf"'*(?:{_BEGIN.pattern})")
_INSIDE_AGAIN = re.compile(rf"([,;|\t\r\n])(?='*[{_BLANKS}]*[{_LEADS}])")
"""The same, marked already or not."""


def is_risky(text: str) -> bool:
    """Say whether a spreadsheet might take a text for a formula."""
    return _BEGIN.match(text) is not None


def harmless(text: str) -> str:
    """Mark a text with an apostrophe wherever a cell made of it would begin like a formula.

    >>> harmless("=1+1"), harmless("a;@b"), harmless("all-in 5-a")
    ("'=1+1", "a;'@b", 'all-in 5-a')
    """
    marked = _INSIDE.sub(r"\1'", text)
    return f"'{marked}" if is_risky(text) else marked


def marked(text: str) -> str:
    """Mark a text as :func:`harmless` does, and once more what looks marked already: no two become alike.

    So whoever reads it back takes one apostrophe away wherever one or more stand before what would begin
    like a formula, and has the text as it was.

    >>> marked("=1+1"), marked("'=1+1"), marked("O'Neill")
    ("'=1+1", "''=1+1", "O'Neill")
    """
    inside = _INSIDE_AGAIN.sub(r"\1'", text)
    return f"'{inside}" if _BEGIN_AGAIN.match(text) else inside
