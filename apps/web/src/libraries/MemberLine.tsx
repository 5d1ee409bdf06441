import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { LibraryMember, LibraryRole } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { libraryLogQuery } from '../administration-log/administration-log-api.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { At } from '../controls/Times.js';
import { DeleteButton } from '../controls/DeleteButton.js';
import { useAnnounce } from '../components/Announcer.js';
import { text } from '../texts/text.js';
import { changeMember, membersQuery, removeMember, transferLibrary } from '../api/libraries-api.js';
import type { PresentLibrary } from './use-present-library.js';
import { useRefreshMe } from './use-refresh-me.js';

const { members: words, roles, roleOptions } = text.libraries;
const ROLES = ['viewer', 'operator', 'owner'] as const;

interface Props {
  readonly member: LibraryMember;
  readonly library: PresentLibrary;
}

function RoleChoice({ member, library }: Props): ReactElement {
  const client = useQueryClient();
  const announce = useAnnounce();
  const { user_id: userId, name, role } = member;
  const { queryKey } = membersQuery(library.id);
  const { mutate, error, isPending } = useMutation({
    mutationFn: (next: LibraryRole) => changeMember(library.id, userId, next),
    onSuccess: (members, next) => {
      client.setQueryData(queryKey, members);
      announce(words.roleChanged(name, roles[next]));
    },
    onError: () => client.invalidateQueries({ queryKey }),
    onSettled: () => client.invalidateQueries({ queryKey: libraryLogQuery(library.id).queryKey }),
  });
  return (
    <>
      <select
        aria-label={words.roleOf(name)}
        aria-disabled={isPending}
        value={role}
        onChange={({ target }) => {
          const next = ROLES.find((one) => one === target.value);
          if (next !== undefined && !isPending) mutate(next);
        }}
      >
        {ROLES.map((one) => (
          <option key={one} value={one}>
            {roleOptions[one]}
          </option>
        ))}
      </select>
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}

function Controls({ member, library }: Props): ReactElement {
  const client = useQueryClient();
  const refreshMe = useRefreshMe();
  const { user_id: userId, name } = member;
  const refresh = (): Promise<unknown> =>
    Promise.all(
      [membersQuery, libraryLogQuery].map((query) => client.invalidateQueries({ queryKey: query(library.id).queryKey })),
    );
  return (
    <>
      <RoleChoice member={member} library={library} />
      {!library.isPersonal && (
        <DeleteButton
          name={name}
          words={words.transfer}
          hint={words.transfer.hint}
          confirm={words.transfer.confirm}
          remove={() => transferLibrary(library.id, userId)}
          // The own role has changed too.
          refresh={() => Promise.all([refresh(), refreshMe()])}
        />
      )}
      <DeleteButton
        name={name}
        words={words.remove}
        hint={words.remove.hint}
        remove={() => removeMember(library.id, userId)}
        refresh={refresh}
      />
    </>
  );
}

/** One member. Owners leave the library instead of removing themselves, and a user always owns the personal library. */
export function MemberLine({ member, library }: Props): ReactElement {
  const { user_id: userId, name, role, since, disabled } = member;
  const isMe = userId === library.me.id;
  const isChangeable = library.isManaged && !isMe && userId !== library.id;
  return (
    <li className="line">
      <span>
        <strong dir="auto">{name}</strong> {isMe && <span className="quiet">({words.you})</span>}{' '}
        {disabled && <span className="quiet">{words.disabled}</span>}
        <br />
        <small className="quiet">
          {!isChangeable && <>{roles[role]} · </>}
          {words.since} <At at={since} />
        </small>
      </span>
      {isChangeable && (
        <span className="line-buttons">
          <Controls member={member} library={library} />
        </span>
      )}
    </li>
  );
}
