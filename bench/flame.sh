#!/usr/bin/env bash
# Where the engine's time goes: runs a workload (W1 unless said) with a recording and draws it as a flame graph.
#   bench/flame.sh W2 out        writes out/engine.jfr and out/engine.svg
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
workload=${1:-W1}
folder=${2:-flame}
"$home/tidegate" bench gateway --workloads "$workload" --rounds 1 --profile "$folder"
"$home/tidegate" bench flame "$folder/engine.jfr" "$folder/engine.svg"
printf 'the flame graph is in %s\n' "$folder/engine.svg"
