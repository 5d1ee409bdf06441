import type { LibraryRole, Role } from '../../kit/http/access.js';

const HOUR_MS = 3_600_000;

export const DEFAULT_HOURS = 7 * 24;
export const LONGEST_HOURS = 30 * 24;
export const MAX_OPEN = 50;
/** Ended invitations stay in the list of the owners for this long. */
export const ENDED_KEEP_DAYS = 30;
/** The list has all open invitations, and the latest others up to this number. */
export const MAX_LISTED = 200;

/** `suspended`: who made it may no longer invite. It opens again if that person becomes an owner again before it expires. */
export const INVITATION_STATES = ['open', 'used', 'expired', 'revoked', 'suspended'] as const;
export type InvitationState = (typeof INVITATION_STATES)[number];

export interface NamedUser {
  readonly id: string;
  readonly name: string;
}

/** An invitation to a library, as its owners see it. The code of its link is shown once. */
export interface Invitation {
  readonly id: string;
  readonly libraryId: string;
  readonly role: LibraryRole;
  /** For the owners: who is invited. */
  readonly note: string | undefined;
  readonly madeBy: NamedUser;
  /** True while the user who made it may invite to this library. */
  readonly isMakerAllowed: boolean;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly usedAt: string | undefined;
  readonly usedBy: NamedUser | undefined;
  readonly revokedAt: string | undefined;
}

export const expiryAfter = (hours: number, now: Date): string => new Date(now.getTime() + hours * HOUR_MS).toISOString();

export function stateOf(
  { usedAt, revokedAt, expiresAt, isMakerAllowed }: Pick<Invitation, 'usedAt' | 'revokedAt' | 'expiresAt' | 'isMakerAllowed'>,
  now: Date,
): InvitationState {
  if (usedAt !== undefined) return 'used';
  if (revokedAt !== undefined) return 'revoked';
  if (Date.parse(expiresAt) <= now.getTime()) return 'expired';
  return isMakerAllowed ? 'open' : 'suspended';
}

/** Returns the lowest role on the server with which a member has all rights of the role in the library. Never `admin`. */
export const serverRoleFor = (role: LibraryRole): Role => (role === 'viewer' ? 'viewer' : 'operator');
