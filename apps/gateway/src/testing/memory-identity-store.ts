import type { Identity, NewIdentity } from '../people/identities/identity.js';
import type { IdentityStore, IdentityUse, SignInStart } from '../people/identities/identity-store.js';
import type { NewUser } from '../people/users/user-store.js';
import type { MemoryPasskeyStore } from './memory-passkey-store.js';
import type { MemoryUserStore } from './memory-user-store.js';

type IdentityEntry = Identity & { readonly createdUser: boolean };

export class MemoryIdentityStore implements IdentityStore {
  readonly #starts = new Map<string, SignInStart>();
  readonly #identities = new Map<string, IdentityEntry>();
  /** The accounts that have opened sign-ins. */
  readonly #openers = new Map<string, string>();

  constructor(
    private readonly users: MemoryUserStore,
    private readonly passkeys: MemoryPasskeyStore,
    private readonly now: () => Date = () => new Date(),
  ) {}

  addStart(start: SignInStart): Promise<void> {
    this.#starts.set(start.stateHash, start);
    return Promise.resolve();
  }

  takeStart(stateHash: string, browserHash: string): Promise<Pick<SignInStart, 'userId'> | undefined> {
    const start = this.#starts.get(stateHash);
    if (start?.browserHash !== browserHash || this.#isOver(start.expiresAt)) return Promise.resolve(undefined);
    this.#starts.delete(stateHash);
    return Promise.resolve({ userId: start.userId });
  }

  find(issuer: string, subject: string): Promise<Identity | undefined> {
    return Promise.resolve(this.#all().find((one) => one.issuer === issuer && one.subject === subject));
  }

  list(userId: string): Promise<readonly Identity[]> {
    const his = this.#all().filter((one) => one.userId === userId);
    return Promise.resolve(his.map(({ createdUser: _createdUser, ...identity }) => identity));
  }

  async connect(identity: NewIdentity): Promise<boolean> {
    const found = await this.find(identity.issuer, identity.subject);
    if (found === undefined) this.#insert(identity, false);
    return found === undefined || found.userId === identity.userId;
  }

  async addUser(user: NewUser, identity: NewIdentity): Promise<'added' | 'name-taken' | 'connected'> {
    if ((await this.users.findByName(user.name)) !== undefined) return 'name-taken';
    if (this.#all().some(({ issuer, subject }) => issuer === identity.issuer && subject === identity.subject)) return 'connected';
    this.#insert(identity, true);
    await this.users.add(user);
    return 'added';
  }

  recordUse(id: string, { label, claimedRole, sessionId }: IdentityUse): Promise<void> {
    const found = this.#identities.get(id);
    if (found !== undefined) this.#identities.set(id, { ...found, label, claimedRole, lastUsedAt: this.now().toISOString() });
    this.#openers.set(sessionId, id);
    return Promise.resolve();
  }

  async disconnect(userId: string, id: string): Promise<'disconnected' | 'absent' | 'last'> {
    const hasPasskey = (await this.passkeys.list(userId)).length > 0;
    const all = this.#all().filter((one) => one.userId === userId);
    const found = all.find((one) => one.id === id);
    if (found === undefined) return 'absent';
    if (found.createdUser && all.length === 1 && !hasPasskey) return 'last';
    if (found.createdUser) for (const one of all) this.#identities.set(one.id, { ...one, createdUser: true });
    this.#identities.delete(id);
    for (const [session, opener] of [...this.#openers]) if (opener === id) this.#openers.delete(session);
    return 'disconnected';
  }

  hasOpened(sessionId: string): Promise<boolean> {
    return Promise.resolve(this.#openers.has(sessionId));
  }

  removeExpired(): Promise<number> {
    const starts = [...this.#starts.values()].filter(({ expiresAt }) => this.#isOver(expiresAt));
    for (const { stateHash } of starts) this.#starts.delete(stateHash);
    return Promise.resolve(starts.length);
  }

  #insert(identity: NewIdentity, createdUser: boolean): void {
    const connectedAt = this.now().toISOString();
    const fresh = { ...identity, claimedRole: undefined, connectedAt, lastUsedAt: undefined, createdUser };
    this.#identities.set(identity.id, fresh);
  }

  #all(): IdentityEntry[] {
    return [...this.#identities.values()];
  }

  #isOver(time: string): boolean {
    return Date.parse(time) <= this.now().getTime();
  }
}
