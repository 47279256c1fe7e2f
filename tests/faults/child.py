"""Runs in a tree with a fault: says which witnesses notice, and by which case."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from sim.engine import RunRequest, simulate
from sim.log import EventLog, audit
from sim.stream import Stream, loads_stream
from tests.faults.cases import HORIZON, Case, digest_of, read_cases
from tests.laws_of_flow.ledger import broken_laws
from tests.laws_of_flow.test_simpy_twin import told
from tests.same_log.twins import conditions_of, rows_of


def noticed(case: Case) -> dict[str, str]:
    """Give who notices something in a case, each with the case's name."""
    stream = loads_stream(case.stream)
    try:
        if case.witness == "processes":
            return {} if digest_of(told(stream)) == case.digest else {case.witness: case.name}
        log = simulate(stream, RunRequest(seed=case.seed, until=HORIZON))
    except Exception as broken:  # noqa: BLE001 - whatever a faulty engine does is noticed
        return {case.witness: f"{case.name}: {type(broken).__name__}"}
    found = {}
    if digest_of(rows_of(log), conditions_of(log)) != case.digest:
        found[case.witness] = case.name
        if laws_broken(stream, log):
            found["laws"] = case.name
    return found


def laws_broken(stream: Stream, log: EventLog) -> bool:
    """Tell whether the log breaks a law, whatever the twin says."""
    try:
        return bool(audit(log) or broken_laws(stream, log))
    except Exception:  # noqa: BLE001 - a log that cannot even be read
        return True


def main(path: Path) -> None:
    """Run all cases of which a witness has not noticed anything yet."""
    found: dict[str, str] = {}
    for case in read_cases(path):
        if case.witness not in found or "laws" not in found:
            found = {**noticed(case), **found}
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
