import { isValid, ulid } from 'ulid';
import type { AdministrationLog, ChangeRecord } from '../administration-log/index.js';
import type { LibraryAccess, LibraryRole, Principal } from '../../kit/http/access.js';
import { notFound, Problem } from '../../kit/http/problems/problem.js';
import { ownersOnlyProblem, requireOwnedLibrary } from '../libraries/library-rights.js';
import { newSecret } from '../sign-in/session.js';
import { hashOf } from '../tokens/token.js';
import { expiryAfter, MAX_LISTED, MAX_OPEN, stateOf, type Invitation, type InvitationState } from './invitation.js';
import type { InvitationStore } from './invitation-store.js';

interface InvitationsPorts {
  readonly store: InvitationStore;
  readonly log: AdministrationLog;
  readonly now: () => Date;
}

export interface InvitationRequest {
  readonly role: LibraryRole;
  readonly note: string | undefined;
  readonly hours: number;
}

/** An invitation with its state at this moment. */
export type ListedInvitation = Invitation & { readonly state: InvitationState };

/** The note is what a person wrote, so no entry has it. */
const recordOf = (kind: ChangeRecord['kind'], id: string, library: LibraryAccess): ChangeRecord => ({
  kind,
  subject: { type: 'invitation', id, name: library.name },
  libraryId: library.id,
});

/** The invitations to a library, for its owners. */
export class Invitations {
  constructor(private readonly ports: InvitationsPorts) {}

  /** Makes an invitation. Its code opens the library to whoever has it, and is returned only here. */
  async add(
    by: Principal,
    libraryId: string,
    { role, note, hours }: InvitationRequest,
  ): Promise<{ readonly invitation: ListedInvitation; readonly code: string }> {
    const library = requireOwnedLibrary(by, libraryId);
    const { store, log, now } = this.ports;
    const code = newSecret();
    const expiresAt = expiryAfter(hours, now());
    const added = await log.change(
      () => store.add({ id: ulid(), hash: hashOf(code), libraryId, role, note, madeBy: by.userId, expiresAt }, MAX_OPEN),
      (one) => typeof one === 'object' && { ...recordOf('member.invited', one.id, library), changes: rolesOf(role) },
    );
    if (added === 'not-owner') throw ownersOnlyProblem();
    if (added === 'too-many') throw new Problem('too-many-invitations');
    return { invitation: this.#listed(added), code };
  }

  async list(by: Principal, libraryId: string): Promise<readonly ListedInvitation[]> {
    requireOwnedLibrary(by, libraryId);
    return (await this.ports.store.list(libraryId, MAX_LISTED)).map((one) => this.#listed(one));
  }

  async revoke(by: Principal, libraryId: string, id: string): Promise<void> {
    const library = requireOwnedLibrary(by, libraryId);
    if (!isValid(id)) throw notFound();
    const revocation = await this.ports.log.change(
      () => this.ports.store.revoke({ libraryId, id, by: by.userId }),
      (done) => done === 'revoked' && recordOf('member.invitation_revoked', id, library),
    );
    if (revocation === 'not-owner') throw ownersOnlyProblem();
    if (revocation === 'absent') throw notFound();
    if (revocation === 'used') throw new Problem('invitation-used');
  }

  #listed(invitation: Invitation): ListedInvitation {
    return { ...invitation, state: stateOf(invitation, this.ports.now()) };
  }
}

const rolesOf = (role: LibraryRole): NonNullable<ChangeRecord['changes']> => ({ role: { from: null, to: role } });
