import type { SessionStore } from '../sign-in/session-store.js';
import { EXTEND_AFTER_MS, SESSION_MS, type ValidSession } from '../sign-in/session.js';
import { limitScopes } from '../users/role.js';
import { CredentialCache } from './recently-seen.js';
import type { Scope } from './scope.js';
import { hashOf, type Credential, type Principal, type ValidToken } from './token.js';
import type { TokenStore } from './token-store.js';

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

/** The users of tokens and cookies. Results are cached briefly, and last uses are written with a delay. */
export class Authenticator {
  readonly #tokens: CredentialCache<ValidToken>;
  readonly #sessions: CredentialCache<ValidSession>;
  #uses: Readonly<Record<Kind, Map<string, Date>>> = { token: new Map(), session: new Map() };

  constructor(private readonly ports: AuthenticatorPorts) {
    this.#tokens = new CredentialCache((hash) => ports.tokens.findValid(hash));
    this.#sessions = new CredentialCache((hash) => ports.sessions.findValid(hash));
  }

  async ofToken(token: string): Promise<Principal | undefined> {
    const record = await this.#tokens.get(hashOf(token));
    if (record === undefined || this.#isOver(record.expiresAt)) return undefined;
    return this.#principal('token', record);
  }

  async ofSession(secret: string): Promise<SessionPrincipal | undefined> {
    const record = await this.#sessions.get(hashOf(secret));
    if (record === undefined || this.#isOver(record.expiresAt)) return undefined;
    const principal = this.#principal('session', record);
    const longest = this.ports.now().getTime() + SESSION_MS;
    if (longest - Date.parse(record.expiresAt) < EXTEND_AFTER_MS)
      return { principal, until: record.expiresAt, isExtended: false };
    const until = new Date(longest).toISOString();
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

  /** Returns the signed-in user without extending the sign-in: no answer could tell the browser. */
  async holderOf(secret: string): Promise<Principal | undefined> {
    const record = await this.#sessions.get(hashOf(secret));
    return record === undefined || this.#isOver(record.expiresAt) ? undefined : this.#principal('session', record);
  }

  /** Drops a credential that this gateway has ended from the cache. */
  forget({ kind, id }: Credential): void {
    const isIt = (record: { readonly id: string }): boolean => record.id === id;
    if (kind === 'token') this.#tokens.forget(isIt);
    else this.#sessions.forget(isIt);
  }

  /**
   * Drops cached credentials after a change of the user's role, library or access. Includes users of that user's library, whose
   * name they show.
   */
  forgetUser(userId: string): void {
    const isHis = ({ user }: { readonly user: Principal['user'] }): boolean => user.id === userId || user.library.id === userId;
    this.#tokens.forget(isHis);
    this.#sessions.forget(isHis);
  }

  /** Writes the last uses. A crash loses some, which only leaves older dates. */
  async flushUses(): Promise<void> {
    const uses = this.#uses;
    this.#uses = { token: new Map(), session: new Map() };
    const { tokens, sessions, onError } = this.ports;
    if (uses.token.size > 0) await tokens.markUsed(uses.token).catch(onError);
    if (uses.session.size > 0) await sessions.markUsed(uses.session).catch(onError);
  }

  #isOver(expiresAt: string | undefined): boolean {
    return expiresAt !== undefined && Date.parse(expiresAt) <= this.ports.now().getTime();
  }

  #principal(kind: Kind, { id, user, scopes }: { id: string; user: Principal['user']; scopes: readonly Scope[] }): Principal {
    this.#uses[kind].set(id, this.ports.now());
    return {
      userId: user.id,
      ownerId: user.library.id,
      user,
      scopes: limitScopes(scopes, user.role),
      credential: { kind, id },
    };
  }
}
