#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# From a bare Debian 12 to a search that answers: ./quickstart.sh [SITE_DIR]
#
# Installs the Debian packages, builds, puts the three programs into /usr/local, indexes SITE_DIR (a Jekyll or
# Hugo site or a folder of Markdown; without one, our sample blog), asks one query and serves the site.
# On a terminal searchd runs in the foreground until Ctrl-C; elsewhere (CI, a pipe) it is left running in the
# background, and the last lines say how to stop it. Safe to run again, and fast the second time.
set -euo pipefail

case ${1-} in
  -h | --help)
    sed -n '3,8s/^# \{0,1\}//p' "$0"
    exit 0
    ;;
esac
site_dir=
if [ $# -gt 0 ]; then
  site_dir=$(realpath -e -- "$1" 2>/dev/null) && [ -d "$site_dir" ] || {
    printf 'quickstart: %s is no folder\n' "$1" >&2
    exit 2
  }
fi
cd "$(dirname "$0")"
# shellcheck source=config/setup.sh
. config/setup.sh

address=127.0.0.1:7700
pid_file=build/searchd.pid

# Copies the programs to /usr/local, so that `search WORD` can be typed; not if the same ones are there.
install_programs() {
  cmp -s build/release/indexer/indexer /usr/local/bin/indexer &&
    cmp -s build/release/search/search /usr/local/bin/search &&
    cmp -s build/release/searchd/searchd /usr/local/sbin/searchd && return 0
  step install as_root cmake --install build/release --prefix /usr/local --component Unspecified
}

# Sets `site`, its name in the index. The sample makes room once there is a real site, so that `search` needs no --site.
index_site() {
  local summary
  if [ -n "$site_dir" ]; then
    rm -rf "$(index_dir)/sample"
    summary=$(indexer "$site_dir")
  else
    summary=$(indexer --site sample tests/data/blog)
  fi
  site=${summary%%:*}
  printf '%-10s%s\n' index "$summary"
}

# Where the programs keep the index: the settings' `index:`, the environment, the user's own folder.
index_dir() {
  local settings=${BLOGSEARCH_CONFIG:-/etc/blogsearch/blogsearch.yaml} said=
  [ ! -r "$settings" ] ||
    said=$(sed -nE "s/^index: *(\"([^\"]+)\"|'([^']+)'|([^\"'# ][^#]*[^# ])).*/\2\3\4/p" "$settings")
  if [ -n "$said" ]; then
    echo "$said"
  elif [ -n "${BLOGSEARCH_INDEX-}" ]; then
    echo "$BLOGSEARCH_INDEX"
  elif [ "$(id -u)" -eq 0 ]; then
    echo /var/lib/blogsearch
  else
    echo "${XDG_DATA_HOME:-$HOME/.local/share}/blogsearch"
  fi
}

# The searchd that an earlier run left in the background.
stop_earlier() {
  local pid
  pid=$(cat "$pid_file" 2>/dev/null) || return 0
  rm -f "$pid_file"
  [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = searchd ] || return 0
  kill "$pid"
  while [ -e "/proc/$pid" ]; do sleep 0.05; done
}

# Does searchd answer? Asked with bash alone, since a bare Debian has no curl.
healthy() {
  (
    exec 3<>"/dev/tcp/${address/://}"
    printf 'GET /healthz HTTP/1.0\r\n\r\n' >&3
    grep -q ' 200 ' <&3
  ) 2>/dev/null
}

serve_in_background() {
  setsid searchd --listen "$address" >build/searchd.log 2>&1 </dev/null &
  echo $! >"$pid_file"
  for _ in $(seq 100); do
    if healthy; then
      printf 'searchd goes on in the background; to end it: kill %s\n%s\n' "$(cat "$pid_file")" "$url"
      return 0
    fi
    sleep 0.1
  done
  printf 'searchd does not answer:\n' >&2
  cat build/searchd.log >&2
  return 2
}

# A query that has an answer: what one sample post is about, or the title of the newest post; fails without any post.
one_query() {
  local newest
  if [ -z "$site_dir" ]; then
    echo homogenization
  else
    newest=$(search --site "$site" --limit 1 '*') && head -n 1 <<<"$newest"
  fi
}

PATH=/usr/local/bin:/usr/local/sbin:$PATH
install_packages build
build release
install_programs
index_site

query=$(one_query) || query='*'
printf '\n$ search "%s"\n\n' "$query"
search --site "$site" --limit 3 -- "$query" || [ $? -eq 1 ]

word=$(grep -oiE '[a-z0-9]{3,}' <<<"$query" | head -n 1 || true)
url="http://$address/search?q=$word"
search --limit 0 '*' >/dev/null 2>&1 || [ $? -eq 1 ] || url+="&site=$site"  # the index holds several
stop_earlier
if [ -t 1 ] && [ -z "${CI-}" ]; then
  printf '\nsearchd answers until Ctrl-C; in another terminal, `search WORDS` asks the index itself.\n%s\n' "$url"
  exec searchd --listen "$address"
fi
printf '\n`search WORDS` asks the index itself. '
serve_in_background
