import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BulkProgress } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { Button } from '../components/Button/Button.js';
import { Link } from '../components/Link.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { ProgressBar } from '../components/ProgressBar/ProgressBar.js';
import { useNow } from '../controls/use-now.js';
import { text } from '../texts/text.js';
import { length } from '../texts/times.js';
import { bulkCommandQuery, isWorking, stopBulk } from './bulk-api.js';
import { describeOutcomes, describeState, titleOf } from './describe-bulk-command.js';
import { PlanChanges } from './PlanChanges.js';

const words = text.bulk;
const describeRest = ({ eta }: Pick<BulkProgress, 'eta'>, now: number): string =>
  eta === null ? '' : ` · ${words.left(length(Math.max(1_000, Date.parse(eta) - now)))}`;

interface ViewProps {
  readonly bulk: BulkProgress;
  readonly now: number;
  readonly onStop?: (() => void) | undefined;
  readonly onDismiss: () => void;
}

/** One bulk command with its stored progress. */
export function BulkCommandView({ bulk, now, onStop, onDismiss }: ViewProps): ReactElement {
  const state = describeState(bulk);
  const outcomes = describeOutcomes(bulk);
  return (
    <article className="bulk-command" aria-label={titleOf(bulk)}>
      <h2>{titleOf(bulk)}</h2>
      {isWorking(bulk) && (
        <>
          <ProgressBar value={bulk.total === 0 ? null : bulk.done / bulk.total} label={titleOf(bulk)} />
          <p>
            {words.progress(bulk.done, bulk.total)}
            {describeRest(bulk, now)}
          </p>
        </>
      )}
      <p role="status">{state}</p>
      {outcomes !== '' && <p className="quiet">{outcomes}</p>}
      <PlanChanges bulk={bulk} />
      <Link to="/bulk/$id" params={{ id: bulk.id }} aria-label={words.resultsOf(titleOf(bulk))}>
        {words.results}
      </Link>
      {bulk.state === 'running' && onStop !== undefined && (
        <Button size="small" onClick={onStop}>
          {words.stop}
        </Button>
      )}
      {!isWorking(bulk) && (
        <Button size="small" look="quiet" onClick={onDismiss}>
          {words.dismiss}
        </Button>
      )}
    </article>
  );
}

interface FollowedProps {
  readonly id: string;
  readonly onDismiss: () => void;
}

/** One bulk command of the tray, which is read while it is in progress. */
export function FollowedBulkCommand({ id, onDismiss }: FollowedProps): ReactElement | null {
  const client = useQueryClient();
  const mayChange = useMayChange();
  const now = useNow(1_000);
  const { data: bulk, error } = useQuery(bulkCommandQuery(id));
  const stopping = useMutation({
    mutationFn: () => stopBulk(id),
    onSettled: () => client.invalidateQueries({ queryKey: ['bulk'] }),
  });
  if (bulk === undefined) return error === null ? null : <ProblemNote error={error} />;
  const stop = (): void => {
    if (!stopping.isPending) stopping.mutate();
  };
  return (
    <>
      <BulkCommandView bulk={bulk} now={now} onStop={mayChange ? stop : undefined} onDismiss={onDismiss} />
      {error !== null && <ProblemNote error={error} />}
      {stopping.error !== null && <ProblemNote error={stopping.error} />}
    </>
  );
}
