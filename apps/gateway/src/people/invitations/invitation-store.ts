import type { LibraryRole } from '../../kit/http/access.js';
import type { Token } from '../../kit/provide.js';
import type { Invitation, NamedUser } from './invitation.js';

export interface NewInvitation {
  readonly id: string;
  /** Hash of the code in the link. */
  readonly hash: string;
  readonly libraryId: string;
  readonly role: LibraryRole;
  readonly note: string | undefined;
  readonly madeBy: string;
  readonly expiresAt: string;
}

/** An open invitation, as the person sees it who has its link. */
export interface OpenInvitation {
  readonly id: string;
  readonly library: { readonly id: string; readonly name: string };
  readonly role: LibraryRole;
  readonly madeBy: NamedUser;
  readonly expiresAt: string;
}

/**
 * `member`: the user is a member, and keeps the role. `refused`: the invitation is unknown, used, expired or revoked, or who made it
 * may no longer invite. `too-many`: the user would own more libraries than a user may; the invitation stays open.
 */
export type Acceptance = { readonly kind: 'accepted'; readonly invitation: OpenInvitation } | 'member' | 'refused' | 'too-many';

/** `used`: the person is a member already, so there is nothing to revoke. */
export type InvitationRevocation = 'revoked' | 'unchanged' | 'absent' | 'used' | 'not-owner';

export interface InvitationStore {
  /** Adds an invitation, if the maker may invite and the library has fewer open ones than `most`. Atomic. */
  add(invitation: NewInvitation, most: number): Promise<Invitation | 'not-owner' | 'too-many'>;
  /** Returns the open invitations of a library, then the others, each newest first, `most` at most. */
  list(libraryId: string, most: number): Promise<readonly Invitation[]>;
  revoke(invitation: { readonly libraryId: string; readonly id: string; readonly by: string }): Promise<InvitationRevocation>;
  /** Returns the invitation with this hash, if it can be accepted now. */
  findOpen(hash: string): Promise<OpenInvitation | undefined>;
  /** Makes a user a member and uses the invitation up. Atomic: of several attempts at once, one succeeds. */
  accept(hash: string, userId: string, most?: number): Promise<Acceptance>;
  /** Adds a user who is a member from the start, and uses the invitation up. Atomic. */
  addUser(hash: string, user: NamedUser): Promise<Exclude<Acceptance, 'member' | 'too-many'> | 'name-taken'>;
  /** Removes invitations that ended before `keepDays`. */
  removeEnded(keepDays: number): Promise<number>;
}

export const INVITATION_STORE: Token<InvitationStore> = Symbol('InvitationStore');
