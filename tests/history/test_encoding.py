"""The encoding of a file, told from its bytes."""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path

import pytest

from sim.errors import HistoryFault
from sim.history.encoding import CHUNK, sniff
from tests.history.files import file

TEXT = "ID;Título\n1;Ação – 100 €\n"


@pytest.mark.parametrize(
    ("content", "codec", "words"),
    [
        (b"ID,Title\n1,plain\n", "utf-8", "UTF-8"),
        (TEXT.encode(), "utf-8", "UTF-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig", "UTF-8 with BOM"),
        (TEXT.encode("utf-16"), "utf-16", "UTF-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16", "UTF-16"),
        (TEXT.encode("cp1252"), "cp1252", "Windows-1252"),
    ],
)
def test_text_is_read_by_its_encoding(tmp_path: Path, content: bytes, codec: str, words: str) -> None:
    encoding = sniff(file(tmp_path, content))
    assert (encoding.codec, encoding.words) == (codec, words)
    assert encoding.fingerprint == hashlib.sha256(content).hexdigest()


def test_only_an_assumed_encoding_is_said(tmp_path: Path) -> None:
    assert sniff(file(tmp_path, TEXT)).assumed == ""
    said = sniff(file(tmp_path, TEXT.encode("cp1252"))).assumed
    assert said == "The text is not UTF-8; it was read as Windows-1252."


def test_cyrillic_text_is_not_taken_for_western(tmp_path: Path) -> None:
    text = "Номер;Название\n1;Исправить ошибку при оплате заказа\n2;Добавить отчёт для продажи товара\n" * 20
    encoding = sniff(file(tmp_path, text.encode("cp1251")))
    assert text.encode("cp1251").decode(encoding.codec) == text
    assert encoding.assumed == f"The text is not UTF-8; it was read as {encoding.codec}."


def test_bytes_that_windows_leaves_undefined_are_still_text(tmp_path: Path) -> None:
    content = b"ID,Title\n" + b"1,an ordinary line of text \x81 here\n" * 5
    encoding = sniff(file(tmp_path, content))
    assert content.decode(encoding.codec)
    assert encoding.assumed


def test_a_character_across_two_chunks_is_whole(tmp_path: Path) -> None:
    content = b"a" * (CHUNK - 1) + "é".encode() + b"b"
    assert sniff(file(tmp_path, content)).codec == "utf-8"


def test_bad_utf8_far_into_the_file_is_noticed(tmp_path: Path) -> None:
    assert sniff(file(tmp_path, b"a" * (CHUNK + 10) + b"\xe9t\xe9")).codec == "cp1252"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "items.csv is empty."),
        (b"PK\x03\x04rest", "items.csv is an Excel workbook or a zip archive, not a table of text."),
        (b"\xd0\xcf\x11\xe0rest", "items.csv is an old Excel workbook, not a table of text."),
        (b"\x1f\x8brest", "items.csv is a gzip archive, not a table of text."),
        (b"%PDF-1.7", "items.csv is a PDF document, not a table of text."),
        (b"SQLite format 3\x00rest", "items.csv is a database, not a table of text."),
        (b"ID,Title\n1,a\x00b\n", "items.csv holds bytes that are no text."),
        (b"\x01\x02\x03\x04 abc", "items.csv holds bytes that are no text."),
        (codecs.BOM_UTF16_LE + b"I\x00D", "items.csv begins as UTF-16 text but breaks off."),
        (codecs.BOM_UTF16_LE + b"\x00\xdc", "items.csv begins as UTF-16 text but breaks off."),
    ],
)
def test_what_is_no_text_is_refused_by_name(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(HistoryFault) as caught:
        sniff(file(tmp_path, content))
    assert caught.value.text == said
    assert caught.value.hint


def test_a_zero_byte_far_into_the_file_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(HistoryFault, match="bytes that are no text"):
        sniff(file(tmp_path, b"a" * (CHUNK + 10) + b"\x00"))
