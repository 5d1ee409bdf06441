import { createHmac } from 'node:crypto';
import type { Logger } from '@throughline/service-kit';
import { ulid } from 'ulid';
import type { AdministrationLog, ChangeRecord } from '../administration-log/index.js';
import { grants, scopesOf, type Principal, type Role } from '../../kit/http/access.js';
import { Problem } from '../../kit/http/problems/problem.js';
import { assertNotLimited, type RateLimiter } from '../../kit/http/requests/rate-limit.js';
import type { SessionStore } from '../sign-in/session-store.js';
import { newSession } from '../sign-in/new-session.js';
import { newSecret } from '../sign-in/session.js';
import type { Authenticator } from '../tokens/authenticator.js';
import { hashOf } from '../tokens/token.js';
import type { User } from '../users/user.js';
import type { UserStore } from '../users/user-store.js';
import { labelOf, roleOf, userNames } from './claims.js';
import type { IdentityProvider, ProviderAccount, SignInProof } from './identity-provider.js';
import type { IdentityStore } from './identity-store.js';
import type { Identity } from './identity.js';
import { isProviderError, type ProviderError, type ProviderFailure } from './provider-error.js';

export const START_MS = 10 * 60_000;

/**
 * `expired`: the start is unknown, used, too old or of another browser. `other-user`: the account belongs to another user.
 * `limited`: too many failed attempts from this address.
 */
export type SignInFailure = ProviderFailure | 'expired' | 'not-admitted' | 'disabled' | 'other-user' | 'limited';

export type ProviderReturn =
  | { readonly kind: 'signed-in'; readonly secret: string }
  | { readonly kind: 'connected' }
  | { readonly kind: 'failed'; readonly why: SignInFailure; readonly isConnecting: boolean };

export interface ReturnRequest {
  /** The secret of the browser that starts. */
  readonly secret: string | undefined;
  /** The address that the provider has sent the browser to. */
  readonly returned: URL;
  /** Finds the user who is signed in at this browser. */
  readonly visitor: () => Promise<Principal | undefined>;
  readonly from: string;
  readonly client: string | undefined;
}

interface ProviderSignInPorts {
  readonly provider: IdentityProvider | undefined;
  readonly identities: IdentityStore;
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly authenticator: Pick<Authenticator, 'forgetUser'>;
  readonly perStranger: RateLimiter;
  readonly now: () => Date;
  readonly administration: AdministrationLog;
  readonly log: Logger;
}

/** Derives the values of a start from the browser's secret, so that nothing in the database completes a sign-in. */
const proofOf = (secret: string, state: string): SignInProof => {
  const derive = (use: string): string =>
    createHmac('sha256', secret).update(`throughline ${use} 1 ${state}`).digest('base64url');
  return { state, nonce: derive('nonce'), verifier: derive('verifier') };
};

/**
 * Returns true if the credential has all rights of its user's role. An account opens sign-ins with all of them, so a weaker
 * credential must not connect one.
 */
export const coversRole = ({ serverScopes, user }: Principal): boolean =>
  scopesOf(user.role).every((scope) => grants(serverScopes, scope));

class SignInRefusal extends Error {
  constructor(readonly why: SignInFailure) {
    super(why);
  }
}

/** Sign-in by the identity provider, and the connection of its accounts to users. */
export class ProviderSignIn {
  constructor(private readonly ports: ProviderSignInPorts) {}

  get provider(): IdentityProvider {
    if (this.ports.provider === undefined) throw new Problem('provider-off');
    return this.ports.provider;
  }

  get name(): string | undefined {
    return this.ports.provider?.settings.name;
  }

  /** Returns the name of an issuer, for people. An earlier one may differ from the configured one. */
  nameOf(issuer: string): string {
    const settings = this.ports.provider?.settings;
    return settings?.issuer === issuer ? settings.name : new URL(issuer).hostname;
  }

