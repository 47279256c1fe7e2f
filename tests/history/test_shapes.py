"""Exports as trackers and people write them, in miniature: each goes from the file to the whole story."""

from __future__ import annotations

from pathlib import Path

from sim.history import SetAside
from tests.history.files import imported, story
from tests.history.rows import TWO_ISSUES

JIRA = '''\
Summary,Issue key,Issue id,Issue Type,Status,Created,Updated,Resolved,Labels,Labels,\
Custom field (Start date),Custom field (Story Points),Description
Pay by card,SHOP-7,10007,Story,Done,07/Jun/25 2:59 PM,11/Jun/25 9:00 AM,11/Jun/25 9:00 AM,web,\
money,09/Jun/25,5,\
"First line
second line, with ""quotes"""
Total is wrong,SHOP-8,10008,Bug,In Progress,08/Jun/25 8:05 AM,12/Jun/25 5:30 PM,,web,,12/Jun/25,,
Login from a leaked token,SHOP-9,10009,Security Bug,To Do,09/Jun/25 12:00 PM,09/Jun/25 12:00 PM,,,,,,
'''


def test_a_jira_export_with_repeated_headers_and_texts_of_many_lines(tmp_path: Path) -> None:
    log, report = imported(tmp_path, JIRA)
    assert story(log) == [
        "2025-06-07 14:59 SHOP-7 arrived",
        "2025-06-08 08:05 SHOP-8 arrived",
        "2025-06-09 SHOP-7 entered In progress",
        "2025-06-09 12:00 SHOP-9 arrived",
        "2025-06-11 09:00 SHOP-7 done",
        "2025-06-12 SHOP-8 entered In progress",
    ]
    assert [log.types[number].id for number in log.items.type.tolist()] == ["feature", "defect", "risk"]
    assert log.items.attributes["tags"] == ("web", "web", "")
    assert log.items.attributes["Labels (2)"] == ("money", "", "")
    assert log.items.attributes["size"] == ("5", "", "")
    assert log.items.attributes["Description"][0] == 'First line\nsecond line, with "quotes"'
    assert (report.rows, report.used, report.in_part, report.contradictions) == (3, 3, (), ())
    assert report.ambiguous == ()
    assert 'The header "Labels" occurs 2 times; the second is called "Labels (2)".' in report.assumed


GERMAN = """\
Nr;Bezeichnung;Art;Status;Angelegt am;Begonnen am;Fertiggestellt am;Schätzung
1;Rechnung prüfen;Anforderung;Erledigt;03.02.2025;05.02.2025;06.02.2025 16:30;3,5
2;Störung im Lager;Störung;In Bearbeitung;04.02.2025;07.02.2025;;1,0
3;Aufräumen;Aufgabe;Abgebrochen;05.02.2025;;;
"""


def test_a_german_spreadsheet_saved_on_windows(tmp_path: Path) -> None:
    log, report = imported(tmp_path, GERMAN.replace("\n", "\r\n").encode("cp1252"))
    assert story(log) == [
        "2025-02-03 1 arrived",
        "2025-02-04 2 arrived",
        "2025-02-05 1 entered In progress",
        "2025-02-06 16:30 1 done",
        "2025-02-07 2 entered In progress",
    ]
    assert log.items.titles == ("Rechnung prüfen", "Störung im Lager")
    assert [item_type.id for item_type in log.types] == ["feature", "defect"]
    assert report.set_aside == (SetAside(row=4, value="Abgebrochen", reason="cancelled: left out"),)
    assert (report.separator, report.encoding, report.date_order) == (";", "Windows-1252", "day first")


PORTUGUESE = """\
Indice,Tipo,Classe,Nome,Inicio,Dev,Homologacao,Fim
1,Valor,Normal,Consultar,16/01/2018,23/01/2018,29/01/2018,22/02/2018
2,Falha,Expedite,Ordenar,21/02/2018,21/02/2018,22/02/2018,
3,Melhoria,Normal,Expor,05/03/2018,,,
"""


