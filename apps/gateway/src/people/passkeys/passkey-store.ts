import type { Token } from '../../kit/provide.js';

export interface NewPasskey {
  readonly id: string;
  readonly userId: string;
  /** The id that the authenticator has given, in base64url. */
  readonly credentialId: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  readonly transports: readonly string[];
  /** True if the authenticator copies the key to other devices of its user. */
  readonly backedUp: boolean;
  readonly name: string;
}

export interface Passkey extends NewPasskey {
  readonly createdAt: string;
  readonly lastUsedAt: string | undefined;
}

export interface NewChallenge {
  readonly hash: string;
  /** A sign-in, or the hash of a cookie: nobody else may answer. */
  readonly boundTo: string;
  readonly expiresAt: string;
}

export interface PasskeyStore {
  addChallenge(challenge: NewChallenge): Promise<void>;
  /** Uses a challenge up. Returns false if it is unknown, used, expired, or bound to somebody else. */
  takeChallenge(hash: string, boundTo: string): Promise<boolean>;
  removeExpiredChallenges(): Promise<number>;
  /** Returns undefined if a passkey with this credential id exists, whoever has it. */
  add(passkey: NewPasskey): Promise<Passkey | undefined>;
  find(credentialId: string): Promise<Passkey | undefined>;
  list(userId: string): Promise<readonly Passkey[]>;
  rename(userId: string, id: string, name: string): Promise<Passkey | undefined>;
  /** Returns the removed passkey, or undefined if the user has no such passkey. */
  remove(userId: string, id: string): Promise<Passkey | undefined>;
  /** Returns how many passkeys of the user were removed. */
  removeAll(userId: string): Promise<number>;
  /** Stores a use. Returns false if the counter has not grown: a copy of the authenticator has signed in before. */
  use(id: string, use: { readonly counter: number; readonly backedUp: boolean }): Promise<boolean>;
}

export const PASSKEY_STORE: Token<PasskeyStore> = Symbol('PasskeyStore');
