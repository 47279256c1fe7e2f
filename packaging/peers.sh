#!/usr/bin/env bash
# Put the peers that `make bench` measures beside (the extra `bench` of pyproject.toml) into build/peers.
#
# Not into .venv: nothing but the benchmarks needs them, and one of them brings a package named `tests`. Always exit
# status 0: a peer that is not there is a row of the table that says so.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly BIN=.venv/bin
readonly FOLDER=build/peers
readonly STAMP=$FOLDER/.wanted
readonly LOG=build/peers.log
readonly WANTED='import tomllib
with open("pyproject.toml", "rb") as file:
    print("\n".join(tomllib.load(file)["project"]["optional-dependencies"]["bench"]))'

say() { printf 'bench: %s\n' "$*" >&2; }

wanted=$("$BIN/python" -c "$WANTED")
if [ -f "$STAMP" ] && [ "$(cat "$STAMP")" = "$wanted" ]; then exit 0; fi
mkdir -p "$FOLDER"
printf '%s\n' "$wanted" >"$FOLDER/wanted.txt"
say "fetching the peers: $(tr '\n' ' ' <"$FOLDER/wanted.txt")"
if PIP_DISABLE_PIP_VERSION_CHECK=1 "$BIN/python" -m pip install --progress-bar off --upgrade --target "$FOLDER" \
    -r "$FOLDER/wanted.txt" >"$LOG" 2>&1; then
    printf '%s\n' "$wanted" >"$STAMP"
else
    say "not all of them could be fetched; the table goes without them, and pip's words are in $LOG"
fi
