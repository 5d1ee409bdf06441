import type { SessionRecord, ValidSession } from '../people/sign-in/session.js';
import type { NewLink, NewSession, SessionOwner, SessionStore } from '../people/sign-in/session-store.js';
import type { MemoryUserStore } from './memory-user-store.js';

interface SessionEntry {
  record: SessionRecord;
  libraryId: string;
  readonly hash: string;
  revoked: boolean;
}

export class MemorySessionStore implements SessionStore {
  readonly #links = new Map<string, NewLink>();
  readonly #sessions = new Map<string, SessionEntry>();
  #made = 0;

  constructor(
    private readonly users: MemoryUserStore,
    private readonly now: () => Date = () => new Date(),
  ) {}

  addLink(link: NewLink): Promise<void> {
    this.#links.set(link.hash, link);
    return Promise.resolve();
  }

  redeem(codeHash: string, session: NewSession): Promise<boolean> {
    const link = this.#links.get(codeHash);
    const user = link === undefined ? undefined : this.users.accessOf(link.userId);
    if (link === undefined || user === undefined || this.#isOver(link.expiresAt)) return Promise.resolve(false);
    this.#links.delete(codeHash);
    return this.open(link, session);
  }

  open({ userId, scopes }: SessionOwner, { hash, ...session }: NewSession): Promise<boolean> {
    const user = this.users.accessOf(userId);
    if (user === undefined) return Promise.resolve(false);
    // The database's clock gives each session a different time.
    this.#made += 1;
    const createdAt = new Date(this.now().getTime() + this.#made).toISOString();
    const record = { ...session, userId, scopes, createdAt, lastUsedAt: createdAt };
    this.#sessions.set(session.id, { record, libraryId: user.library.id, hash, revoked: false });
    return Promise.resolve(true);
  }

  findValid(hash: string): Promise<ValidSession | undefined> {
    const kept = [...this.#sessions.values()].find((one) => one.hash === hash && this.#holds(one));
    const user =
      kept === undefined
        ? undefined
        : (this.users.accessOf(kept.record.userId, kept.libraryId) ??
          this.users.accessOf(kept.record.userId, kept.record.userId));
    return Promise.resolve(kept === undefined || user === undefined ? undefined : { ...kept.record, user });
  }

  list(userId: string): Promise<readonly SessionRecord[]> {
    const his = [...this.#sessions.values()].filter((one) => one.record.userId === userId && this.#holds(one));
    return Promise.resolve(his.map((one) => one.record).sort((a, b) => (a.createdAt > b.createdAt ? -1 : 1)));
  }

  revoke(userId: string, id: string): Promise<boolean> {
    const kept = this.#sessions.get(id);
    if (kept?.record.userId !== userId) return Promise.resolve(false);
    kept.revoked = true;
    return Promise.resolve(true);
  }

  revokeAll(userId: string, exceptId?: string): Promise<number> {
    for (const { hash, userId: of } of [...this.#links.values()]) if (of === userId) this.#links.delete(hash);
    const active = [...this.#sessions.values()].filter(
      (one) => one.record.userId === userId && one.record.id !== exceptId && this.#holds(one),
    );
    for (const one of active) one.revoked = true;
    return Promise.resolve(active.length);
  }

  async switchLibrary(id: string, libraryId: string): Promise<void> {
    const kept = this.#sessions.get(id);
    if (kept === undefined) return;
    kept.libraryId = libraryId;
    await this.users.change(kept.record.userId, { libraryId });
  }

  extend(id: string, expiresAt: string): Promise<void> {
    const kept = this.#sessions.get(id);
    if (kept !== undefined && Date.parse(kept.record.expiresAt) < Date.parse(expiresAt))
      kept.record = { ...kept.record, expiresAt };
    return Promise.resolve();
  }

  markUsed(uses: ReadonlyMap<string, Date>): Promise<void> {
    for (const [id, at] of uses) {
      const kept = this.#sessions.get(id);
      if (kept !== undefined && Date.parse(kept.record.lastUsedAt) < at.getTime())
        kept.record = { ...kept.record, lastUsedAt: at.toISOString() };
    }
    return Promise.resolve();
  }

  removeExpired(): Promise<number> {
    const links = [...this.#links.values()].filter(({ expiresAt }) => this.#isOver(expiresAt));
    const sessions = [...this.#sessions.values()].filter(({ record }) => this.#isOver(record.expiresAt));
    for (const { hash } of links) this.#links.delete(hash);
    for (const { record } of sessions) this.#sessions.delete(record.id);
    return Promise.resolve(links.length + sessions.length);
  }

  #holds({ record, revoked }: SessionEntry): boolean {
    return !revoked && !this.#isOver(record.expiresAt);
  }

  #isOver(time: string): boolean {
    return Date.parse(time) <= this.now().getTime();
  }
}
