#!/usr/bin/env bash
# Installs what is missing, and only that: Debian packages (as root, or with sudo), npm packages, the build.
#   scripts/setup.sh run     what the demo and the stack need
#   scripts/setup.sh test    that, and what the tests need besides
# Safe to repeat: a second call finds everything and takes a second.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
purpose=${1:-run}

say() { if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then printf '\033[2m[setup]\033[0m %s\n' "$*"; else printf '[setup] %s\n' "$*"; fi; }
fail() { printf '[setup] %s\n' "$*" >&2; exit 1; }

need_node() {
  command -v node >/dev/null || fail "Node.js 20.19 or newer is needed: https://nodejs.org"
  node -e 'const [a,b]=process.versions.node.split(".").map(Number); process.exit(a>20||(a===20&&b>=19)?0:1)' ||
    fail "Node.js $(node -v) is too old: 20.19 or newer is needed"
  command -v npm >/dev/null || fail "npm is needed beside Node.js"
}

# A busybox that runs inside any container: linked statically. The executor looks in the same places.
busybox_cache=${XDG_CACHE_HOME:-$HOME/.cache}/knockem/busybox
static_busybox() {
  local file
  for file in "${KNOCKEM_BUSYBOX:-}" /bin/busybox /usr/bin/busybox "$busybox_cache/bin/busybox"; do
    [ -n "$file" ] && [ -x "$file" ] && ! LC_ALL=C ldd "$file" 2>/dev/null | grep -q '=>' && return 0
  done
  return 1
}

# Debian's dynamic busybox and its static one exclude each other. Where the dynamic one is installed it stays, and the
# static one is unpacked into the user's cache; that needs no root, only package lists.
dynamic_busybox_installed() { dpkg-query -W -f '${Status}' busybox 2>/dev/null | grep -q 'ok installed'; }
unpack_busybox() {
  local directory status=0
  say "unpacking busybox-static into $busybox_cache (the installed busybox is left as it is)"
  directory=$(mktemp -d)
  # apt downloads as a user of its own, who must be able to write here.
  chmod 755 "$directory"
  { (cd "$directory" && apt-get download -q busybox-static && dpkg-deb -x busybox-static_*.deb unpacked) &&
    mkdir -p "$busybox_cache/bin" && install -m 755 "$(find "$directory/unpacked" -path '*/bin/busybox' -type f | head -n 1)" "$busybox_cache/bin/busybox"; } \
    >"$directory/log" 2>&1 || status=$?
  [ "$status" = 0 ] || tail -n 5 "$directory/log" >&2
  rm -rf "$directory"
  [ "$status" = 0 ] || fail "no static busybox could be fetched; where the package lists are missing, run as root:  apt-get update"
}

docker_answers() { [ -S "${DOCKER_HOST:-/var/run/docker.sock}" ] && command -v docker >/dev/null && docker version >/dev/null 2>&1; }

missing_packages() {
  command -v nats-server >/dev/null || echo nats-server
  command -v python3 >/dev/null || echo python3
  command -v c++ >/dev/null || echo g++
  command -v make >/dev/null || echo make
  static_busybox || dynamic_busybox_installed || echo busybox-static
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
    # The web page is looked at in a real browser; without fonts its letters are boxes.
    command -v chromium >/dev/null || echo chromium fonts-liberation
    # Completion is typed into each shell; the notebook's line for R is run.
    command -v zsh >/dev/null || echo zsh
    command -v fish >/dev/null || echo fish
    command -v Rscript >/dev/null || echo r-base-core
    # A server that speaks MongoDB is installed into a virtual environment of its own.
    python3 -c 'import ensurepip' 2>/dev/null || echo python3-venv
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
  elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
    say "Debian packages are missing: $packages"
    say "sudo (which may ask for your password) runs: $line"
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
node_packages_installed() { [ -e "$installed_stamp" ] && [ "$(cat "$installed_stamp")" = "$(lock_digest)" ]; }

# No install scripts but better-sqlite3's own: the other packages' scripts are optional extras or messages.
install_node_packages() {
  say "installing npm packages (a minute)"
  npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error >/dev/null
}

# What was compiled once is kept for the next checkout of this user, where the driver's own installer looks for prebuilt
# ones; one that does not load here is compiled again. Written whole, by rename.
driver_cache=${XDG_CACHE_HOME:-$HOME/.cache}/knockem/prebuilds
build_sqlite_driver() {
  local log
  log=$(mktemp)
  npm_config_better_sqlite3_local_prebuilds=$driver_cache npm rebuild better-sqlite3 --foreground-scripts --no-update-notifier >"$log" 2>&1 ||
    { tail -n 30 "$log" >&2; rm -f "$log"; return 1; }
  rm -f "$log"
  keep_sqlite_driver || say "the SQLite driver could not be kept in $driver_cache for the next checkout"
}
keep_sqlite_driver() {
  local name file=build/Release/better_sqlite3.node
  # Compiled here, not unpacked: the compiler's intermediate files stand beside it.
  [ -d node_modules/better-sqlite3/build/Release/obj ] || [ -d node_modules/better-sqlite3/build/Release/obj.target ] || return 0
  name=$(node -p '`better-sqlite3-v${require("better-sqlite3/package.json").version}-node-v${process.versions.modules}-${process.platform}-${process.arch}.tar.gz`') &&
    mkdir -p "$driver_cache" &&
    tar -C node_modules/better-sqlite3 -czf "$driver_cache/.$name.$$" "$file" &&
    mv "$driver_cache/.$name.$$" "$driver_cache/$name"
}

is_built() {
  local newest
  newest=$(find apps libs examples scripts package.json package-lock.json tsconfig*.json -newer dist/.built -type f 2>/dev/null | head -n 1 || true)
  [ -e dist/.built ] && [ -z "$newest" ]
}

build() {
  say "building"
  npm run --silent build
  touch dist/.built
}

# The driver's compiler and ours do not need one another: on two cores they take the longer one's time.
install_and_build() {
  local driver=
  if ! node_packages_installed; then
    install_node_packages
    say "installing the SQLite driver (one to three minutes where it must be compiled)"
    build_sqlite_driver &
    driver=$!
    # Ended together with this script, also by Ctrl-C while we build.
    trap 'kill "$driver" 2>/dev/null || true' EXIT
  fi
  is_built || build
  [ -z "$driver" ] && return 0
  wait "$driver" || fail "better-sqlite3 could not be built"
  trap - EXIT
  lock_digest >"$installed_stamp"
}

need_node
install_packages
static_busybox || unpack_busybox
use_local_headers
install_and_build
