export type Version = readonly [major: number, minor: number, patch: number];

/**
 * Returns the first dotted number in a tool's output: "nats-server: v2.10.27", "postgres (PostgreSQL) 15.18", "ffmpeg version
 * 5.1.9-…".
 */
export function parseVersion(text: string): Version | undefined {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  if (!match) return undefined;
  return [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
}

export function compareVersions(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

export const formatVersion = (version: Version): string => version.join('.');
