# One image for all five services; docker-compose.yml chooses which one a container runs.
#
# Both base images can be replaced where nothing can be pulled: any Debian 12 root with Node.js 20 and npm serves
# (deploy/base-image.sh makes one with debootstrap).
ARG BUILD_IMAGE=node:20.20-bookworm
ARG RUNTIME_IMAGE=node:20.20-bookworm-slim

# The packages that ship; a change of the sources leaves them alone.
FROM ${BUILD_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Of all install scripts only the SQLite driver's own is needed. Headers beside the node binary spare their download.
RUN prefix=$(node -p 'require("path").resolve(require("fs").realpathSync(process.execPath), "../..")') \
 && if [ -e "$prefix/include/node/node.h" ]; then export npm_config_nodedir="$prefix"; fi \
 && npm ci --omit=dev --ignore-scripts --prefer-offline && npm rebuild better-sqlite3

# From the packages for the sake of npm's cache alone.
FROM packages AS build
RUN npm ci --ignore-scripts --prefer-offline
COPY libs libs
COPY apps apps
COPY examples examples
COPY scripts scripts
COPY tsconfig.json ./
# The web page's form is held against it.
COPY docs/openapi.json docs/
RUN npm run build

FROM ${RUNTIME_IMAGE}
# The executor injects a static busybox into the containers that it runs.
RUN if ! [ -x /bin/busybox ]; then \
      apt-get update && apt-get install -y --no-install-recommends busybox-static && rm -rf /var/lib/apt/lists/*; \
    fi
ARG KNOCKEM_REVISION=unknown
ENV NODE_ENV=production KNOCKEM_REVISION=${KNOCKEM_REVISION} KNOCKEM_DATA_DIR=/data KNOCKEM_OPS_PORT=9000
RUN mkdir -p /data && chown 1000:1000 /data
WORKDIR /app
COPY package.json ./
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY bin bin
USER 1000
VOLUME /data
ENTRYPOINT ["node", "--enable-source-maps"]
CMD ["dist/bin/gateway.js"]
