"""The same answer on a Dask cluster as in this process."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]

ON_A_CLUSTER = """
import json
from distributed import Client, LocalCluster
from sim.engine import RunRequest
from sim.experiment import Design, cluster_pool, compare, replicate
from sim.stream import Scenario, example

def main():
    team = example("software-team")
    design = Design(RunRequest(seed=3, until=60.0), 4, 5.0)
    more = Scenario(name="More", changes=(("stages.test.workers", 3),))
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None) as cluster:
        with Client(cluster) as client, cluster_pool(client) as pool:
            there = compare(team, [more], design, pool=pool)
    here = compare(team, [more], design)
    assert there.base.to_json() == here.base.to_json()
    assert there.base.series == here.base.series
    assert there.scenarios[0].changes == here.scenarios[0].changes
    print(json.dumps(there.base.to_json()["flow_time"]))

if __name__ == "__main__":
    main()
"""


@pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="the extra `cluster` is not installed"
)
def test_a_cluster_gives_the_answer_of_a_serial_run_to_the_last_digit(tmp_path: Path) -> None:
    script = tmp_path / "on_a_cluster.py"
    script.write_text(ON_A_CLUSTER, encoding="utf-8")
    # In a process of its own: a cluster's threads and event loop outlive what a test may leave running.
    ended = subprocess.run(
        [sys.executable, str(script)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (ended.returncode, ended.stdout[:9]) == (0, '{"mean": '), ended.stderr
