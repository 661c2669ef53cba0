#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the Debian packages, builds, and runs every test: ./test.sh
# Quiet when all is well, safe to run again, and fast the second time.
set -euo pipefail
cd "$(dirname "$0")"
# shellcheck source=config/setup.sh
. config/setup.sh

install_packages build test
build dev

log=build/test.log
if ctest --preset dev -j "$(nproc)" >"$log" 2>&1; then
  sed -n '/% tests passed/p; /^Total Test time/p' "$log"
else
  grep -v ' Passed ' "$log" || true
  exit 1
fi
