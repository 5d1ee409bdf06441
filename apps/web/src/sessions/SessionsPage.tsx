import { useInfiniteQuery } from '@tanstack/react-query';
import type { Session } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { EmptyState } from '../components/EmptyState/EmptyState.js';
import { LoadMore } from '../components/LoadMore/LoadMore.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { When } from '../controls/Times.js';
import { RowPicture } from '../list/RowParts.js';
import { Link } from '../components/Link.js';
import { usePageTitle } from '../components/use-page-title.js';
import { text } from '../texts/text.js';
import { SessionForm } from './SessionForm.js';
import { SessionBadge, SessionProgress, sessionTitle, TimeLeft } from './SessionParts.js';
import { describePlace, isQueued } from './session-state.js';
import { sessionsQuery } from './sessions-api.js';

const words = text.sessions;

export function SessionRow({ session }: { readonly session: Session }): ReactElement {
  return (
    <li className="item" data-item={session.session_id}>
      <RowPicture kind="session" url={null} seconds={session.duration_total} />
      <div className="item-name">
        <Link to="/sessions/$id" params={{ id: session.session_id }} className="item-title row-title" dir="auto">
          {sessionTitle(session)}
        </Link>
        <span className="item-facts quiet">{session.audio_filename}</span>
      </div>
      <div className="item-state">
        <SessionBadge session={session} />
        <span className="item-progress">
          {session.status === 'processing' && !isQueued(session) && <SessionProgress session={session} />}
          <span className="item-reason">{describePlace(session) ?? session.message}</span>
          <span className="quiet">
            <TimeLeft session={session} />
          </span>
        </span>
      </div>
      <span className="item-date quiet">
        <When at={session.created_at} />
      </span>
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
      <ul className="rows sessions" aria-label={words.title}>
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
