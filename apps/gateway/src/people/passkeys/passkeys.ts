import type { RegistrationResponseJSON, VerifiedRegistrationResponse } from '@simplewebauthn/server';
import { ulid } from 'ulid';
import type { AdministrationLog, ChangeRecord } from '../administration-log/index.js';
import { scopesOf, type Principal } from '../../kit/http/access.js';
import { Problem, notFound } from '../../kit/http/problems/problem.js';
import { requireFreshSession } from '../sign-in/fresh-session.js';
import { newSecret, type SessionRecord } from '../sign-in/session.js';
import type { SessionStore } from '../sign-in/session-store.js';
import { hashOf } from '../tokens/token.js';
import { CHALLENGE_MS } from './challenge-cookie.js';
import type { Passkey, PasskeyStore } from './passkey-store.js';
import type { RelyingParty } from './relying-party.js';

export const MAX_PASSKEYS = 20;
/** ES256, EdDSA, RS256. */
const ALGORITHMS = [-7, -8, -257];

export interface PasskeyPorts {
  readonly passkeys: PasskeyStore;
  readonly sessions: Pick<SessionStore, 'list'>;
  readonly log: AdministrationLog;
  readonly now: () => Date;
}

/** Imported on use: few requests need it, and it is large. */
const webAuthn = (): Promise<typeof import('@simplewebauthn/server')> => import('@simplewebauthn/server');

type Subject = ChangeRecord['subject'];
type RegistrationInfo = NonNullable<VerifiedRegistrationResponse['registrationInfo']>;

const subjectOf = ({ id, name }: Pick<Passkey, 'id' | 'name'>): Subject => ({ type: 'passkey', id, name });

export class Passkeys {
  constructor(private readonly ports: PasskeyPorts) {}

  list(userId: string): Promise<readonly Passkey[]> {
    return this.ports.passkeys.list(userId);
  }

  async registrationOptions(by: Principal, { id: rpID }: RelyingParty): Promise<object> {
    const session = await this.#freshSession(by);
    const known = await this.#room(by.userId);
    const { generateRegistrationOptions } = await webAuthn();
    const challenge = await this.#newChallenge(session.id);
    return generateRegistrationOptions({
      rpName: 'Throughline',
      rpID,
      userID: new TextEncoder().encode(by.userId),
      userName: by.user.name,
      challenge: Buffer.from(challenge, 'base64url'),
      timeout: CHALLENGE_MS,
      attestationType: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: known.map(({ credentialId: id }) => ({ id })),
      supportedAlgorithmIDs: ALGORITHMS,
    });
  }

  async register(by: Principal, at: RelyingParty, { name, response }: { name: string; response: object }): Promise<Passkey> {
    const session = await this.#freshSession(by);
    await this.#room(by.userId);
    const verified = await this.#verifyRegistration(response, at, session.id);
    const { credential, credentialBackedUp: backedUp } = verified;
    const { id: credentialId, publicKey, counter, transports = [] } = credential;
    const passkey = { id: ulid(), userId: by.userId, credentialId, publicKey, counter, transports, backedUp, name };
    const added = await this.ports.log.change(
      () => this.ports.passkeys.add(passkey),
      (made) => made && { kind: 'passkey.created', subject: subjectOf(made) },
    );
    if (added === undefined) throw new Problem('passkey-invalid', { detail: 'This passkey is already registered.' });
    return added;
  }

  async rename(userId: string, id: string, name: string): Promise<Passkey> {
    const renamed = await this.ports.passkeys.rename(userId, id, name);
    if (renamed === undefined) throw notFound();
    return renamed;
  }

  async remove(userId: string, id: string): Promise<void> {
    const removed = await this.ports.log.change(
      () => this.ports.passkeys.remove(userId, id),
      (gone) => gone && { kind: 'passkey.deleted', subject: subjectOf(gone) },
    );
    if (removed === undefined) throw notFound();
  }

  async #verifyRegistration(response: object, at: RelyingParty, sessionId: string): Promise<RegistrationInfo> {
    const { verifyRegistrationResponse } = await webAuthn();
    try {
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response: response as RegistrationResponseJSON,
        expectedChallenge: (challenge) => this.ports.passkeys.takeChallenge(hashOf(challenge), sessionId),
        expectedOrigin: at.origin,
        expectedRPID: at.id,
        requireUserVerification: true,
        supportedAlgorithmIDs: ALGORITHMS,
      });
      if (verified) return registrationInfo;
    } catch (error) {
      // The library refuses by throwing, also values of any shape that a client may send.
      throw new Problem('passkey-invalid', { cause: error });
    }
    throw new Problem('passkey-invalid');
  }

  async #newChallenge(boundTo: string): Promise<string> {
    const challenge = newSecret();
    const expiresAt = new Date(this.ports.now().getTime() + CHALLENGE_MS).toISOString();
    await this.ports.passkeys.addChallenge({ hash: hashOf(challenge), boundTo, expiresAt });
    return challenge;
  }

  async #room(userId: string): Promise<readonly Passkey[]> {
    const known = await this.ports.passkeys.list(userId);
    if (known.length >= MAX_PASSKEYS) throw new Problem('too-many-passkeys');
    return known;
  }

  /** A passkey signs in with all scopes of the role, so only a sign-in that has them all may add one. */
  async #freshSession({ userId, user, serverScopes, credential }: Principal): Promise<SessionRecord> {
    if (credential.kind !== 'session')
      throw new Problem('forbidden', { detail: 'A passkey is added in a signed-in browser, not with a token.' });
    if (serverScopes.length < scopesOf(user.role).length)
      throw new Problem('forbidden', { detail: 'This sign-in has fewer rights than your role, so it cannot add a passkey.' });
    return requireFreshSession(this.ports, { userId, credential });
  }
}
