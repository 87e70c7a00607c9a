#!/bin/bash
# Makes a base image for the Dockerfile where none can be pulled: a Debian 12 root by debootstrap with what the build
# and the services need, and this host's Node.js.      deploy/base-image.sh NAME && docker build --network=host \
#   --build-arg BUILD_IMAGE=NAME --build-arg RUNTIME_IMAGE=NAME -t knockem .
# Needs root, debootstrap and a Docker daemon (DOCKER_HOST). Takes two minutes once; the root is then kept in the
# user's cache directory, under a name that changes with everything it is made of. A crash leaves a directory in
# $TMPDIR at worst: the kept root appears by rename, whole.
set -euo pipefail
name=${1:?usage: $0 NAME}
packages=ca-certificates,g++,make,python3,busybox-static,nats-server
cache=${XDG_CACHE_HOME:-$HOME/.cache}/knockem
bundle=/etc/ssl/certs/ca-certificates.crt
node=$(node -p 'require("fs").realpathSync(process.execPath)')
prefix=$(dirname "$(dirname "$node")")
drivers=/usr/local/share/knockem/prebuilds

# The same package registry as here, but no password: only these settings leave the host.
npm_settings() {
  local key value
  for key in registry proxy https-proxy; do
    value=$(cd / && npm config get "$key" 2>/dev/null)
    case $value in '' | null | undefined) ;; *) echo "$key=$value" ;; esac
  done
  echo "cafile=$bundle"
}

# The mirror that apt uses here; debootstrap's own where there is none.
mirror() { apt-get indextargets --format '$(REPO_URI)' 'Codename: bookworm' 2>/dev/null | head -n 1 || true; }

add_node() {
  local root=$1 npm
  npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
  install -D "$node" "$root/usr/local/bin/node"
  mkdir -p "$root/usr/local/lib/node_modules" "$root/usr/local/etc"
  cp -a "$npm" "$root/usr/local/lib/node_modules/npm"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/local/bin/npm"
  ln -s ../lib/node_modules/npm/bin/npx-cli.js "$root/usr/local/bin/npx"
  # Headers spare the SQLite driver's build a download.
  if [ -e "$prefix/include/node/node.h" ]; then
    mkdir -p "$root/usr/local/include" && cp -a "$prefix/include/node" "$root/usr/local/include/"
  fi
  # And what npm has fetched here already, the packages.
  local fetched
  fetched=$(npm config get cache 2>/dev/null)/_cacache
  if [ -d "$fetched" ]; then mkdir -p "$root/root/.npm" && cp -a --no-preserve=ownership "$fetched" "$root/root/.npm/"; fi
  if [ -n "$driver" ]; then install -D -m 644 -t "$root$drivers" "$driver"; fi
  npm_settings >"$root/usr/local/etc/npmrc"
  if [ -e "$bundle" ]; then cp -L "$bundle" "$root$bundle"; fi
}

make_root() {
  local work
  work=$(mktemp -d)
  trap "rm -rf --one-file-system '$work'" EXIT
  # debootstrap needs a root that others may enter.
  chmod 755 "$work" && mkdir "$work/root"
  debootstrap --variant=minbase --include="$packages" bookworm "$work/root" $(mirror) >"$work/log" 2>&1 ||
    { tail -n 20 "$work/log" "$work/root/debootstrap/debootstrap.log" >&2 || true; exit 1; }
  rm -rf "$work/root/var/cache/apt/archives" "$work/root/var/lib/apt/lists" "$work/root/usr/share/doc" "$work/root/usr/share/locale"
  add_node "$work/root"
  mkdir -p "$cache"
  tar -C "$work/root" --numeric-owner --one-file-system -cf "$1.$$" .
  mv "$1.$$" "$1"
}

# The SQLite driver as set-up compiled it here, where this host is a Debian 12 as well.
compiled_driver() {
  local name
  (. /etc/os-release && [ "$ID $VERSION_ID" = "debian 12" ]) || return 0
  name=$(cd "$(dirname "$0")/.." && node -p '`better-sqlite3-v${require("./package-lock.json").packages["node_modules/better-sqlite3"].version}-node-v${process.versions.modules}-${process.platform}-${process.arch}.tar.gz`')
  if [ -e "$cache/prebuilds/$name" ]; then echo "$cache/prebuilds/$name"; fi
}

driver=$(compiled_driver)
key=$({ cat "$0" "$bundle" ${driver:+"$driver"}; node -v; npm -v; npm_settings; } 2>/dev/null | sha256sum | cut -c 1-16)
root=$cache/base-root-$key.tar
[ -e "$root" ] || { rm -f "$cache"/base-root-*; make_root "$root"; }
docker import --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
  --change "ENV NODE_EXTRA_CA_CERTS=$bundle" --change "ENV npm_config_better_sqlite3_local_prebuilds=$drivers" --change 'CMD ["/bin/bash"]' "$root" "$name" >/dev/null
echo "$name"
