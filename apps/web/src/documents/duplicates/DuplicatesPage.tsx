import { useInfiniteQuery } from '@tanstack/react-query';
import type { DuplicateGroup } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { usePolling } from '../../api/live-state.js';
import { Button, buttonClass } from '../../components/Button/Button.js';
import { EmptyState } from '../../components/EmptyState/EmptyState.js';
import { focusContentAfter } from '../../components/focus-after.js';
import { Link } from '../../components/Link.js';
import { LoadMore } from '../../components/LoadMore/LoadMore.js';
import { Note } from '../../components/Note/Note.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../../components/Skeleton/Skeleton.js';
import { usePageTitle } from '../../components/use-page-title.js';
import { settingsText } from '../../texts/settings-text.js';
import { text } from '../../texts/text.js';
import { duplicatesQuery } from './duplicates-api.js';
import { Group } from './Group.js';
import { Kept } from './Kept.js';
import { TextState } from './TextState.js';
import { useDecisions, type Decisions } from './use-decisions.js';

const words = settingsText.duplicates;

/** Further pages are not read again: that would take long, and each decision reads all of them. */
const POLLED_PAGES = 1;

/** The last decision, with the way back. The announcer has said it. */
function LastDecision({ decisions: { last, isPending, error, undo } }: { readonly decisions: Decisions }): ReactElement {
  return (
    <>
      {last !== undefined && (
        <Note tone="good" icon="ready" title={last.says}>
          {last.undo !== undefined && (
            <Button ref={focusContentAfter} size="small" disabled={isPending} onClick={undo}>
              {words.undo}
            </Button>
          )}
        </Note>
      )}
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}

function Groups({
  groups,
  decisions,
}: {
  readonly groups: readonly DuplicateGroup[];
  readonly decisions: Decisions;
}): ReactElement {
  if (groups.length === 0)
    return (
      <EmptyState title={words.none}>
        <p>{words.compared}</p>
      </EmptyState>
    );
  return (
    <>
      <p className="quiet duplicates-intro">{words.intro}</p>
      {groups.map((group) => (
        <Group key={group.id} group={group} decisions={decisions} />
      ))}
    </>
  );
}

const Head = ({ total }: { readonly total: number }): ReactElement => (
  <div className="page-head">
    <h1>{text.documentView.duplicates}</h1>
    <p className="quiet" role="status">
      {total > 0 && words.count(total)}
    </p>
    <Link to="/documents" className={buttonClass({ look: 'quiet' })}>
      {text.documentView.review.allDocuments}
    </Link>
  </div>
);

/** Items that look the same, side by side. */
export function DuplicatesPage(): ReactElement {
  usePageTitle(text.documentView.duplicates);
  const everyMs = usePolling();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    ...duplicatesQuery,
    refetchInterval: ({ state }) => (state.data === undefined || state.data.pages.length <= POLLED_PAGES ? everyMs : false),
  });
  const decisions = useDecisions();
  return (
    <div className="duplicates">
      <Head total={data?.pages[0]?.total ?? 0} />
      <LastDecision decisions={decisions} />
      {error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton rows={8} />}
      {data !== undefined && <Groups groups={data.pages.flatMap(({ items }) => items)} decisions={decisions} />}
      {data?.pages[0] !== undefined && <TextState state={data.pages[0].similar_texts} />}
      <LoadMore {...{ hasNextPage, isFetchingNextPage, fetchNextPage }} />
      <Kept />
    </div>
  );
}
