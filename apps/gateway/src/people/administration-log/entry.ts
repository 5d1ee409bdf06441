import type { Credential } from '../../kit/http/access.js';
import type { Changes } from './changes.js';
import type { EntryKind } from './kinds.js';

export const ACTOR_TYPES = ['user', 'system', 'bootstrap', 'identity_provider', 'stranger'] as const;

/**
 * `bootstrap`: the first start. `identity_provider`: a claim at a sign-in. `stranger`: somebody who has not signed in, e.g. who
 * followed the link of a mail.
 */
export type ActorType = (typeof ACTOR_TYPES)[number];

export interface Actor {
  readonly type: ActorType;
  readonly id: string | undefined;
  /** The name at that time; `undefined` after the account was deleted. */
  readonly name: string | undefined;
}

export interface Subject {
  readonly type: string;
  readonly id: string | undefined;
  /** The name at that time; `undefined` after the account was deleted. */
  readonly name: string | undefined;
}

/** Types of subjects that a user names for the own account. */
export const OWN_SUBJECTS: readonly string[] = ['token', 'passkey', 'identity', 'sign_in'];

export interface NewEntry {
  readonly kind: EntryKind;
  readonly actor: Actor;
  /** The address of the request, after trusted proxies. */
  readonly address: string | undefined;
  readonly credential: Credential | undefined;
  readonly subject: Subject;
  readonly libraryId: string | undefined;
  readonly changes: Changes;
}

export interface Entry extends NewEntry {
  readonly id: string;
  readonly at: string;
}
