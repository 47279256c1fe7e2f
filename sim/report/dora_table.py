"""DORA's metrics as a table."""

from __future__ import annotations

from sim.metrics import Dora
from sim.report.table import Column, TableOut, known


def dora_table(found: Dora, unit: str) -> TableOut:
    """Give DORA's five metrics, one a row; what is missing stands where the figure would.

    Args:
        found: The metrics.
        unit: Unit of the log's time.
    """
    rows = (
        ("Deployment frequency", found.deployment_frequency, f"deployments a {unit}"),
        ("Change lead time, median", found.change_lead_time, f"{unit}s"),
        ("Change fail rate", found.change_fail_rate, "share"),
        ("Failed deployment recovery time, median", found.failed_deployment_recovery_time, f"{unit}s"),
        ("Deployment rework rate", found.deployment_rework_rate, "share"),
    )
    columns = (Column("metric"), Column("value"), Column("unit"), Column("counted over"), Column("how"))
    return TableOut(
        "DORA",
        columns,
        tuple((name, known(one.value), where, one.n, one.said) for name, one, where in rows),
        " ".join(found.mapping.guessed),
    )
