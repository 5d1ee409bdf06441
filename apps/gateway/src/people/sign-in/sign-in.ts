import { newId } from '@throughline/contracts';
import { Problem, notFound } from '../../http/problems/problem.js';
import { assertNotLimited, type RateLimiter } from '../../http/requests/rate-limit.js';
import { grants, type Scope, type Principal, scopesOf } from '../../http/access.js';
import { hashOf } from '../tokens/token.js';
import type { UserStore } from '../users/user-store.js';
import { LINK_MS, SESSION_MS, newSecret } from './session.js';
import type { SessionStore } from './session-store.js';

interface SignInPorts {
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly perStranger: RateLimiter;
  readonly now: () => Date;
}

export interface SignInLink {
  readonly code: string;
  readonly expiresAt: string;
}

const LONGEST_CLIENT = 300;
const BARELY_A_CLIENT = /[^\x20-\x7e]/g;

/** The same answer for unknown, used and expired codes. */
export const signInRefusedProblem = (): Problem =>
  new Problem('sign-in-refused', { headers: { 'www-authenticate': 'Bearer realm="throughline"' } });

export class SignIn {
  constructor(private readonly ports: SignInPorts) {}

  async makeLink(by: Principal, name: string | undefined): Promise<SignInLink> {
    const { id, scopes } = name === undefined || name === by.user.name ? this.#oneself(by) : await this.#another(by, name);
    const code = newSecret();
    const expiresAt = this.#timeAfter(LINK_MS);
    await this.ports.sessions.addLink({ hash: hashOf(code), userId: id, scopes, madeBy: by.userId, expiresAt });
    return { code, expiresAt };
  }

  /** Redeems a code and returns the new sign-in's secret. `from`: the client's address, for rate limiting. */
  async open(code: string, { from, client }: { from: string; client: string | undefined }): Promise<string> {
    const secret = newSecret();
    const isOpen = await this.ports.sessions.redeem(hashOf(code), {
      id: newId(),
      hash: hashOf(secret),
      client: client?.replaceAll(BARELY_A_CLIENT, '').slice(0, LONGEST_CLIENT),
      expiresAt: this.#timeAfter(SESSION_MS),
    });
    if (isOpen) return secret;
    assertNotLimited(this.ports.perStranger.take(from));
    throw signInRefusedProblem();
  }

  /**
   * A sign-in may outlive the token that made it, and revoking the token does not end it. So a read-only token must not make
   * one.
   */
  #oneself({ userId, scopes, credential }: Principal): { id: string; scopes: readonly Scope[] } {
    if (credential.kind === 'token' && !grants(scopes, 'write'))
      throw new Problem('forbidden', {
        detail: "With a token, this needs the scope 'write'. With a sign-in, it needs no scope.",
      });
    return { id: userId, scopes };
  }

  async #another({ scopes }: Principal, name: string): Promise<{ id: string; scopes: readonly Scope[] }> {
    if (!grants(scopes, 'admin')) throw new Problem('forbidden', { detail: "For another user, this needs the scope 'admin'." });
    const user = await this.ports.users.findByName(name);
    if (user === undefined) throw notFound();
    if (user.disabledAt !== undefined) throw new Problem('user-disabled');
    return { id: user.id, scopes: scopesOf(user.role) };
  }

  #timeAfter(ms: number): string {
    return new Date(this.ports.now().getTime() + ms).toISOString();
  }
}