  /** Returns the provider's page for a stranger who wants to sign in. */
  startSignIn(secret: string, redirectUri: string, from: string): Promise<string> {
    assertNotLimited(this.ports.perStranger.take(from));
    return this.#start(secret, redirectUri, undefined);
  }

  /** Returns the provider's page for a user who connects an account. */
  startConnecting(secret: string, redirectUri: string, by: Principal): Promise<string> {
    if (by.credential.kind !== 'session' || !coversRole(by))
      throw new Problem('forbidden', { detail: 'This needs a sign-in with all rights of your role. A token cannot do it.' });
    return this.#start(secret, redirectUri, by.userId);
  }

  /** Completes a start. Every failure is an outcome, because a browser shows it. */
  async finish(request: ReturnRequest): Promise<ProviderReturn> {
    const { secret, returned } = request;
    const [state = '', ...more] = returned.searchParams.getAll('state');
    if (secret === undefined || state === '' || more.length > 0) return this.#refuseStart(request);
    const start = await this.ports.identities.takeStart(hashOf(state), hashOf(secret));
    if (start === undefined) return this.#refuseStart(request);
    try {
      const account = await this.provider.redeem(returned, proofOf(secret, state));
      return await (start.userId === undefined
        ? this.#signIn(account, request)
        : this.#connect(account, start.userId, await request.visitor()));
    } catch (error) {
      return { kind: 'failed', why: this.#explain(error), isConnecting: start.userId !== undefined };
    }
  }

  /** Ends a return that belongs to no start of this browser. */
  async #refuseStart({ secret, from, visitor }: ReturnRequest): Promise<ProviderReturn> {
    const isLimited = this.ports.perStranger.take(from) > 0;
    const isConnecting = secret !== undefined && (await visitor()) !== undefined;
    return { kind: 'failed', why: isLimited ? 'limited' : 'expired', isConnecting };
  }

  async #start(secret: string, redirectUri: string, userId: string | undefined): Promise<string> {
    const state = newSecret();
    const url = await this.provider.authorizationUrl(redirectUri, proofOf(secret, state)).catch((error: unknown) => {
      throw toUnavailable(error);
    });
    const expiresAt = new Date(this.ports.now().getTime() + START_MS).toISOString();
    await this.ports.identities.addStart({ stateHash: hashOf(state), browserHash: hashOf(secret), userId, expiresAt });
    return url;
  }

