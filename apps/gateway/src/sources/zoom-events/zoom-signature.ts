import { createHmac, timingSafeEqual } from 'node:crypto';

/** Zoom's clock and ours may differ by this much, and an older request may be a recording of an earlier one. */
const TOLERANCE_MS = 5 * 60_000;

export interface SignedRequest {
  /** `x-zm-request-timestamp`: seconds since 1970. */
  readonly timestamp: string | undefined;
  /** `x-zm-signature`. */
  readonly signature: string | undefined;
  /** The body as it was sent. */
  readonly text: string;
}

const sign = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex');

export const signRequest = (secret: string, timestamp: string, text: string): string =>
  `v0=${sign(secret, `v0:${timestamp}:${text}`)}`;

/** Returns the answer to the validation of an endpoint: it proves that this server knows the secret. */
export const encryptToken = (secret: string, plainToken: string): string => sign(secret, plainToken);

/** Returns true for a recent request that was signed with the secret token of the app. */
export function isSignedByZoom({ timestamp, signature, text }: SignedRequest, secret: string, now: number): boolean {
  if (timestamp === undefined || signature === undefined || !/^\d{10}$/.test(timestamp)) return false;
  const expected = Buffer.from(signRequest(secret, timestamp, text));
  const received = Buffer.from(signature);
  const isRecent = Math.abs(now - Number(timestamp) * 1_000) <= TOLERANCE_MS;
  return received.length === expected.length && timingSafeEqual(received, expected) && isRecent;
}
