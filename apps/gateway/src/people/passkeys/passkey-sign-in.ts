import type { AuthenticationResponseJSON, VerifiedAuthenticationResponse } from '@simplewebauthn/server';
import type { AdministrationLog, ChangeRecord, FailedSignIns } from '../administration-log/index.js';
import { scopesOf } from '../../kit/http/access.js';
import { Problem } from '../../kit/http/problems/problem.js';
import { newSession } from '../sign-in/new-session.js';
import { newSecret } from '../sign-in/session.js';
import type { SessionStore } from '../sign-in/session-store.js';
import { hashOf } from '../tokens/token.js';
import { subjectOfUser } from '../users/user-records.js';
import type { User } from '../users/user.js';
import type { UserStore } from '../users/user-store.js';
import { CHALLENGE_MS } from './challenge-cookie.js';
import type { Passkey, PasskeyStore } from './passkey-store.js';
import type { RelyingParty } from './relying-party.js';
import type { Attempt, SignInAttempts } from './sign-in-attempts.js';

interface PasskeySignInPorts {
  readonly passkeys: PasskeyStore;
  readonly users: Pick<UserStore, 'find'>;
  readonly sessions: Pick<SessionStore, 'open'>;
  readonly attempts: SignInAttempts;
  readonly log: AdministrationLog;
  readonly failed: Pick<FailedSignIns, 'add'>;
  readonly now: () => Date;
}

export interface PasskeyAnswer {
  readonly response: object;
  /** The secret of the browser's cookie, which the challenge is bound to. */
  readonly browser: string | undefined;
  readonly address: string;
  readonly client: string | undefined;
}

/** One answer for every refusal: it tells nobody which passkeys or users exist. */
export const passkeyRefusedProblem = (cause?: unknown): Problem =>
  new Problem('passkey-refused', { headers: { 'www-authenticate': 'Bearer realm="throughline"' }, cause });

const fieldOf = (value: object, name: string): unknown => (value as Readonly<Record<string, unknown>>)[name];
const textOf = (value: object, name: string): string | undefined => {
  const found = fieldOf(value, name);
  return typeof found === 'string' ? found : undefined;
};

const userHandleOf = (response: object): string | undefined => {
  const inner = fieldOf(response, 'response');
  const handle = typeof inner === 'object' && inner !== null ? textOf(inner, 'userHandle') : undefined;
  return handle === undefined ? undefined : Buffer.from(handle, 'base64url').toString();
};

/** Signs browsers in with passkeys, without a name: the authenticator knows the account. */
export class PasskeySignIn {
  constructor(private readonly ports: PasskeySignInPorts) {}

  /** Returns the question for the authenticator, and the secret that binds the answer to this browser. */
  async options({ id: rpID }: RelyingParty, address: string): Promise<{ options: object; browser: string }> {
    await this.ports.attempts.check({ address });
    const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
    const [challenge, browser] = [newSecret(), newSecret()];
    const expiresAt = new Date(this.ports.now().getTime() + CHALLENGE_MS).toISOString();
    await this.ports.passkeys.addChallenge({ hash: hashOf(challenge), boundTo: hashOf(browser), expiresAt });
    const options = await generateAuthenticationOptions({
      rpID,
      challenge: Buffer.from(challenge, 'base64url'),
      timeout: CHALLENGE_MS,
      userVerification: 'required',
    });
    return { options, browser };
  }

  /** Returns the secret of the new sign-in. */
  async open(at: RelyingParty, answer: PasskeyAnswer): Promise<string> {
    const { response, address } = answer;
    const passkey = await this.ports.passkeys.find(textOf(response, 'id') ?? '');
    const attempt = { address, userId: passkey?.userId };
    await this.ports.attempts.check(attempt);
    try {
      return await this.#open(passkey, at, answer);
    } catch (error) {
      if (error instanceof Problem) await this.#recordFailure(attempt);
      throw error;
    }
  }

  async #open(
    passkey: Passkey | undefined,
    at: RelyingParty,
    { response, browser, address, client }: PasskeyAnswer,
  ): Promise<string> {
    if (passkey === undefined || browser === undefined || userHandleOf(response) !== passkey.userId)
      throw passkeyRefusedProblem();
    const { newCounter: counter, credentialBackedUp: backedUp } = await this.#verify(passkey, at, { response, browser });
    const user = await this.ports.users.find(passkey.userId);
    if (user === undefined || user.disabledAt !== undefined) throw passkeyRefusedProblem();
    const { secret, session } = newSession({ client, address, now: this.ports.now() });
    const isOpen = await this.ports.log.change(
      async () => {
        if (!(await this.ports.passkeys.use(passkey.id, { counter, backedUp }))) return false;
        return this.ports.sessions.open({ userId: user.id, scopes: scopesOf(user.role) }, session);
      },
      (opened) => opened && recordOf(user),
    );
    if (!isOpen) throw passkeyRefusedProblem();
    return secret;
  }

  async #recordFailure(attempt: Attempt): Promise<void> {
    const { address, userId } = attempt;
    const user = userId === undefined ? undefined : await this.ports.users.find(userId);
    const account = user && { account: { id: user.id, name: user.name } };
    this.ports.failed.add({ address, method: 'passkey', ...account });
    await this.ports.attempts.fail(attempt);
  }

  async #verify(
    { credentialId: id, publicKey, counter }: Passkey,
    at: RelyingParty,
    { response, browser }: { response: object; browser: string },
  ): Promise<VerifiedAuthenticationResponse['authenticationInfo']> {
    const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: response as AuthenticationResponseJSON,
        expectedChallenge: (challenge) => this.ports.passkeys.takeChallenge(hashOf(challenge), hashOf(browser)),
        expectedOrigin: at.origin,
        expectedRPID: at.id,
        credential: { id, publicKey, counter },
        requireUserVerification: true,
      });
      if (verified) return authenticationInfo;
    } catch (error) {
      // The library refuses by throwing, also values of any shape that a client may send.
      throw passkeyRefusedProblem(error);
    }
    throw passkeyRefusedProblem();
  }
}

const recordOf = (user: User): ChangeRecord => ({
  kind: 'sign_in.created',
  actor: { type: 'user', id: user.id, name: user.name },
  subject: subjectOfUser(user),
  changes: { method: { from: null, to: 'passkey' } },
});
