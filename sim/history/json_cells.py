"""What stands in a cell for a value of JSON: people by name, options by value, documents as text."""

from __future__ import annotations

import re

LIST_MARK = "|"
"""What parts the entries of a list in a cell."""

_NAMES = ("displayName", "name", "value", "title", "login", "key", "text", "emailAddress", "id")
"""Members that tell what an object is, the most telling first."""

_DEEPEST = 40
_BLOCKS = frozenset(("paragraph", "heading", "listItem", "blockquote", "codeBlock", "tableRow", "rule"))
_OLD_SPRINT = re.compile(r"^com\.atlassian\.greenhopper\..*\[.*?\bname=(.*?)(?:,\w+=|\])", re.DOTALL)


def cell(value: object, depth: int = 0) -> str:
    """Give the text of a value; nothing for what tells nothing.

    >>> cell([{"name": "web"}, {"name": "money"}])
    'web|money'
    """
    if value is None or depth > _DEEPEST:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return LIST_MARK.join(text for entry in value if (text := cell(entry, depth + 1)))
    if isinstance(value, dict):
        return _of_object(value, depth)
    sprint = _OLD_SPRINT.match(str(value)) if str(value).startswith("com.atlassian") else None
    return sprint[1] if sprint else str(value).strip()


def _of_object(value: dict[str, object], depth: int) -> str:
    if value.get("type") == "doc" and "content" in value:
        return document_text(value)
    named = next((text for key in _NAMES if (text := _plain(value.get(key)))), "")
    child = value.get("child")  # a choice within a choice
    return f"{named} - {cell(child, depth + 1)}" if named and isinstance(child, dict) else named


def _plain(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def document_text(node: object) -> str:
    """Give the text of a document in Atlassian's format, a line a block."""
    return re.sub(r"\n{2,}", "\n", "".join(_pieces(node, 0))).strip()


def _pieces(node: object, depth: int) -> list[str]:
    if isinstance(node, list):
        return [piece for entry in node for piece in _pieces(entry, depth)]
    if not isinstance(node, dict) or depth > _DEEPEST:
        return []
    kind = node.get("type")
    attributes = node.get("attrs")
    if kind == "hardBreak":
        return ["\n"]
    said = node.get("text")
    if said is None and isinstance(attributes, dict):
        said = attributes.get("text") or attributes.get("shortName") or attributes.get("url")
    pieces = [said] if isinstance(said, str) else []
    pieces += _pieces(node.get("content"), depth + 1)
    return [*pieces, "\n"] if kind in _BLOCKS else pieces


def when_of(value: object) -> str:
    """Give the text of a moment; milliseconds since 1970 become a date.

    >>> when_of("1717749568123")
    '2024-06-07T08:39:28.123Z'
    """
    text = cell(value)
    if len(text) not in (12, 13) or not text.isdecimal():
        return text
    import numpy as np

    return f"{np.datetime64(int(text), 'ms')}Z"
