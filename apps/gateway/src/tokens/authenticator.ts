import type { SessionStore } from '../sign-in/session-store.js';
import { EXTEND_AFTER_MS, SESSION_MS, type ValidSession } from '../sign-in/session.js';
import { scopesWithin } from '../users/role.js';
import { RecentlySeen } from './recently-seen.js';
import type { Scope } from './scope.js';
import { hashOf, type Credential, type Principal, type ValidToken } from './token.js';
import type { TokenStore } from './token-store.js';

interface AuthenticatorPorts {
  readonly tokens: TokenStore;
  readonly sessions: SessionStore;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
}

/** Somebody who is signed in. */
export interface SignedIn {
  readonly principal: Principal;
  readonly until: string;
  /** It holds longer than the browser knows: the cookie has to be given anew. */
  readonly isExtended: boolean;
}

type Kind = Credential['kind'];

/** Who a token or a cookie stands for. Remembers answers for a moment, and writes down lazily when they were used. */
export class Authenticator {
  readonly #tokens: RecentlySeen<ValidToken>;
  readonly #sessions: RecentlySeen<ValidSession>;
  #uses: Readonly<Record<Kind, Map<string, Date>>> = { token: new Map(), session: new Map() };

  constructor(private readonly ports: AuthenticatorPorts) {
    this.#tokens = new RecentlySeen((hash) => ports.tokens.findValid(hash));
    this.#sessions = new RecentlySeen((hash) => ports.sessions.findValid(hash));
  }

  async ofToken(token: string): Promise<Principal | undefined> {
    const record = await this.#tokens.get(hashOf(token));
    if (record === undefined || this.#isOver(record.expiresAt)) return undefined;
    return this.#principal('token', record);
  }

  async ofSession(secret: string): Promise<SignedIn | undefined> {
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
      // It holds all the same, and the next request tries again.
      this.ports.onError(error);
      return { principal, until: record.expiresAt, isExtended: false };
    }
    this.forget({ kind: 'session', id: record.id });
    return { principal, until, isExtended: true };
  }

  /** Who is signed in, without making it last longer: a browser that gets no answer would not hear of it. */
  async holderOf(secret: string): Promise<Principal | undefined> {
    const record = await this.#sessions.get(hashOf(secret));
    return record === undefined || this.#isOver(record.expiresAt) ? undefined : this.#principal('session', record);
  }

  /** After it was ended through this gateway. */
  forget({ kind, id }: Credential): void {
    const isIt = (record: { readonly id: string }): boolean => record.id === id;
    if (kind === 'token') this.#tokens.forget(isIt);
    else this.#sessions.forget(isIt);
  }

  /** After his role, his library or his being let in was changed, or that of a user whose name is shown with it. */
  forgetUser(userId: string): void {
    const isHis = ({ user }: { readonly user: Principal['user'] }): boolean => user.id === userId || user.library.id === userId;
    this.#tokens.forget(isHis);
    this.#sessions.forget(isHis);
  }

  /** Writes the last uses. One that is lost in a crash is only a date that is a little too old. */
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
      scopes: scopesWithin(scopes, user.role),
      credential: { kind, id },
    };
  }
}
