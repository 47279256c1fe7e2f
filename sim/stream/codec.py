"""A stream as JSON text: read with clear faults, written in one canonical form."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from sim.errors import StreamFault
from sim.stream.faults import stream_fault
from sim.stream.stream import FORMAT, Stream

M = TypeVar("M", bound=BaseModel)

LARGEST_FILE = 10_000_000
"""Bytes; a stream with ten thousand scheduled items is about a tenth of it."""

_ALWAYS_WRITTEN = frozenset({"format", "kind", "family", "name", "time_unit"})


def load_stream(path: Path | str) -> Stream:
    """Read a stream from a file.

    Raises:
        StreamFault: If the file cannot be read or is not a stream; it names the file.
    """
    file = Path(path)
    text = _text_of(file)
    try:
        return loads_stream(text)
    except StreamFault as fault:
        raise StreamFault(f"{file.name}: {fault.text}", fault.hint) from None


def loads_stream(text: str) -> Stream:
    """Read a stream from JSON text.

    The shape is checked here, all of it at once; whether the stream makes sense is for ``problems``.

    Raises:
        StreamFault: If the text is not JSON, not a stream of a known version, or has fields that are
            unknown, missing or of the wrong kind.
    """
    document = _parse(text.removeprefix("\ufeff"))
    if not isinstance(document, dict):
        raise StreamFault("The text is JSON, but not an object.", 'A stream starts with {"format": …}.')
    _check_format(document)
    return from_document(Stream, document)


def from_document(model: type[M], document: object, where: str = "") -> M:
    """Read a value from plain JSON values; whole numbers do for fractions, never texts for numbers.

    Args:
        model: What to read.
        document: Plain JSON values.
        where: Path of the value in a larger one, for faults; empty if it is the whole.

    Raises:
        StreamFault: If the document does not have the model's shape; all faults at once.
    """
    try:
        return model.model_validate_json(json.dumps(document), strict=True)
    except ValidationError as found:
        raise stream_fault(found, model, document, where) from None


def dumps_stream(stream: Stream) -> str:
    """Write a stream as canonical JSON text: fixed order, defaults left out, ends with a line feed."""
    return json.dumps(plain(stream), indent=2, ensure_ascii=False) + "\n"


def plain(value: object) -> Any:  # noqa: ANN401 - JSON values have no common type
    """Give a value as plain JSON values, as it is written: by alias, without what is at its default."""
    if isinstance(value, BaseModel):
        return _plain_model(value)
    if isinstance(value, (tuple, list)):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {key: plain(value[key]) for key in sorted(value)}
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def fingerprint(stream: Stream) -> str:
    """Give the digest of what the stream says: SHA-256 of its canonical JSON, 64 hex digits.

    Positions on the board are no part of a stream, so moving a box never changes it.
    """
    text = json.dumps(plain(stream), separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _plain_model(value: BaseModel) -> dict[str, Any]:
    written: dict[str, Any] = {}
    for name, field in type(value).model_fields.items():
        one = getattr(value, name)
        always = name in _ALWAYS_WRITTEN and one is not None
        if always or one != field.get_default(call_default_factory=True):
            written[field.alias or name] = plain(one)
    return written


def _text_of(file: Path) -> str:
    """Read a file as UTF-8 text.

    Raises:
        StreamFault: If there is no such file, or it is no readable text of a reasonable size.
    """
    hint = "Give the path of a stream's JSON file."
    try:
        if file.is_dir():
            raise StreamFault(f"{file} is a folder, not a file.", hint)
        size = file.stat().st_size
        if size > LARGEST_FILE:
            raise StreamFault(f"{file} has {size / 1e6:.0f} MB; a stream's file has at most 10 MB.", hint)
        content = file.read_bytes()
    except FileNotFoundError:
        raise StreamFault(f"There is no file {file}.", hint) from None
    except PermissionError:
        raise StreamFault(f"{file} may not be read.", "Ask its owner for permission to read it.") from None
    except OSError as refused:
        raise StreamFault(f"{file} cannot be read: {refused.strerror}.", hint) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as undecoded:
        text = f"{file} is not UTF-8 text: the byte at position {undecoded.start} is not."
        raise StreamFault(text, "Save it as UTF-8.") from None


def _parse(text: str) -> object:
    try:
        return json.loads(
            text, object_pairs_hook=_without_repeats, parse_constant=_no_constant, parse_float=_finite
        )
    except json.JSONDecodeError as found:
        raise StreamFault(
            f"The text is not JSON: {found.msg} in line {found.lineno}, column {found.colno}.",
            "Mend that place, or write the stream anew with `headrace example`.",
        ) from None
    except RecursionError:
        raise StreamFault("The text is nested too deeply for a stream.", "Remove the nesting.") from None
    except ValueError:  # Python refuses whole numbers of more than 4300 digits
        raise StreamFault("The text has a number with too many digits.", "Shorten it.") from None


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    read: dict[str, object] = {}
    for name, value in pairs:
        if name in read:
            raise StreamFault(f"The field {name} stands twice in one object.", "Remove one of the two.")
        read[name] = value
    return read


def _no_constant(name: str) -> float:
    raise StreamFault(f"{name} is not a JSON number.", "Give a finite number, or leave the field out.")


def _finite(digits: str) -> float | int:
    value = float(digits)
    if not math.isfinite(value):
        raise StreamFault(f"{digits} is too large a number.", "Give a smaller one.")
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def _check_format(document: dict[str, object]) -> None:
    """Raise a fault unless the document says that it is a stream of this version."""
    stated = document.get("format")
    if stated == FORMAT:
        return
    if stated is None:
        raise StreamFault(
            "The field format is missing: this may not be a stream.", f'Add "format": "{FORMAT}".'
        )
    family, _, version = str(stated).partition("/")
    ours, _, known = FORMAT.partition("/")
    if family == ours:
        raise StreamFault(
            f"The stream is of format version {version}; this program reads version {known}.",
            "Open it with a newer Headrace.",
        )
    raise StreamFault(f'The format is "{stated}", not a stream\'s.', f'A stream has "format": "{FORMAT}".')