def test_a_portuguese_board_with_a_column_a_stage(tmp_path: Path) -> None:
    log, report = imported(tmp_path, PORTUGUESE)
    assert [stage.name for stage in log.stages] == ["Inicio", "Dev", "Homologacao"]
    assert story(log) == [
        "2018-01-16 1 entered Inicio",
        "2018-01-23 1 entered Dev",
        "2018-01-29 1 entered Homologacao",
        "2018-02-21 2 entered Inicio",
        "2018-02-21 2 entered Dev",
        "2018-02-22 1 done",
        "2018-02-22 2 entered Homologacao",
        "2018-03-05 3 entered Inicio",
    ]
    assert [item_type.id for item_type in log.types] == ["feature", "defect", "debt"]
    assert log.classes == ("Expedite", "Normal")
    assert report.counts.in_progress_no_done == 2


GITHUB = """\
number,title,state,created_at,closed_at,labels
12,Crash on start,closed,2025-01-01T10:00:00Z,2025-01-03T11:30:00Z,bug
13,Dark theme,open,2025-01-02T09:00:00Z,,enhancement|ui
"""


def test_a_list_of_issues_with_creation_and_closing_only(tmp_path: Path) -> None:
    log, report = imported(tmp_path, GITHUB)
    assert story(log) == TWO_ISSUES
    said = "No column holds the start: created_at is taken as the start, so flow time is lead time."
    assert said in report.assumed
    assert report.contradictions == ()


AMERICAN = """\
Closed Date;Activated Date;ID;Work Item Type
5/6/2024 8:04:10 AM;5/2/2024 10:29:09 AM;101;User Story
6/3/2024 2:51:06 PM;5/4/2024 1:53:09 PM;102;Task
;6/5/2024 9:00:00 AM;103;Spike
"""


def test_an_american_export_whose_dates_all_fit_both_orders(tmp_path: Path) -> None:
    # Day first, the second would be done in March, before its start in April: two columns decide together.
    log, report = imported(tmp_path, AMERICAN)
    assert story(log) == [
        "2024-05-02 10:29 101 entered In progress",
        "2024-05-04 13:53 102 entered In progress",
        "2024-05-06 08:04 101 done",
        "2024-06-03 14:51 102 done",
        "2024-06-05 09:00 103 entered In progress",
    ]
    assert report.ambiguous == ()
    assert [item_type.name for item_type in log.types] == ["Feature", "Debt", "Spike"]


TAB = "Key\tStarted\tFinished\nA\t2025-01-01T23:30:00-05:00\t2025-01-03T00:30:00+01:00\n"


def test_a_tabbed_file_with_offsets(tmp_path: Path) -> None:
    log, _ = imported(tmp_path, TAB.encode("utf-16"))
    assert story(log) == ["2025-01-02 04:30 A entered In progress", "2025-01-02 23:30 A done"]


WORN = """\
ID;Started;Done;
A;1.2.2025;3.2.2025;

A;2.2.2025;3.2.2025;
;13.2.2025;n/a;
B;tbd;-;
C;5.2.2025;4.2.2025;
D;5.2.2025;soon;
E;5.2.2025;6.2.2025;;x
"""


def test_a_worn_file_loses_only_what_cannot_be_used(tmp_path: Path) -> None:
    log, report = imported(tmp_path, WORN)
    assert story(log) == [
        "2025-02-01 A entered In progress",
        "2025-02-03 A done",
        "2025-02-04 C done",
        "2025-02-13 row 5 entered In progress",
    ]
    assert [(remark.row, remark.reason) for remark in report.set_aside] == [
        (4, "the id already stands in row 2"),
        (6, "Started is not a date"),
        (8, "Done is not a date"),
        (9, "has 5 fields where the header has 4: a separator in an unquoted text?"),
    ]
    assert [(remark.row, remark.reason) for remark in report.in_part] == [
        (7, "done on 2025-02-04, before its start: that date is left out"),
    ]
    assert (report.rows, report.used) == (7, 3)
