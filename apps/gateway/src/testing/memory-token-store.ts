import type { FirstToken, NewToken, TokenStore } from '../people/tokens/token-store.js';
import type { TokenRecord, ValidToken } from '../people/tokens/token.js';
import type { MemoryUserStore } from './memory-user-store.js';

interface TokenEntry {
  record: TokenRecord;
  readonly hash: string;
  revoked: boolean;
}

export class MemoryTokenStore implements TokenStore {
  readonly #tokens = new Map<string, TokenEntry>();
  #added = 0;

  constructor(
    private readonly users: MemoryUserStore,
    private readonly now: () => Date = () => new Date(),
  ) {}

  findValid(hash: string): Promise<ValidToken | undefined> {
    const kept = [...this.#tokens.values()].find((one) => one.hash === hash);
    const expired = kept?.record.expiresAt !== undefined && Date.parse(kept.record.expiresAt) <= this.now().getTime();
    const user =
      kept === undefined || kept.revoked || expired ? undefined : this.users.accessOf(kept.record.userId, kept.record.libraryId);
    return Promise.resolve(kept === undefined || user === undefined ? undefined : { ...kept.record, user });
  }

  add({ hash, ...token }: NewToken): Promise<TokenRecord | undefined> {
    const known = this.#tokens.get(token.id);
    if (known !== undefined) return Promise.resolve(known.record);
    if (this.users.accessOf(token.userId) === undefined) return Promise.resolve(undefined);
    // The database's clock gives each token a different time.
    this.#added += 1;
    const createdAt = new Date(this.now().getTime() + this.#added).toISOString();
    const record = { ...token, madeBy: token.madeBy, createdAt, lastUsedAt: undefined };
    this.#tokens.set(token.id, { record, hash, revoked: false });
    return Promise.resolve(record);
  }

  list(userId: string): Promise<readonly TokenRecord[]> {
    const own = [...this.#tokens.values()].filter((one) => one.record.userId === userId && !one.revoked);
    return Promise.resolve(own.map((one) => one.record).sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1)));
  }

  revoke(userId: string, tokenId: string): Promise<boolean> {
    const kept = this.#tokens.get(tokenId);
    if (kept?.record.userId !== userId) return Promise.resolve(false);
    kept.revoked = true;
    return Promise.resolve(true);
  }

  revokeAll(userId: string, exceptId?: string): Promise<number> {
    const others = [...this.#tokens.values()].filter(
      ({ record, revoked }) => record.userId === userId && record.id !== exceptId && !revoked,
    );
    for (const one of others) one.revoked = true;
    return Promise.resolve(others.length);
  }

  revokeMadeBy(userId: string): Promise<number> {
    const made = [...this.#tokens.values()].filter(
      ({ record, revoked }) => record.madeBy === userId && record.userId !== userId && !revoked,
    );
    for (const one of made) one.revoked = true;
    return Promise.resolve(made.length);
  }

  markUsed(uses: ReadonlyMap<string, Date>): Promise<void> {
    for (const [id, at] of uses) {
      const kept = this.#tokens.get(id);
      if (kept === undefined) continue;
      const last = kept.record.lastUsedAt;
      if (last === undefined || Date.parse(last) < at.getTime()) kept.record = { ...kept.record, lastUsedAt: at.toISOString() };
    }
    return Promise.resolve();
  }

  async ensureFirstUser(first: { userId: string; name: string; token: FirstToken | undefined }): Promise<string> {
    const { userId: id, name } = first;
    await this.users.add({ id, name, role: 'admin' });
    const userId = (await this.users.findByName(name))?.id ?? id;
    const { token } = first;
    const known = [...this.#tokens.values()].some((one) => one.hash === token?.hash);
    if (token !== undefined && !known) await this.add({ ...token, userId, libraryId: userId });
    return userId;
  }
}
