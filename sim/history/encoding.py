"""The encoding of a text file, told from all of its bytes."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path

from sim.errors import HistoryFault

CHUNK = 1 << 20

_MAGIC = (
    (b"PK\x03\x04", "an Excel workbook or a zip archive", "Save the sheet as CSV and open that."),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "Save the sheet as CSV and open that."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it and open the file inside."),
    (b"%PDF", "a PDF document", "Export the items as CSV and open that."),
    (b"SQLite format 3\x00", "a database", "If it is a project, open it as a project."),
)
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 26, 27})


@dataclass(frozen=True)
class Encoding:
    """How the bytes of a file are text.

    Attributes:
        codec: Name that ``open`` understands.
        words: The same for a person.
        fingerprint: SHA-256 of the bytes, hexadecimal.
        assumed: What was assumed, one sentence; empty where the bytes prove it.
    """

    codec: str
    words: str
    fingerprint: str
    assumed: str = ""


def sniff(path: Path) -> Encoding:
    """Tell the encoding of a file from every byte of it, a chunk at a time.

    A byte order mark, else UTF-8, else Windows-1252 if letters without accents prevail, else what
    charset-normalizer finds likeliest, else Latin-1.

    Raises:
        HistoryFault: The file is empty, is no text, or is cut off within a character.
        OSError: The file cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        first = file.read(CHUNK)
        _refuse_other_formats(first, path.name)
        wide = first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        decoders = {"utf-16": _strict("utf-16")} if wide else {c: _strict(c) for c in ("utf-8", "cp1252")}
        chunk = first
        while chunk:
            digest.update(chunk)
            if not wide and b"\x00" in chunk:
                raise _no_text(path.name)
            decoders = {c: d for c, d in decoders.items() if _decodes(d, chunk, final=False)}
            chunk = file.read(CHUNK)
    decoders = {c: d for c, d in decoders.items() if _decodes(d, b"", final=True)}
    if wide and not decoders:
        raise HistoryFault(f"{path.name} begins as UTF-16 text but breaks off.", "Export it again.")
    if wide:
        return Encoding("utf-16", "UTF-16", digest.hexdigest())
    return _narrow(path, set(decoders), first, digest.hexdigest())


def fingerprint_of(path: Path) -> str:
    """Give the SHA-256 of a file's bytes, hexadecimal.

    Raises:
        OSError: The file cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _narrow(path: Path, fits: set[str], first: bytes, fingerprint: str) -> Encoding:
    if "utf-8" in fits and first.startswith(codecs.BOM_UTF8):
        return Encoding("utf-8-sig", "UTF-8 with BOM", fingerprint)
    if "utf-8" in fits:
        return Encoding("utf-8", "UTF-8", fingerprint)
    if "cp1252" in fits and _mostly_plain(first):
        return Encoding("cp1252", "Windows-1252", fingerprint, _NOT_UTF8.format("Windows-1252"))
    codec = _likely_codec(path, first) or ("cp1252" if "cp1252" in fits else "latin-1")
    return Encoding(codec, codec, fingerprint, _NOT_UTF8.format(codec))


_NOT_UTF8 = "The text is not UTF-8; it was read as {}."
_PLAIN_SHARE = 0.5
_ASKED_BYTES = 65_536


def _mostly_plain(text: bytes) -> bool:
    """Tell whether letters without accents prevail, as in all Western European text."""
    letters = sum(text.count(bytes((code,))) for code in (*range(65, 91), *range(97, 123)))
    high = len(text) - len(text.translate(None, bytes(range(128, 256))))
    return letters >= _PLAIN_SHARE * (letters + high)


def _likely_codec(path: Path, first: bytes) -> str | None:
    """Ask charset-normalizer; its answer counts only if it decodes the whole file."""
    from charset_normalizer import from_bytes

    best = from_bytes(first[:_ASKED_BYTES]).best()
    if best is None or best.encoding.startswith("utf"):
        return None
    with path.open("rb") as file:
        decoder = _strict(best.encoding)
        while chunk := file.read(CHUNK):
            if not _decodes(decoder, chunk, final=False):
                return None
    return best.encoding


def _refuse_other_formats(first: bytes, name: str) -> None:
    if not first:
        raise HistoryFault(f"{name} is empty.", "It should begin with a row of column names.")
    for magic, what, hint in _MAGIC:
        if first.startswith(magic):
            raise HistoryFault(f"{name} is {what}, not a table of text.", hint)
    controls = len(first) - len(first.translate(None, _CONTROLS))
    wide = first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not wide and controls * 50 > len(first):
        raise _no_text(name)


def _no_text(name: str) -> HistoryFault:
    return HistoryFault(
        f"{name} holds bytes that are no text.", "Export the items as CSV (UTF-8) and open that file."
    )


def _strict(codec: str) -> codecs.IncrementalDecoder:
    return codecs.getincrementaldecoder(codec)("strict")


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True
