#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Fuzzes each target with libFuzzer, one after the other: tests/fuzz/run.sh MINUTES [TARGET...]
# Needs clang-14. What is found lies in build/fuzz/found/TARGET; mend it, then keep the input, made small, as a seed.
set -euo pipefail
cd "$(dirname "$0")/../.."

minutes=${1:?how many minutes for each target?}
shift
targets=("$@")
[ $# -gt 0 ] || targets=(front_matter site_config markdown analyzer post query http_request record native meilisearch algolia)

cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --target "${targets[@]/#/fuzz_}"

failed=0
for target in "${targets[@]}"; do
  found=build/fuzz/found/$target
  corpus=build/fuzz/corpus/$target
  mkdir -p "$found" "$corpus"
  seeds=()
  [ ! -d "tests/fuzz/seeds/$target" ] || seeds+=("tests/fuzz/seeds/$target")
  case $target in front_matter | site_config | markdown | analyzer | post) seeds+=(tests/data) ;; esac
  options=(-max_total_time=$((minutes * 60)) -timeout=25 -rss_limit_mb=2048 -max_len=4096 -print_final_stats=1)
  [ ! -f "tests/fuzz/$target.dict" ] || options+=("-dict=tests/fuzz/$target.dict")
  if nice -n 19 build/fuzz/tests/fuzz/"fuzz_$target" "${options[@]}" -artifact_prefix="$found/" \
    "$corpus" "${seeds[@]}" 2>"build/fuzz/$target.log"; then
    printf '%-14s %s runs, nothing found\n' "$target" \
      "$(sed -n 's/^stat::number_of_executed_units: *//p' "build/fuzz/$target.log")"
  else
    printf '%-14s found: %s\n' "$target" "$(ls "$found")"
    failed=1
  fi
done
exit $failed
