import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { EmptyState } from '../controls/EmptyState.js';
import { ProblemNote } from '../controls/ProblemNote.js';
import { Skeleton } from '../controls/Skeleton.js';
import { usePageTitle } from '../shell/use-page-title.js';
import { text } from '../texts/text.js';
import { SessionForm } from './SessionForm.js';
import { SessionBadge, SessionProgress, sessionTitle, TimeLeft } from './SessionParts.js';
import { sessionsQuery, type SessionStatus } from './sessions-api.js';

const words = text.sessions;

function SessionRow({ session }: { readonly session: SessionStatus }): ReactElement {
  return (
    <li className="row">
      <div className="row-main">
        <Link href={`/sessions/${session.session_id}`} className="row-title" dir="auto">
          {sessionTitle(session)}
        </Link>
        <SessionBadge session={session} />
      </div>
      <SessionProgress session={session} />
      <div className="row-foot">
        <span>{session.message}</span>
        <span className="quiet">
          <TimeLeft session={session} />
        </span>
      </div>
    </li>
  );
}

export function SessionsPage(): ReactElement {
  usePageTitle(words.title);
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(sessionsQuery);
  return (
    <>
      <div className="page-head">
        <h1>{words.title}</h1>
        <p className="quiet">{words.lead}</p>
      </div>
      <SessionForm />
      {error !== null && data === undefined && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton />}
      {data?.length === 0 && (
        <EmptyState title={words.empty}>
          <p>{words.emptyHint}</p>
        </EmptyState>
      )}
      <ul className="rows" aria-label={words.title}>
        {data?.map((session) => (
          <SessionRow key={session.session_id} session={session} />
        ))}
      </ul>
      {hasNextPage && (
        <button type="button" className="button wide" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchingNextPage ? text.list.loadingMore : text.list.more}
        </button>
      )}
    </>
  );
}
