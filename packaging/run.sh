#!/usr/bin/env bash
# Open the window on the example; without a display, run the same example to a result that can be read.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly HEADRACE=.venv/bin/headrace
readonly EXAMPLE=${EXAMPLE:-software-team}
readonly RESULTS=results
readonly REPLICATIONS=20
readonly SEED=1

has_display() {
    [ "$(uname -s)" != Linux ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]
}

run_to_a_result() {
    local name=$RESULTS/$EXAMPLE
    mkdir -p "$RESULTS"
    echo "There is no display, so the example '$EXAMPLE' runs here ($REPLICATIONS replications, seed $SEED)."
    "$HEADRACE" example "$EXAMPLE" >"$name.json"
    "$HEADRACE" run "$name.json" --replications "$REPLICATIONS" --seed "$SEED" --log "$name-log.csv" --json >"$name-run.json"
    "$HEADRACE" run "$name.json" --replications "$REPLICATIONS" --seed "$SEED" | tee "$name-run.txt"
    echo
    echo "The result is in $RESULTS/:"
    echo "  $name-run.txt   what you see above"
    echo "  $name-run.json  the same as JSON, with intervals and stages"
    echo "  $name-log.csv   every event of one run"
    echo "  $name.json      the stream itself"
}

if has_display; then
    exec "$HEADRACE" open --example "$EXAMPLE"
fi
run_to_a_result
