import { useInfiniteQuery } from '@tanstack/react-query';
import type { Session } from '@throughline/api-types';
import { useState, type ReactElement } from 'react';
import { EmptyState } from '../components/EmptyState/EmptyState.js';
import { LoadMore } from '../components/LoadMore/LoadMore.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { describeQueuePosition } from '../controls/queue.js';
import { Link } from '../components/Link.js';
import { usePageTitle } from '../components/use-page-title.js';
import { text } from '../texts/text.js';
import { SessionForm } from './SessionForm.js';
import { SessionBadge, SessionProgress, sessionTitle, TimeLeft } from './SessionParts.js';
import { isQueued } from './session-state.js';
import { sessionsQuery } from './sessions-api.js';

const words = text.sessions;

function SessionRow({ session }: { readonly session: Session }): ReactElement {
  return (
    <li className="row" data-item={session.session_id}>
      <div className="row-main">
        <Link to="/sessions/$id" params={{ id: session.session_id }} className="row-title" dir="auto">
          {sessionTitle(session)}
        </Link>
        <SessionBadge session={session} />
      </div>
      {!isQueued(session) && <SessionProgress session={session} />}
      <div className="row-foot">
        <span>{describeQueuePosition(session) ?? session.message}</span>
        <span className="quiet">
          <TimeLeft session={session} />
        </span>
      </div>
    </li>
  );
}

function Body({ deleted }: { readonly deleted: boolean }): ReactElement {
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    sessionsQuery(deleted),
  );
  if (isPending) return <Skeleton />;
  if (data === undefined) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (data.length === 0)
    return (
      <EmptyState title={deleted ? words.noneDeleted : words.empty}>
        <p>{deleted ? words.lead : words.emptyHint}</p>
      </EmptyState>
    );
  return (
    <>
      <ul className="rows" aria-label={words.title}>
        {data.map((session) => (
          <SessionRow key={session.session_id} session={session} />
        ))}
      </ul>
      <LoadMore hasNextPage={hasNextPage} fetchNextPage={fetchNextPage} isFetchingNextPage={isFetchingNextPage} />
    </>
  );
}

export function SessionsPage(): ReactElement {
  usePageTitle(words.title);
  const [deleted, setDeleted] = useState(false);
  return (
    <>
      <div className="page-head">
        <h1>{words.title}</h1>
        <p className="quiet">{words.lead}</p>
      </div>
      <SessionForm />
      <div className="views" role="group" aria-label={words.shown}>
        {[false, true].map((one) => (
          <button
            key={String(one)}
            type="button"
            aria-pressed={one === deleted}
            onClick={() => {
              setDeleted(one);
            }}
          >
            {one ? words.deleted : words.current}
          </button>
        ))}
      </div>
      <Body deleted={deleted} />
    </>
  );
}
