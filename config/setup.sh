# SPDX-License-Identifier: GPL-3.0-or-later
# What quickstart.sh and test.sh share; they source it from the root of the source tree.
# Each step says one line; its output goes to build/NAME.log, and is shown when the step fails.

# The packages of the groups given, from config/packages.txt.
packages_of() {
  local group
  for group in "$@"; do
    awk -v group="$group" '$1 == group { print $2 }' config/packages.txt
  done
}

# step NAME COMMAND...: runs it quietly and says how long it took; ends the script if it fails.
step() {
  local name=$1 started=$SECONDS
  shift
  mkdir -p build
  printf '%-10s' "$name"
  if ! "$@" >"build/$name.log" 2>&1 </dev/null; then
    printf 'failed: %s\n\n' "$*"
    tail -n 60 "build/$name.log"
    printf '\nThe whole output is in build/%s.log\n' "$name"
    exit 2
  fi
  printf '%d s\n' $((SECONDS - started))
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# Waits for another apt to end rather than failing; asks no questions. A failed update is not the end: another
# one may be running, and the lists that are there may do.
apt_install() {
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -y -q -o DPkg::Lock::Timeout=300)
  as_root "${apt[@]}" update || true
  as_root "${apt[@]}" install --no-install-recommends "$@"
}

# What is installed, and what that stands in for: nodejs from elsewhere brings npm with it, for example.
installed_packages() {
  dpkg-query -W -f '${db:Status-Abbrev} ${Package}, ${Provides}\n' 2>/dev/null |
    sed -n 's/^ii *//p' | tr ',' '\n' | awk 'NF { print $1 }' | sort -u
}

# Installs what the groups need and the machine lacks; without anything lacking, it takes no time.
install_packages() {
  local wanted lacking
  wanted=$(packages_of "$@")
  lacking=$(comm -23 <(sort -u <<<"$wanted") <(installed_packages))
  [ -n "$lacking" ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      printf 'Some packages are missing, and there is no sudo. As root, run:\n\n  apt-get install %s\n' \
        "$(tr '\n' ' ' <<<"$lacking")"
      exit 2
    fi
    sudo -v || exit 2  # asks for the password here, where it can be seen
  fi
  # shellcheck disable=SC2086  # a list of words
  step packages apt_install $lacking
}

# build PRESET: configures and builds, on as many cores as the memory allows (about 0.8 GB each).
build() {
  local cores memory
  cores=$(nproc)
  memory=$(awk '/^MemAvailable:/ { print int($2 / 800000) }' /proc/meminfo)
  [ "$memory" -ge "$cores" ] || cores=$((memory > 1 ? memory : 1))
  step configure cmake --preset "$1"
  step build cmake --build --preset "$1" -j "$cores"
}
