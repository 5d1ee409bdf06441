import { useQuery } from '@tanstack/react-query';
import type { CurrentUser, LibraryRole } from '@throughline/api-client';
import { meQuery } from '../api/me.js';
import { useMayChange } from '../api/use-may-change.js';

export interface PresentLibrary {
  readonly id: string;
  readonly name: string;
  readonly isPersonal: boolean;
  readonly role: LibraryRole;
  /** True if the user may manage the members and the name. */
  readonly isManaged: boolean;
  readonly me: CurrentUser;
}

/** Returns the library that this sign-in works in, with the rights of the user there. */
export function usePresentLibrary(): PresentLibrary | undefined {
  const { data: me } = useQuery(meQuery);
  const mayChange = useMayChange();
  if (me === undefined) return undefined;
  const { id, name, personal, role } = me.library;
  return { id, name, isPersonal: personal, role, isManaged: role === 'owner' && mayChange, me };
}
