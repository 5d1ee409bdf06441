import type { Role } from '../../kit/http/access.js';

/** An account at the identity provider that signs a user in. */
export interface Identity {
  readonly id: string;
  readonly userId: string;
  readonly issuer: string;
  readonly subject: string;
  /** The account's name at the provider, for people. */
  readonly label: string;
  /** The role that the provider gave at the last sign-in. */
  readonly claimedRole: Role | undefined;
  readonly connectedAt: string;
  readonly lastUsedAt: string | undefined;
}

export interface NewIdentity {
  readonly id: string;
  readonly userId: string;
  readonly issuer: string;
  readonly subject: string;
  readonly label: string;
}
