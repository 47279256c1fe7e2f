"""What leaves the program: metrics as tables, and tables as CSV and Excel workbooks."""

from sim.report.csv_file import as_csv
from sim.report.dora_table import dora_table
from sim.report.everything import all_tables
from sim.report.flow_tables import BRIEF, blocked_table, flow_table, littles_table, parts_table, stage_table
from sim.report.item_tables import ageing_table, items_table
from sim.report.table import Cell, Column, TableOut
from sim.report.time_tables import limits_table, load_table, week_table
from sim.report.xlsx_file import as_xlsx

__all__ = [
    "BRIEF",
    "Cell",
    "Column",
    "TableOut",
    "ageing_table",
    "all_tables",
    "as_csv",
    "as_xlsx",
    "blocked_table",
    "dora_table",
    "flow_table",
    "items_table",
    "limits_table",
    "littles_table",
    "load_table",
    "parts_table",
    "stage_table",
    "week_table",
]
