import type { OnApplicationShutdown } from '@nestjs/common';
import { limitEntries } from '@throughline/service-kit';
import { LRUCache } from 'lru-cache';
import { limitScopes, limitToLibrary, type Credential, type Principal, type Scope } from '../../kit/http/access.js';
import type { SessionStore } from '../sign-in/session-store.js';
import { EXTEND_AFTER_MS, SESSION_MS, type ValidSession } from '../sign-in/session.js';
import type { TokenStore } from './token-store.js';
import { hashOf, type ValidToken } from './token.js';

/** A credential that was ended elsewhere may still work this long on a gateway that has cached it. */
const SEEN_MS = 5_000;
const MOST = 5_000;

/** A short-lived cache of a store's records by hash. */
class CredentialCache<T extends object> {
  readonly #seen = new LRUCache<string, T>({ ...limitEntries(MOST), ttl: SEEN_MS });
  #forgotten = 0;

  constructor(private readonly find: (hash: string) => Promise<T | undefined>) {}

  async get(hash: string): Promise<T | undefined> {
    const cached = this.known(hash);
    if (cached !== undefined) return cached;
    const before = this.#forgotten;
    const found = await this.find(hash);
    // Do not cache a result that may be older than a `forget` during the lookup.
    if (found !== undefined && before === this.#forgotten) this.#seen.set(hash, found);
    return found;
  }

  /** Returns the record if it is cached. */
  known(hash: string): T | undefined {
    return this.#seen.get(hash);
  }

  forget(which: (one: T) => boolean): void {
    this.#forgotten += 1;
    for (const [hash, one] of this.#seen.entries()) if (which(one)) this.#seen.delete(hash);
  }
}

interface AuthenticatorPorts {
  readonly tokens: TokenStore;
  readonly sessions: SessionStore;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
}

export interface SessionPrincipal {
  readonly principal: Principal;
  readonly until: string;
  /** True if the sign-in was just extended, so the cookie needs a new expiry. */
  readonly isExtended: boolean;
}

type Kind = Credential['kind'];

interface AcceptedRecord {
  readonly id: string;
  readonly name?: string;
  readonly user: Principal['user'];
  readonly scopes: readonly Scope[];
}

/** The users of tokens and cookies. Results are cached briefly, and last uses are written with a delay. */
export class Authenticator implements OnApplicationShutdown {
  readonly #tokens: CredentialCache<ValidToken>;
  readonly #sessions: CredentialCache<ValidSession>;
  #uses: Readonly<Record<Kind, Map<string, Date>>> = { token: new Map(), session: new Map() };

  constructor(private readonly ports: AuthenticatorPorts) {
    this.#tokens = new CredentialCache((hash) => ports.tokens.findValid(hash));
    this.#sessions = new CredentialCache((hash) => ports.sessions.findValid(hash));
  }

  async ofToken(token: string): Promise<Principal | undefined> {
    return this.#holder('token', await this.#tokens.get(hashOf(token)));
  }

  /** Returns the user if the token was read a moment ago. */
  knownOfToken(token: string): Principal | undefined {
    return this.#holder('token', this.#tokens.known(hashOf(token)));
  }

  async ofSession(secret: string): Promise<SessionPrincipal | undefined> {
    const record = await this.#sessions.get(hashOf(secret));
    if (record === undefined || this.#isOver(record.expiresAt)) return undefined;
    const principal = this.#principal('session', record);
    if (!this.#isToExtend(record)) return { principal, until: record.expiresAt, isExtended: false };
    const until = new Date(this.ports.now().getTime() + SESSION_MS).toISOString();
    try {
      await this.ports.sessions.extend(record.id, until);
    } catch (error) {
      // The sign-in remains valid, and the next request retries the extension.
      this.ports.onError(error);
      return { principal, until: record.expiresAt, isExtended: false };
    }
    this.forget({ kind: 'session', id: record.id });
    return { principal, until, isExtended: true };
  }

  /** Returns the user if the sign-in was read a moment ago, and need not be extended yet. */
  knownOfSession(secret: string): SessionPrincipal | undefined {
    const record = this.#sessions.known(hashOf(secret));
    if (record === undefined || this.#isOver(record.expiresAt) || this.#isToExtend(record)) return undefined;
    return { principal: this.#principal('session', record), until: record.expiresAt, isExtended: false };
  }

  /** Returns the signed-in user without extending the sign-in: no answer could tell the browser. */
  async holderOf(secret: string): Promise<Principal | undefined> {
    return this.#holder('session', await this.#sessions.get(hashOf(secret)));
  }

  /** Drops a credential that this gateway has ended from the cache. */
  forget({ kind, id }: Credential): void {
    const isIt = (record: { readonly id: string }): boolean => record.id === id;
    if (kind === 'token') this.#tokens.forget(isIt);
    else this.#sessions.forget(isIt);
  }

  /** Drops cached credentials after a change of the user's role, libraries or access. */
  forgetUser(userId: string): void {
    this.#forgetWhere(({ user }) => user.id === userId);
  }

  /** Drops cached credentials of the members of a library, which they show. */
  forgetLibrary(libraryId: string): void {
    this.#forgetWhere(({ user }) => user.libraries.some(({ id }) => id === libraryId));
  }

  /** Writes the uses of the last requests. */
  onApplicationShutdown(): Promise<void> {
    return this.flushUses();
  }

  /** Writes the last uses. A crash loses some, which only leaves older dates. */
  async flushUses(): Promise<void> {
    const uses = this.#uses;
    this.#uses = { token: new Map(), session: new Map() };
    const { tokens, sessions, onError } = this.ports;
    if (uses.token.size > 0) await tokens.markUsed(uses.token).catch(onError);
    if (uses.session.size > 0) await sessions.markUsed(uses.session).catch(onError);
  }

  #forgetWhere(isMeant: (record: Pick<Principal, 'user'>) => boolean): void {
    this.#tokens.forget(isMeant);
    this.#sessions.forget(isMeant);
  }

  #isToExtend({ expiresAt }: ValidSession): boolean {
    return this.ports.now().getTime() + SESSION_MS - Date.parse(expiresAt) >= EXTEND_AFTER_MS;
  }

  #holder(kind: Kind, record: ValidToken | ValidSession | undefined): Principal | undefined {
    return record === undefined || this.#isOver(record.expiresAt) ? undefined : this.#principal(kind, record);
  }

  #isOver(expiresAt: string | undefined): boolean {
    return expiresAt !== undefined && Date.parse(expiresAt) <= this.ports.now().getTime();
  }

  #principal(kind: Kind, { id, name, user, scopes }: AcceptedRecord): Principal {
    this.#uses[kind].set(id, this.ports.now());
    const serverScopes = limitScopes(scopes, user.role);
    return {
      userId: user.id,
      ownerId: user.library.id,
      user,
      scopes: limitToLibrary(serverScopes, user.library.role),
      serverScopes,
      credential: { kind, id, ...(name === undefined ? {} : { name }) },
    };
  }
}
