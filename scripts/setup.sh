#!/usr/bin/env bash
# Installs what is missing, and only that: Debian packages (as root, or with a sudo that asks), npm packages, the build.
#   scripts/setup.sh run     what the demo and the stack need
#   scripts/setup.sh test    that, and what the tests need besides
# Safe to repeat: a second call finds everything and takes a second.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
purpose=${1:-run}

say() { printf '\033[2m[setup]\033[0m %s\n' "$*"; }
fail() { printf '[setup] %s\n' "$*" >&2; exit 1; }

need_node() {
  command -v node >/dev/null || fail "Node.js 20.19 or newer is needed: https://nodejs.org"
  node -e 'const [a,b]=process.versions.node.split(".").map(Number); process.exit(a>20||(a===20&&b>=19)?0:1)' ||
    fail "Node.js $(node -v) is too old: 20.19 or newer is needed"
  command -v npm >/dev/null || fail "npm is needed beside Node.js"
}

# A busybox that runs inside any container: linked statically.
static_busybox() {
  local file
  for file in "${KNOCKEM_BUSYBOX:-}" /bin/busybox /usr/bin/busybox; do
    [ -n "$file" ] && [ -x "$file" ] && ! LC_ALL=C ldd "$file" >/dev/null 2>&1 && return 0
  done
  return 1
}

docker_answers() { [ -S "${DOCKER_HOST:-/var/run/docker.sock}" ] && command -v docker >/dev/null && docker version >/dev/null 2>&1; }

missing_packages() {
  command -v nats-server >/dev/null || echo nats-server
  command -v python3 >/dev/null || echo python3
  command -v c++ >/dev/null || echo g++
  command -v make >/dev/null || echo make
  static_busybox || echo busybox-static
  # Where Docker answers, the containers run there; the tests want both runtimes.
  if [ "$purpose" = test ] || ! docker_answers; then
    command -v crun >/dev/null || echo crun
    command -v skopeo >/dev/null || echo skopeo
    command -v umoci >/dev/null || echo umoci
    [ -e /usr/share/containers/seccomp.json ] || echo golang-github-containers-common
    command -v unshare >/dev/null || echo util-linux
  fi
  if [ "$purpose" = test ]; then
    command -v git >/dev/null || echo git
    command -v setpriv >/dev/null || echo util-linux
  fi
}

install_packages() {
  local packages
  packages=$(missing_packages | sort -u | tr '\n' ' ')
  [ -z "${packages// /}" ] && return 0
  command -v apt-get >/dev/null || fail "this system has no apt-get; please install: $packages"
  local line="apt-get update && apt-get install -y --no-install-recommends $packages"
  if [ "$(id -u)" = 0 ]; then
    say "installing Debian packages: $packages"
    apt_install "" $packages
  elif command -v sudo >/dev/null && [ -t 0 ]; then
    say "Debian packages are missing: $packages"
    say "sudo asks for your password to run: $line"
    apt_install sudo $packages
  else
    fail "Debian packages are missing; please run as root:  $line"
  fi
}

# Daemons that come with a package are not started: knockem starts its own nats-server with its own store.
apt_install() {
  local sudo=$1 policy=/usr/sbin/policy-rc.d made=
  shift
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | $sudo tee "$policy" >/dev/null && $sudo chmod 755 "$policy" && made=yes
  fi
  local status=0 log
  log=$(mktemp)
  { $sudo apt-get update -q && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"; } >"$log" 2>&1 || status=$?
  [ -n "$made" ] && $sudo rm -f "$policy"
  if [ "$status" != 0 ]; then
    tail -n 20 "$log" >&2
    fail "apt-get could not install: $*"
  fi
  rm -f "$log"
}

# Native modules are built against the headers that lie beside the node binary, where there are any.
use_local_headers() {
  local prefix
  prefix=$(node -p 'require("path").resolve(require("fs").realpathSync(process.execPath), "../..")')
  if [ -e "$prefix/include/node/node.h" ]; then export npm_config_nodedir="$prefix"; fi
}

installed_stamp=node_modules/.knockem-installed
lock_digest() { node -p 'require("crypto").createHash("sha256").update(require("fs").readFileSync("package-lock.json")).update(process.version).digest("hex")'; }

install_node_packages() {
  [ -e "$installed_stamp" ] && [ "$(cat "$installed_stamp")" = "$(lock_digest)" ] && return 0
  say "installing npm packages (a minute)"
  # No install scripts but better-sqlite3's own: the other packages' scripts are optional extras or messages.
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
  say "building the SQLite driver (one to three minutes where no prebuilt one can be had)"
  local log
  log=$(mktemp)
  npm rebuild better-sqlite3 --foreground-scripts >"$log" 2>&1 || { tail -n 30 "$log" >&2; fail "better-sqlite3 could not be built"; }
  rm -f "$log"
  lock_digest >"$installed_stamp"
}

build() {
  local newest
  newest=$(find apps libs examples scripts package.json tsconfig*.json -newer dist/.built -type f 2>/dev/null | head -n 1 || true)
  [ -e dist/.built ] && [ -z "$newest" ] && return 0
  say "building"
  npm run --silent build
  touch dist/.built
}

need_node
install_packages
use_local_headers
install_node_packages
build
