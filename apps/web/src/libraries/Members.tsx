import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { text } from '../texts/text.js';
import { membersQuery } from '../api/libraries-api.js';
import { MemberLine } from './MemberLine.js';
import type { PresentLibrary } from './use-present-library.js';

const words = text.libraries.members;

/** The members of the library with their roles. Owners change them, others read them. */
export function Members({ library }: { readonly library: PresentLibrary }): ReactElement {
  const { data, error, isPending, refetch } = useQuery(membersQuery(library.id));
  return (
    <section className="card" aria-labelledby="members">
      <h2 id="members">{words.title}</h2>
      {!library.isManaged && <p className="quiet">{words.readOnly}</p>}
      {error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton rows={1} />}
      {data !== undefined && (
        <ul className="lines" aria-label={words.title}>
          {data.map((member) => (
            <MemberLine key={member.user_id} member={member} library={library} />
          ))}
        </ul>
      )}
      {data?.length === 1 && <p className="quiet">{words.alone}</p>}
    </section>
  );
}
