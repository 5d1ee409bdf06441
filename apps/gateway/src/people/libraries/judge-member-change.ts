import type { LibraryRole } from '../../kit/http/access.js';
import type { MemberChange, MemberToChange } from './library-store.js';

interface MembersBefore {
  readonly isPersonal: boolean;
  readonly roles: ReadonlyMap<string, LibraryRole>;
}

/** Only owners change members, and each member may leave. So no request raises the role of the user who sends it. */
const mayAsk = ({ by, userId }: MemberToChange, role: LibraryRole | undefined, { roles }: MembersBefore): boolean =>
  roles.get(by) === 'owner' || (by === userId && role === undefined && roles.has(by));

const isLastOwner = ({ libraryId, userId }: MemberToChange, { isPersonal, roles }: MembersBefore): boolean =>
  (isPersonal && libraryId === userId) || [...roles.values()].filter((role) => role === 'owner').length === 1;

/** Returns the result of a change of one member. `role` is undefined if the membership is to end. */
export function judgeMemberChange(member: MemberToChange, role: LibraryRole | undefined, before: MembersBefore): MemberChange {
  if (!mayAsk(member, role, before)) return 'not-owner';
  const present = before.roles.get(member.userId);
  if (present === undefined) return 'absent';
  return present === 'owner' && role !== 'owner' && isLastOwner(member, before) ? 'last-owner' : 'changed';
}

/** Returns the result of a transfer of the library from an owner to another member. */
export function judgeTransfer({ by, userId, libraryId }: MemberToChange, { isPersonal, roles }: MembersBefore): MemberChange {
  if (roles.get(by) !== 'owner') return 'not-owner';
  if (!roles.has(userId)) return 'absent';
  return isPersonal && libraryId === by ? 'last-owner' : 'changed';
}
