import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { DeleteButton } from '../controls/DeleteButton.js';
import { useAnnounce } from '../components/Announcer.js';
import { text } from '../texts/text.js';
import { deleteLibrary, leaveLibrary, librariesQuery, membersQuery, renameLibrary } from '../api/libraries-api.js';
import { LibraryNameDialog } from './LibraryNameDialog.js';
import { NewLibrary } from './NewLibrary.js';
import type { PresentLibrary } from './use-present-library.js';
import { useRefreshMe } from './use-refresh-me.js';

const words = text.libraries.present;

interface Props {
  readonly library: PresentLibrary;
}

function Rename({ library: { id } }: Props): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const { data, error } = useQuery(librariesQuery);
  const announce = useAnnounce();
  const refresh = useRefreshMe();
  const library = data?.find((one) => one.id === id);
  return (
    <>
      <Button
        size="small"
        disabled={library === undefined}
        onClick={() => {
          setOpen(true);
        }}
      >
        {words.rename}
      </Button>
      {error !== null && <ProblemNote error={error} />}
      {isOpen && library !== undefined && (
        <LibraryNameDialog
          title={words.renameTitle}
          submit={words.save}
          initial={library.name}
          save={async (name) => {
            try {
              await renameLibrary(library, name);
            } finally {
              // After a refusal because of a newer name, the next try starts from that one.
              await refresh();
            }
            announce(words.renamed(name));
          }}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}

function Leave({ library: { id, name, role } }: Props): ReactElement | null {
  const { data: members } = useQuery(membersQuery(id));
  const refresh = useRefreshMe();
  if (members === undefined) return null;
  if (role === 'owner' && members.filter((member) => member.role === 'owner').length < 2)
    return <p className="quiet">{words.lastOwner}</p>;
  return (
    <DeleteButton name={name} words={words.leave} hint={words.leave.hint} remove={() => leaveLibrary(id)} refresh={refresh} />
  );
}

function Remove({ library: { id, name } }: Props): ReactElement {
  const refresh = useRefreshMe();
  return (
    <DeleteButton name={name} words={words.remove} hint={words.remove.hint} remove={() => deleteLibrary(id)} refresh={refresh} />
  );
}

function Add(): ReactElement {
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <Button
        size="small"
        onClick={() => {
          setAdding(true);
        }}
      >
        {text.libraries.add}
      </Button>
      {isAdding && (
        <NewLibrary
          onClose={() => {
            setAdding(false);
          }}
        />
      )}
    </>
  );
}

/** The name of the library, the user's role in it, and how to rename, leave or delete it. */
export function LibraryCard({ library }: Props): ReactElement {
  const { name, role, isPersonal, isManaged, me } = library;
  return (
    <section className="card" aria-labelledby="present-library">
      <h2 id="present-library" dir="auto">
        {name}
      </h2>
      <p className="quiet">{isPersonal && role === 'owner' ? words.isPersonal : words.role(text.libraries.roles[role])}</p>
      <div className="line-buttons">
        {isManaged && <Rename library={library} />}
        {isManaged && !isPersonal && <Remove library={library} />}
        {/* A viewer of the server creates no library. */}
        {me.role !== 'viewer' && <Add />}
        {me.id !== library.id && <Leave library={library} />}
      </div>
    </section>
  );
}
