import type { Token } from '../../provide.js';

export interface StoredAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RequestKey {
  readonly owner: string;
  readonly key: string;
  readonly route: string;
}

/** The right to carry out the request while its lease lasts. */
export interface Claim extends RequestKey {
  readonly claim: string;
}

export type ClaimResult =
  | { readonly state: 'claimed'; readonly claim: Claim; readonly requestHash: string | undefined }
  | { readonly state: 'running'; readonly retryAfterMs: number }
  | { readonly state: 'done'; readonly requestHash: string; readonly answer: StoredAnswer }
  | { readonly state: 'other-route' };

export interface IdempotencyStore {
  /** Claims a key. A claim whose lease has expired, because its runner crashed, can be claimed again. */
  begin(request: RequestKey, leaseMs: number): Promise<ClaimResult>;
  /**
   * Stores the hash of the request's body under the key, before anything happens. Returns false if the key has another body.
   */
  bind(claim: Claim, requestHash: string): Promise<boolean>;
  renew(claim: Claim, leaseMs: number): Promise<boolean>;
  finish(claim: Claim, requestHash: string, answer: StoredAnswer): Promise<void>;
  /** Frees the key after a request without effect; for the same body only, if one was bound. */
  release(claim: Claim): Promise<void>;
  /** Forgets every stored answer that shows a recording. The same request then runs again and finds its earlier commit. */
  forget(recordingId: string): Promise<void>;
  /** Forgets keys older than 24 hours, and answers that show an erased or expired recording. */
  removeExpired(): Promise<number>;
}

export const KEPT_MS = 24 * 60 * 60 * 1000;

export const IDEMPOTENCY_STORE: Token<IdempotencyStore> = Symbol('IdempotencyStore');
