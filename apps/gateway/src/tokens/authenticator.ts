import { LRUCache } from 'lru-cache';
import { hashOf, type Principal, type TokenRecord } from './token.js';
import type { TokenStore } from './token-store.js';

/** For how long a revoked token may still be taken, by each gateway that has seen it. */
const CACHE_MS = 5_000;
const CACHED_TOKENS = 5_000;

interface AuthenticatorPorts {
  readonly tokens: TokenStore;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
}

/** Who a token stands for. Remembers answers for a moment, and writes down lazily when a token was used. */
export class Authenticator {
  readonly #cache = new LRUCache<string, TokenRecord>({ max: CACHED_TOKENS, ttl: CACHE_MS });
  #uses = new Map<string, Date>();

  constructor(private readonly ports: AuthenticatorPorts) {}

  async authenticate(token: string): Promise<Principal | undefined> {
    const hash = hashOf(token);
    const record = this.#cache.get(hash) ?? (await this.ports.tokens.findValid(hash));
    if (record === undefined) return undefined;
    const now = this.ports.now();
    if (record.expiresAt !== undefined && Date.parse(record.expiresAt) <= now.getTime()) return undefined;
    this.#cache.set(hash, record);
    this.#uses.set(record.id, now);
    return { userId: record.userId, tokenId: record.id, scopes: record.scopes };
  }

  /** After a revocation through this gateway. */
  forget(tokenId: string): void {
    for (const [hash, record] of this.#cache.entries()) if (record.id === tokenId) this.#cache.delete(hash);
  }

  /** Writes the last uses. One that is lost in a crash is only a date that is a little too old. */
  async flushUses(): Promise<void> {
    const uses = this.#uses;
    if (uses.size === 0) return;
    this.#uses = new Map();
    try {
      await this.ports.tokens.markUsed(uses);
    } catch (error) {
      this.ports.onError(error);
    }
  }
}
