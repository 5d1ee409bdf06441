import type { PinnedDownload } from './download.js';

interface Release {
  readonly version: string;
  readonly target: string;
  readonly sha256: string;
}

/**
 * Releases of nats-io/nats-server with the checksums of their archives, keyed by Node's `<platform>-<arch>`.
 *
 * Linux: as in the Dockerfile of the official image nats:2.14.7-alpine. macOS: the newest release whose published checksums
 * could be verified (the Linux checksums of the same list equal those of the official image 2.11.8). A platform without
 * a verified checksum is left out and falls through to the next way.
 */
const releases: Readonly<Record<string, Release>> = {
  'linux-x64': {
    version: '2.14.7',
    target: 'linux-amd64',
    sha256: 'e5c20b1cb2c0566b54c544312e91e011f9e130c5c80f16a14f4cf28ef30b8be2',
  },
  'linux-arm64': {
    version: '2.14.7',
    target: 'linux-arm64',
    sha256: '50e0258a1b7290f3fe2e4f17506b74a90ffb1dd77867ae3a402eb0c9e2b0d40f',
  },
  'darwin-x64': {
    version: '2.11.8',
    target: 'darwin-amd64',
    sha256: '002c943c1ed39c55cc5e024debfc02685111fcb2b1cbd887aad39ac977037477',
  },
  'darwin-arm64': {
    version: '2.11.8',
    target: 'darwin-arm64',
    sha256: '23e0c5354c2da385708946a21900c944fcb9a3bbfd02aae27a4ae750dea0b682',
  },
};

export interface NatsRelease extends PinnedDownload {
  readonly version: string;
  readonly member: string;
}

export function natsRelease(platform: string, arch: string, mirror: string): NatsRelease | undefined {
  const release = releases[`${platform}-${arch}`];
  if (!release) return undefined;
  const name = `nats-server-v${release.version}-${release.target}`;
  return {
    version: release.version,
    url: `${mirror}/v${release.version}/${name}.tar.gz`,
    sha256: release.sha256,
    member: `${name}/nats-server`,
  };
}
