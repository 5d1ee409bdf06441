import { randomUUID } from 'node:crypto';
import { KEPT_MS } from '../kit/http/idempotency/idempotency-store.js';
import type {
  ClaimResult,
  Claim,
  IdempotencyStore,
  RequestKey,
  StoredAnswer,
} from '../kit/http/idempotency/idempotency-store.js';
import { findShownRecordings } from '../kit/http/idempotency/idempotency-store.postgres.js';

interface KeyRecord {
  claim: string;
  readonly route: string;
  requestHash: string | undefined;
  answer: StoredAnswer | undefined;
  leaseUntil: number;
  readonly expiresAt: number;
}

const nameOf = ({ owner, key }: RequestKey): string => JSON.stringify([owner, key]);

export class MemoryIdempotencyStore implements IdempotencyStore {
  readonly #kept = new Map<string, KeyRecord>();

  constructor(private readonly now: () => number = () => Date.now()) {}

  begin(request: RequestKey, leaseMs: number): Promise<ClaimResult> {
    const kept = this.#kept.get(nameOf(request));
    const now = this.now();
    if (kept === undefined || kept.expiresAt <= now) return Promise.resolve(this.claim(request, leaseMs, undefined));
    if (kept.route !== request.route) return Promise.resolve({ state: 'other-route' });
    if (kept.answer !== undefined && kept.requestHash !== undefined)
      return Promise.resolve({ state: 'done', requestHash: kept.requestHash, answer: kept.answer });
    if (kept.leaseUntil > now) return Promise.resolve({ state: 'running', retryAfterMs: kept.leaseUntil - now });
    return Promise.resolve(this.claim(request, leaseMs, kept.requestHash));
  }

  bind(claim: Claim, requestHash: string): Promise<boolean> {
    const kept = this.held(claim);
    if (kept === undefined || (kept.requestHash !== undefined && kept.requestHash !== requestHash)) return Promise.resolve(false);
    kept.requestHash = requestHash;
    return Promise.resolve(true);
  }

  renew(claim: Claim, leaseMs: number): Promise<boolean> {
    const kept = this.held(claim);
    if (kept === undefined || kept.answer !== undefined) return Promise.resolve(false);
    kept.leaseUntil = this.now() + leaseMs;
    return Promise.resolve(true);
  }

  finish(claim: Claim, requestHash: string, answer: StoredAnswer): Promise<void> {
    const kept = this.held(claim);
    if (kept !== undefined && kept.answer === undefined) {
      kept.requestHash = requestHash;
      kept.answer = answer;
    }
    return Promise.resolve();
  }

  release(claim: Claim): Promise<void> {
    const kept = this.held(claim);
    if (kept !== undefined && kept.answer === undefined) {
      if (kept.requestHash === undefined) this.#kept.delete(nameOf(claim));
      else kept.leaseUntil = this.now();
    }
    return Promise.resolve();
  }

  forget(recordingId: string): Promise<void> {
    for (const [name, { answer }] of this.#kept)
      if (answer !== undefined && findShownRecordings(answer).includes(recordingId)) this.#kept.delete(name);
    return Promise.resolve();
  }

  removeExpired(): Promise<number> {
    const expired = [...this.#kept].filter(([, kept]) => kept.expiresAt <= this.now());
    for (const [name] of expired) this.#kept.delete(name);
    return Promise.resolve(expired.length);
  }

  private claim(request: RequestKey, leaseMs: number, requestHash: string | undefined): ClaimResult {
    const claim = randomUUID();
    const now = this.now();
    const expiresAt = now + KEPT_MS;
    this.#kept.set(nameOf(request), {
      claim,
      route: request.route,
      requestHash,
      answer: undefined,
      leaseUntil: now + leaseMs,
      expiresAt,
    });
    return { state: 'claimed', claim: { ...request, claim }, requestHash };
  }

  private held(claim: Claim): KeyRecord | undefined {
    const kept = this.#kept.get(nameOf(claim));
    return kept?.claim === claim.claim ? kept : undefined;
  }
}
