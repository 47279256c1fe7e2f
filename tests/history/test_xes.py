"""Event logs as XES: read as a stream, nothing broken or malicious read at all."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from sim.errors import HistoryFault
from sim.history import import_history, read_table
from sim.history import xes as room
from sim.history.kinds import kind_of
from tests.history.files import file, story

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
CASE = """<trace><string key="concept:name" value="c1"/><string key="channel" value="Web"/>
  <event><string key="concept:name" value="Receive"/><date key="time:timestamp" value="2024-01-02T08:00Z"/>
  </event>
  <event><string key="concept:name" value="Decide"/><date key="time:timestamp" value="2024-01-03T08:00Z"/>
    <string key="org:resource" value="Ann"><string key="concept:name" value="nested"/></string></event>
</trace>"""


def log(*traces: str, head: str = HEAD) -> str:
    return f"{head}<log>\n{''.join(traces)}</log>"


def fault(folder: Path, content: str | bytes, name: str = "log.xes") -> HistoryFault:
    with pytest.raises(HistoryFault) as caught:
        read_table(file(folder, content, name))
    return caught.value


def test_each_event_is_a_row_and_the_case_says_the_rest(tmp_path: Path) -> None:
    table = read_table(file(tmp_path, log(CASE), "log.xes"))
    assert dict(zip(table.headers, table.columns, strict=True)) == {
        "concept:name": ("Receive", "Decide"),
        "time:timestamp": ("2024-01-02T08:00Z", "2024-01-03T08:00Z"),
        "org:resource": ("", "Ann"),
        "case:concept:name": ("c1", "c1"),
        "case:channel": ("Web", "Web"),
    }
    assert (table.numbers, table.encoding) == ((1, 2), "XML")
    assert len(table.fingerprint) == 64


def test_a_log_becomes_a_history(tmp_path: Path) -> None:
    history, report = import_history(file(tmp_path, log(CASE), "log.xes"))
    assert story(history) == [
        "2024-01-02 08:00 c1 entered Receive",
        "2024-01-03 08:00 c1 entered Decide",
        "2024-01-03 08:00 c1 done",
    ]
    assert history.items.attributes["case:channel"] == ("Web",)
    assert (report.rows, report.used, report.items) == (2, 2, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_text_in_any_encoding_that_it_names(tmp_path: Path, encoding: str) -> None:
    named = "utf-16" if encoding == "utf-16" else encoding.removesuffix("-sig")
    content = log(CASE.replace("Decide", "Prüfen"), head=f'<?xml version="1.0" encoding="{named}"?>\n')
    table = read_table(file(tmp_path, content.encode(encoding), "log.xes"))
    assert table.column("concept:name") == ("Receive", "Prüfen")


def test_prefixes_of_elements_do_not_matter(tmp_path: Path) -> None:
    content = log(CASE).replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?")
    assert len(read_table(file(tmp_path, content, "log.xes"))) == 2


def test_what_every_event_may_have_is_no_event(tmp_path: Path) -> None:
    globally = '<global scope="event"><string key="concept:name" value="UNKNOWN"/></global>'
    assert len(read_table(file(tmp_path, log(globally, CASE), "log.xes"))) == 2


def test_a_case_without_events_is_counted(tmp_path: Path) -> None:
    table = read_table(file(tmp_path, log("<trace/>", CASE), "log.xes"))
    assert "Cases without any event, left out: 1." in table.assumed


def test_an_attribute_of_few_events_is_blank_in_the_others(tmp_path: Path) -> None:
    table = read_table(file(tmp_path, log(CASE, CASE.replace("Web", "Desk")), "log.xes"))
    assert table.column("org:resource") == ("", "Ann", "", "Ann")
    assert table.column("case:channel") == ("Web", "Web", "Desk", "Desk")


BOMB = (
    '<?xml version="1.0"?>\n<!DOCTYPE log [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9)).replace("&a0;", "&a;")
    + "]>\n<log>&a8;</log>"
)
OUTSIDE = '<?xml version="1.0"?>\n<!DOCTYPE log [<!ENTITY f SYSTEM "file:///etc/passwd">]>\n<log>&f;</log>'


@pytest.mark.parametrize("content", [BOMB, OUTSIDE], ids=["bomb", "file"])
def test_a_file_with_entities_is_refused_before_they_are_used(tmp_path: Path, content: str) -> None:
    said = fault(tmp_path, content)
    assert said.text.startswith("log.xes declares an entity (")
    assert "which an event log never needs" in said.text
    assert said.hint


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (log(CASE)[:-30], "log.xes is broken in line 7: unclosed token."),
        (log(CASE).replace("</trace>", "</trac>"), "log.xes is broken in line 8: mismatched tag."),
        (log(), "log.xes has no events that say anything."),
        (f"{HEAD}<feed><entry/></feed>", "log.xes is XML, but no event log: it begins with <feed>."),
        ("<", "log.xes is no XML of an event log."),
        (log("<trace>" + "<list>" * 120), "log.xes has elements more than 100 deep in each other."),
    ],
)
def test_what_is_no_whole_log_is_refused_in_a_sentence(tmp_path: Path, content: str, said: str) -> None:
    found = fault(tmp_path, content)
    assert found.text == said
    assert found.hint


def test_a_log_without_what_is_needed_is_refused_naming_its_columns(tmp_path: Path) -> None:
    with pytest.raises(HistoryFault, match="None of the columns x is known"):
        import_history(
            file(tmp_path, log('<trace><event><string key="x" value="1"/></event></trace>'), "log.xes")
        )


def test_too_many_attributes_cells_or_bytes_in_a_tag_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MAX_COLUMNS", 3)
    assert "more than 3 different attributes" in fault(tmp_path, log(CASE)).text
    monkeypatch.setattr(room, "MAX_COLUMNS", 2_000)
    monkeypatch.setattr(room, "MAX_CELLS", 4)
    assert "more than 4 cells" in fault(tmp_path, log(CASE)).text
    monkeypatch.setattr(room, "MOST_PENDING", 100_000)
    huge = log(f'<trace><string key="a" value="{"x" * 600_000}"/></trace>')
    assert "a tag of more than 100,000 bytes" in fault(tmp_path, huge).text


def test_a_log_is_told_by_its_beginning_whatever_it_is_called() -> None:
    assert kind_of(b'<?xml version="1.0"?><log>', "events.txt").name == "event log (XES)"
    assert kind_of(b"\xef\xbb\xbf <log>", "x").name == "event log (XES)"
    assert kind_of(b"a,b\n", "x.csv").name == "separated text"


# --- gzipped ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "name"), [(log(CASE), "log.xes.gz"), ("ID,Closed\n1,2024-01-02\n", "a.csv.gz")]
)
def test_a_gzipped_file_is_read_as_what_is_inside(tmp_path: Path, content: str, name: str) -> None:
    packed = file(tmp_path, gzip.compress(content.encode()), name)
    plain = file(tmp_path, content, name.removesuffix(".gz"))
    ours, theirs = read_table(packed), read_table(plain)
    assert (ours.headers, ours.columns, ours.fingerprint) == (
        theirs.headers,
        theirs.columns,
        theirs.fingerprint,
    )
    assert ours.source == name


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x1f\x8b\x99" + b"rest" * 9, "cannot be unpacked"),
        (gzip.compress(b"ID,Closed\n1,2024-01-02\n", mtime=0)[:-9], "breaks off: its end is missing"),
        (gzip.compress(gzip.compress(b"x", mtime=0), mtime=0), "is packed twice"),
        (gzip.compress(b"", mtime=0), "is empty"),
    ],
    ids=["no-archive", "cut-short", "packed-twice", "empty"],
)
def test_a_broken_archive_is_refused_in_a_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    found = fault(tmp_path, content, "a.csv.gz")
    assert said in found.text
    assert found.hint


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    bomb = gzip.compress(b"0" * 70_000_000)
    assert len(bomb) < 100_000
    assert "unpacks to more than 64,000,000 bytes" in fault(tmp_path, bomb, "a.csv.gz").text
