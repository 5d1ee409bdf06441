import type { LibraryStore, UserStore } from '../../../people/index.js';
import type { LibraryFacts } from './plan.js';

export interface FactPorts {
  readonly users: Pick<UserStore, 'find'>;
  readonly libraries: Pick<LibraryStore, 'members'>;
}

/** Returns the libraries of a user; none if the user is deleted already. */
export async function readLibraryFacts({ users, libraries }: FactPorts, userId: string): Promise<readonly LibraryFacts[]> {
  const user = await users.find(userId);
  return Promise.all(
    (user?.libraries ?? []).map(async ({ id, isPersonal, role }) => {
      const others = (await libraries.members(id)).filter((one) => one.userId !== userId && !one.isDisabled);
      const owners = others.filter((one) => one.role === 'owner');
      return {
        id,
        // Another user's personal library ends with that user.
        isPersonal: isPersonal && id === userId,
        role,
        otherOwners: owners.length,
        otherMembers: others.map((one) => one.userId),
      };
    }),
  );
}
