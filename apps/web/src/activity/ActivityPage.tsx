import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Milestone } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { usePolling } from '../api/live-state.js';
import { EmptyState } from '../components/EmptyState/EmptyState.js';
import { Link } from '../components/Link.js';
import { LoadMore } from '../components/LoadMore/LoadMore.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { usePageTitle } from '../components/use-page-title.js';
import type { Person } from '../drafts/personal-store.js';
import { toDoCountsQuery } from '../list/items-api.js';
import { text } from '../texts/text.js';
import { activityQuery, noticesQuery } from './activity-api.js';
import { ActivityDays } from './ActivityDays.js';
import type { Visit } from './last-visit.js';
import { NoticeList } from './NoticeList.js';
import { isNew, useVisit, useVisitor } from './use-visit.js';

const words = text.activity;

/** Further pages are not read again: their readers do not wait for the newest events. */
const POLLED_PAGES = 1;

interface HappenedProps {
  /** There are older events, which are not loaded. */
  readonly hasMore: boolean;
  readonly events: readonly Milestone[];
  readonly before: Visit | undefined;
}

function Happened({ events, before, hasMore }: HappenedProps): ReactElement {
  const count = events.filter((event) => isNew(event, before)).length;
  if (events.length === 0)
    return (
      <EmptyState title={words.none} level={3}>
        <p>{words.noneHint}</p>
      </EmptyState>
    );
  return (
    <>
      {before !== undefined && before.event !== null && (
        <p className="quiet">{count === 0 ? words.nothingNew : words.newSince(count, hasMore && count === events.length)}</p>
      )}
      <ActivityDays events={events} before={before} />
    </>
  );
}

function ActivityOf({ visitor }: { readonly visitor: Person }): ReactElement {
  const everyMs = usePolling();
  const toDo = useQuery({ ...toDoCountsQuery, refetchInterval: everyMs });
  const notices = useQuery(noticesQuery);
  const activity = useInfiniteQuery({
    ...activityQuery,
    refetchInterval: ({ state: { data } }) => (data === undefined || data.pages.length <= POLLED_PAGES ? everyMs : false),
  });
  const events = activity.data?.pages.flatMap(({ items }) => items);
  const before = useVisit(visitor, { events, notices: notices.data });
  return (
    <div className="activity">
      <section aria-labelledby="present-notices" className="activity-notices">
        <h2 id="present-notices">{words.notices}</h2>
        {notices.data === undefined || toDo.data === undefined ? (
          <Loading error={notices.error ?? toDo.error} onRetry={() => Promise.all([notices.refetch(), toDo.refetch()])} />
        ) : (
          <NoticeList toDo={toDo.data} notices={notices.data} before={before} />
        )}
        <p>
          <Link to="/settings/notices">{words.byMail}</Link>
        </p>
      </section>
      <section aria-labelledby="happened">
        <h2 id="happened">{words.events}</h2>
        {events === undefined ? (
          <Loading error={activity.error} onRetry={activity.refetch} />
        ) : (
          <Happened events={events} before={before} hasMore={activity.hasNextPage} />
        )}
        <LoadMore
          hasNextPage={activity.hasNextPage}
          fetchNextPage={activity.fetchNextPage}
          isFetchingNextPage={activity.isFetchingNextPage}
        />
      </section>
    </div>
  );
}

/** Shows the notices, and the events of the library since the last visit, by day and by item. */
export function ActivityPage(): ReactElement {
  usePageTitle(words.title);
  const visitor = useVisitor();
  return (
    <>
      <div className="page-head">
        <h1>{words.title}</h1>
      </div>
      {visitor === undefined ? <Skeleton /> : <ActivityOf key={visitor.library} visitor={visitor} />}
    </>
  );
}

interface LoadingProps {
  readonly error: Error | null;
  readonly onRetry: () => Promise<unknown>;
}

const Loading = ({ error, onRetry }: LoadingProps): ReactElement =>
  error === null ? <Skeleton /> : <ProblemNote error={error} onRetry={() => void onRetry()} />;
