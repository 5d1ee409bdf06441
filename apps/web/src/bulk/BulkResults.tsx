import { useInfiniteQuery } from '@tanstack/react-query';
import type { BulkCommand, BulkItem } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { EmptyState } from '../components/EmptyState/EmptyState.js';
import { LoadMore } from '../components/LoadMore/LoadMore.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { StatusBadge, type BadgeContent } from '../components/StatusBadge/StatusBadge.js';
import { Sentence } from '../controls/Sentence.js';
import { Link } from '../components/Link.js';
import { text } from '../texts/text.js';
import { bulkResultsQuery, isWorking, type Outcome } from './bulk-api.js';
import { OUTCOMES } from './results-search.js';

const words = text.bulk;

const BADGES: Readonly<Record<Outcome, Omit<BadgeContent, 'words'>>> = {
  changed: { tone: 'good', icon: 'ready' },
  skipped: { tone: 'calm', icon: 'skipped' },
  refused: { tone: 'warn', icon: 'stalled' },
  error: { tone: 'bad', icon: 'failed' },
  left_out: { tone: 'calm', icon: 'idle' },
};
const NOT_DECIDED: BadgeContent = { tone: 'calm', icon: 'idle', words: words.notDecided };

const PATHS = { recording: '/recordings/$id', document: '/documents/$id' } as const;
const pathOf = (noun: string): (typeof PATHS)[keyof typeof PATHS] => (noun === 'document' ? PATHS.document : PATHS.recording);

export function ResultLine({ noun, item }: { readonly noun: string; readonly item: BulkItem }): ReactElement {
  const { item_id: id, title, preview, result, changed_since_preview: hasChanged } = item;
  const hasMoved = result?.code === 'transferred' && title === null;
  const badge = result === null ? NOT_DECIDED : { ...BADGES[result.outcome], words: words.outcomeNames[result.outcome] };
  const reason = result ?? preview;
  return (
    <li className="line">
      <span>
        {hasMoved ? (
          words.moved
        ) : (
          <Link to={pathOf(noun)} params={{ id }} dir="auto">
            {title ?? text.list.untitled}
          </Link>
        )}
      </span>
      <StatusBadge {...badge} />
      {reason !== null && (
        <p className="line-more quiet">
          <Sentence words={reason.detail} />
          {reason.try_instead !== null && (
            <>
              {' '}
              <Sentence words={reason.try_instead} />
            </>
          )}
          {hasChanged && ` (${words.wasChanged})`}
        </p>
      )}
    </li>
  );
}

interface FilterProps {
  readonly bulk: BulkCommand;
  readonly outcome: Outcome | undefined;
  readonly onChange: (outcome: Outcome | undefined) => void;
}

/** Buttons for the outcomes that a bulk command has, with their counts. */
export function OutcomeFilter({ bulk, outcome, onChange }: FilterProps): ReactElement {
  const shown = OUTCOMES.filter((one) => bulk.outcome_totals[one] > 0 || one === outcome);
  return (
    <div className="views" role="group" aria-label={words.byOutcome}>
      {[undefined, ...shown].map((one) => (
        <button
          key={one ?? 'all'}
          type="button"
          aria-pressed={one === outcome}
          onClick={() => {
            onChange(one);
          }}
        >
          {words.withCount(words.outcomeNames[one ?? 'all'], one === undefined ? bulk.total : bulk.outcome_totals[one])}
        </button>
      ))}
    </div>
  );
}

const EVERY_MS = 5_000;

/** The items of a bulk command with what it did to each of them, and why. */
export function BulkResults({ bulk, outcome }: Omit<FilterProps, 'onChange'>): ReactElement {
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...bulkResultsQuery(bulk.id, outcome),
    // A long list would be read again from its beginning.
    refetchInterval: ({ state }) => (isWorking(bulk) && (state.data?.pages.length ?? 0) <= 1 ? EVERY_MS : false),
  });
  if (isPending) return <Skeleton rows={5} />;
  if (data === undefined) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0)
    return (
      <EmptyState title={words.noResults}>
        <p className="quiet">{isWorking(bulk) ? words.noResultsYet : words.noResultsHint}</p>
      </EmptyState>
    );
  return (
    <>
      <ul className="lines" aria-label={words.results}>
        {items.map((item) => (
          <ResultLine key={item.item_id} noun={bulk.noun} item={item} />
        ))}
      </ul>
      {error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
      <LoadMore hasNextPage={hasNextPage} fetchNextPage={fetchNextPage} isFetchingNextPage={isFetchingNextPage} />
    </>
  );
}
