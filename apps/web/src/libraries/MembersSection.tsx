import type { ReactElement } from 'react';
import { InvitationsOfPresentLibrary } from '../invitations/Invitations.js';
import { LibraryCard } from './LibraryCard.js';
import { LibraryLog } from './LibraryLog.js';
import { Members } from './Members.js';
import { usePresentLibrary } from './use-present-library.js';

/** The library that this sign-in works in, and its members. */
export function MembersSection(): ReactElement | null {
  const library = usePresentLibrary();
  if (library === undefined) return null;
  return (
    <>
      <LibraryCard library={library} />
      <Members library={library} />
      <InvitationsOfPresentLibrary />
      <LibraryLog library={library} />
    </>
  );
}
