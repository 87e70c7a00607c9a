#!/bin/sh
# A private Docker daemon for tests, where none runs: no bridge, no firewall rules, its own directories, no systemd.
#   docker-for-ci.sh install            Debian's Docker, compose and debootstrap, as far as they are missing (needs
#                                       root); starts no daemon
#   docker-for-ci.sh check              starts one and stops it; where that is not possible, says why and fails
#   docker-for-ci.sh start DIRECTORY    prints the socket's path once the daemon answers (needs root and dockerd)
#   docker-for-ci.sh stop DIRECTORY     ends that daemon and waits until it has gone
# The storage driver is overlay2, or vfs where the file system under DIRECTORY cannot carry it.
set -eu
verb=${1:-} directory=${2:-}
usage() { echo "usage: $0 install | check | start DIRECTORY | stop DIRECTORY" >&2; exit 2; }
socket=$directory/docker.sock pidfile=$directory/docker.pid

answers() { [ -S "$socket" ] && docker_ping; }
docker_ping() {
  node -e '
    const request = require("http").get({ socketPath: process.argv[1], path: "/_ping", timeout: 1000 }, (answer) =>
      process.exit(answer.statusCode === 200 ? 0 : 1));
    request.on("error", () => process.exit(1)).on("timeout", () => process.exit(1));' "$socket"
}
alive() { [ -n "${1:-}" ] && kill -0 "$1" 2>/dev/null; }

start_with() {
  setsid dockerd --data-root "$directory/data-$1" --exec-root "$directory/exec" --pidfile "$pidfile" \
    -H "unix://$socket" --bridge=none --iptables=false --ip6tables=false --storage-driver="$1" \
    </dev/null >"$directory/dockerd.log" 2>&1 &
  daemon=$!
  tries=0
  while [ $tries -lt 60 ]; do
    answers && return 0
    alive $daemon || return 1
    sleep 0.25
    tries=$((tries + 1))
  done
  kill -TERM $daemon 2>/dev/null || true
  return 1
}

start() {
  [ "$(id -u)" = 0 ] || { echo "a private Docker daemon needs root" >&2; exit 1; }
  command -v dockerd >/dev/null || { echo "dockerd is not installed (apt-get install -y docker.io)" >&2; exit 1; }
  mkdir -p "$directory"
  start_with overlay2 || start_with vfs || { tail -n 3 "$directory/dockerd.log" >&2; exit 1; }
  echo "$socket"
}

stop() {
  pid=$(cat "$pidfile" 2>/dev/null || true)
  if alive "$pid"; then kill -TERM "$pid"; fi
  tries=0
  while alive "$pid"; do
    sleep 0.1
    tries=$((tries + 1))
    [ $tries -lt 300 ] || { echo "the Docker daemon $pid does not end" >&2; exit 1; }
  done
  # The host's network under its name in the daemon stays mounted, and after a crash containers' roots: DIRECTORY
  # could not be removed.
  awk -v below="$(readlink -f "$directory")/" 'index($5, below) == 1 { print $5 }' /proc/self/mountinfo | sort -r |
    while read -r mounted; do umount "$mounted"; done
}

check() {
  directory=$(mktemp -d)
  socket=$directory/docker.sock pidfile=$directory/docker.pid
  trap 'rm -rf --one-file-system "$directory"' EXIT
  start >/dev/null && stop
}

missing_packages() {
  PATH=$PATH:/usr/sbin:/sbin
  command -v dockerd >/dev/null && command -v docker >/dev/null || echo docker.io
  command -v docker-compose >/dev/null || docker compose version >/dev/null 2>&1 || echo docker-compose
  command -v debootstrap >/dev/null || echo debootstrap
}

# A package's daemon is not started: a temporary policy forbids it. One that is there already is the host's own will.
install() {
  packages=$(missing_packages | tr '\n' ' ')
  [ -n "$packages" ] || return 0
  [ "$(id -u)" = 0 ] || { echo "installing $packages needs root" >&2; exit 1; }
  policy=/usr/sbin/policy-rc.d log=$(mktemp)
  trap 'rm -f "$log"' EXIT
  if ! [ -e $policy ]; then
    trap 'rm -f "$log" $policy' EXIT
    printf '#!/bin/sh\nexit 101\n' >$policy && chmod 755 $policy
  fi
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -q && apt-get install -y -q --no-install-recommends $packages; } >"$log" 2>&1 ||
    { tail -n 5 "$log" >&2; exit 1; }
}

case $verb in
  install | check) $verb ;;
  start | stop) [ -n "$directory" ] || usage; $verb ;;
  *) usage ;;
esac
