import type { NatsConnection } from '@nats-io/nats-core';
import { UnsupportedServerError } from '../errors/errors.js';

const NUMBERS = /^v?(\d+)\.(\d+)/;

export function isAtLeast(version: string | undefined, major: number, minor: number): boolean {
  const [, foundMajor, foundMinor] = NUMBERS.exec(version ?? '') ?? [];
  const found = [Number(foundMajor ?? 0), Number(foundMinor ?? 0)] as const;
  return found[0] > major || (found[0] === major && found[1] >= minor);
}

/** Throws for older servers, which silently drop settings that the log needs. */
export function requireServer(nc: NatsConnection): void {
  const version = nc.info?.version ?? 'unknown';
  if (!isAtLeast(version, 2, 10)) throw new UnsupportedServerError(version);
}