  async #signIn(account: ProviderAccount, { client, from }: ReturnRequest): Promise<ProviderReturn> {
    const { identities, sessions, now } = this.ports;
    const { settings } = this.provider;
    const role = roleOf(account.claims, settings);
    // Without a mapping, the provider gives no roles, so only connected accounts are admitted.
    if (settings.admission === 'with_role' && settings.roles.size > 0 && role === undefined)
      throw new SignInRefusal('not-admitted');
    const identity = await this.#identityOf(account, role);
    const claimedRole = settings.roles.size === 0 ? undefined : (role ?? 'viewer');
    const user = await this.#applyRole(identity.userId, claimedRole);
    const { secret, session } = newSession({ client, address: from, now: now() });
    const use = { label: labelOf(account.claims), claimedRole, sessionId: session.id };
    const isOpen = await this.ports.administration.change(
      async () => {
        if (!(await sessions.open({ userId: user.id, scopes: scopesOf(user.role) }, session))) return false;
        await identities.recordUse(identity.id, use);
        return true;
      },
      (opened) => opened && this.#recordOf('sign_in.created', user),
    );
    if (!isOpen) throw new SignInRefusal('disabled');
    return { kind: 'signed-in', secret };
  }

  async #connect({ subject, claims }: ProviderAccount, userId: string, visitor: Principal | undefined): Promise<ProviderReturn> {
    if (visitor?.userId !== userId || visitor.credential.kind !== 'session' || !coversRole(visitor))
      throw new SignInRefusal('expired');
    const { issuer } = this.provider.settings;
    const { identities, administration } = this.ports;
    const isHis = await administration.change(
      () => identities.connect({ id: ulid(), userId, issuer, subject, label: labelOf(claims) }),
      (connected) =>
        connected && {
          ...this.#recordOf('identity.connected', visitor.user),
          actor: { type: 'user', id: userId, name: visitor.user.name },
        },
    );
    if (!isHis) throw new SignInRefusal('other-user');
    return { kind: 'connected' };
  }

  /** Finds the account's user, or adds one if the admission allows it. Users are never found by name or e-mail address. */
  async #identityOf(account: ProviderAccount, role: Role | undefined): Promise<Identity> {
    const { identities } = this.ports;
    const { issuer, admission } = this.provider.settings;
    const known = await identities.find(issuer, account.subject);
    if (known !== undefined) return known;
    if (admission === 'existing' || (admission === 'with_role' && role === undefined)) throw new SignInRefusal('not-admitted');
    await this.#addUser(account, role ?? 'viewer');
    const added = await identities.find(issuer, account.subject);
    if (added === undefined) throw new SignInRefusal('not-admitted');
    return added;
  }

  async #addUser({ subject, claims }: ProviderAccount, role: Role): Promise<void> {
    const { issuer } = this.provider.settings;
    for (const name of userNames(claims)) {
      const id = ulid();
      const identity = { id: ulid(), userId: id, issuer, subject, label: labelOf(claims) };
      const outcome = await this.ports.administration.change(
        () => this.ports.identities.addUser({ id, name, role }, identity),
        (added) =>
          added === 'added' && { ...this.#recordOf('user.created', { id, name }), changes: { role: { from: null, to: role } } },
      );
      // `connected`: another browser of this person was faster.
      if (outcome !== 'name-taken') return;
    }
  }

  /** Gives the user the role of the claims. The last administrator stays one, because nobody could repair anything otherwise. */
  async #applyRole(userId: string, role: Role | undefined): Promise<User> {
    const { users, authenticator, administration, log } = this.ports;
    const user = await users.find(userId);
    if (user === undefined || user.disabledAt !== undefined) throw new SignInRefusal('disabled');
    if (role === undefined || role === user.role) return user;
    const changed = await administration.change(
      () => users.change(userId, { role }),
      ({ kind }) =>
        kind === 'changed' && { ...this.#recordOf('user.role_changed', user), changes: { role: { from: user.role, to: role } } },
    );
    authenticator.forgetUser(userId);
    if (changed.kind === 'changed') return changed.user;
    log.warn({ user: userId.slice(0, 8), outcome: changed.kind }, 'the role that the identity provider gave was not applied');
    return user;
  }

  #recordOf(kind: ChangeRecord['kind'], { id, name }: Pick<User, 'id' | 'name'>): ChangeRecord {
    return { kind, subject: { type: 'user', id, name }, actor: { type: 'identity_provider', name: this.provider.settings.name } };
  }

  #explain(error: unknown): SignInFailure {
    if (error instanceof SignInRefusal) return error.why;
    if (!isProviderError(error)) throw error;
    const { reason, code } = error;
    if (reason !== 'cancelled') this.ports.log.warn({ reason, code }, 'the identity provider signed nobody in');
    return reason;
  }
}

const REASONS: Readonly<Record<ProviderFailure, string>> = {
  cancelled: 'it was cancelled there',
  refused: 'it refuses the request',
  unavailable: 'it cannot be reached, or answers something else',
  invalid: 'its description is not the one of this issuer',
};

/** Explains in words why the provider cannot be used now. */
export const describeFailure = ({ reason, code }: ProviderError): string => `${REASONS[reason]} (${code})`;

export const toUnavailable = (error: unknown): unknown =>
  isProviderError(error)
    ? new Problem('provider-unavailable', { detail: `The identity provider cannot be used: ${describeFailure(error)}.` })
    : error;
