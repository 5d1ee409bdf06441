import { changesOf, type AdministrationLog, type FailedSignIns } from '../administration-log/index.js';
import { Problem, notFound } from '../../kit/http/problems/problem.js';
import { assertNotLimited, type RateLimiter } from '../../kit/http/requests/rate-limit.js';
import { grants, type Scope, type Principal, scopesOf } from '../../kit/http/access.js';
import type { TokenStore } from '../tokens/token-store.js';
import { hashOf } from '../tokens/token.js';
import { subjectOfUser } from '../users/user-records.js';
import type { NewSession, SessionStore } from './session-store.js';
import type { SignInAttempts } from '../passkeys/sign-in-attempts.js';
import type { UserStore } from '../users/user-store.js';
import { newSession } from './new-session.js';
import { LINK_MS, newSecret } from './session.js';

interface SignInPorts {
  readonly users: UserStore;
  readonly tokens: Pick<TokenStore, 'findValid'>;
  readonly sessions: SessionStore;
  readonly perStranger: RateLimiter;
  readonly log: AdministrationLog;
  readonly failed: Pick<FailedSignIns, 'add'>;
  readonly attempts: SignInAttempts;
  readonly now: () => Date;
  /** The token of the machine's operator, if one is set. */
  readonly bootstrapToken: string | undefined;
}

export interface SignInLink {
  readonly code: string;
  readonly expiresAt: string;
}

interface LinkTarget {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
}

/** The same answer for unknown, used and expired codes. */
export const signInRefusedProblem = (): Problem =>
  new Problem('sign-in-refused', { headers: { 'www-authenticate': 'Bearer realm="throughline"' } });

export class SignIn {
  constructor(private readonly ports: SignInPorts) {}

  async makeLink(by: Principal, name: string | undefined): Promise<SignInLink> {
    const { id, scopes, ...named } =
      name === undefined || name === by.user.name ? this.#oneself(by) : await this.#another(by, name);
    const code = newSecret();
    const expiresAt = this.#timeAfter(LINK_MS);
    const { log, sessions } = this.ports;
    await log.change(
      () => sessions.addLink({ hash: hashOf(code), userId: id, scopes, madeBy: by.userId, expiresAt }),
      () => ({
        kind: 'sign_in.link_created',
        subject: subjectOfUser({ id, ...named }),
        changes: changesOf(undefined, { scopes }, ['scopes']),
      }),
    );
    return { code, expiresAt };
  }

  /** Redeems a code and returns the new sign-in's secret. `from`: the client's address. */
  async open(code: string, { from, client }: { from: string; client: string | undefined }): Promise<string> {
    const { secret, session } = newSession({ client, address: from, now: this.ports.now() });
    if (await this.#redeem(code, session)) return secret;
    this.ports.failed.add({ address: from, method: 'link' });
    assertNotLimited(this.ports.perStranger.take(from));
    await this.ports.attempts.check({ address: from });
    await this.ports.attempts.fail({ address: from });
    throw signInRefusedProblem();
  }

  /** Returns false if the user has no such sign-in. */
  end(user: Principal['user'], id: string): Promise<boolean> {
    const { log, sessions } = this.ports;
    return log.change(
      () => sessions.revoke(user.id, id),
      (isHis) => isHis && { kind: 'sign_in.ended', subject: subjectOfUser(user) },
    );
  }

  async #redeem(code: string, session: NewSession): Promise<boolean> {
    const { log, sessions } = this.ports;
    const user = await log.change(
      async () => ((await sessions.redeem(hashOf(code), session)) ? (await sessions.findValid(session.hash))?.user : undefined),
      (one) =>
        one && {
          kind: 'sign_in.created',
          actor: { type: 'user', id: one.id, name: one.name },
          subject: subjectOfUser(one),
          changes: { method: { from: null, to: 'link' } },
        },
    );
    return user !== undefined;
  }

  /**
   * A sign-in may outlive the token that made it, and revoking the token does not end it. So a read-only token must not make
   * one. A sign-in can switch to every library of its user, so a token of another library than the personal one must not.
   */
  #oneself({ userId, ownerId, user, serverScopes, credential }: Principal): LinkTarget {
    const isToken = credential.kind === 'token';
    if (isToken && !grants(serverScopes, 'write'))
      throw new Problem('forbidden', {
        detail: "With a token, this needs the scope 'write'. With a sign-in, it needs no scope.",
      });
    if (isToken && ownerId !== userId)
      throw new Problem('forbidden', { detail: 'A token makes sign-in links only if it belongs to your personal library.' });
    return { id: userId, name: user.name, scopes: serverScopes };
  }

  /**
   * A sign-in of another administrator would let an administrator act under that name. The operator of the machine can do so
   * anyway, and needs a way back in after everybody has lost access.
   */
  async #another(by: Principal, name: string): Promise<LinkTarget> {
    if (!grants(by.scopes, 'admin'))
      throw new Problem('forbidden', { detail: "For another user, this needs the scope 'admin'." });
    const user = await this.ports.users.findByName(name);
    if (user === undefined) throw notFound();
    if (user.disabledAt !== undefined) throw new Problem('user-disabled');
    if (user.role === 'admin' && !(await this.#isOperator(by))) throw new Problem('other-administrator');
    return { id: user.id, name: user.name, scopes: scopesOf(user.role) };
  }

  /** Returns true for a request with the bootstrap token that the server was started with. */
  async #isOperator({ credential }: Principal): Promise<boolean> {
    const { bootstrapToken, tokens } = this.ports;
    if (bootstrapToken === undefined || credential.kind !== 'token') return false;
    return (await tokens.findValid(hashOf(bootstrapToken)))?.id === credential.id;
  }

  #timeAfter(ms: number): string {
    return new Date(this.ports.now().getTime() + ms).toISOString();
  }
}
