import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BulkCommand, BulkProgress } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { Button } from '../components/Button/Button.js';
import { ProgressBar } from '../components/ProgressBar/ProgressBar.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { useNow } from '../controls/use-now.js';
import { Link } from '../components/Link.js';
import { text } from '../texts/text.js';
import { length } from '../texts/times.js';
import { bulkCommandQuery, bulkCommandsQuery, isWorking, stopBulk } from './bulk-api.js';
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

function FollowedBulkCommand({ id, onDismiss }: { readonly id: string; readonly onDismiss: () => void }): ReactElement | null {
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

/** Returns the bulk commands to show: not those that had ended before, as known from the first answer, and not dismissed ones. */
export const listShown = (bulkCommands: readonly BulkCommand[], hidden: ReadonlySet<string>): readonly BulkCommand[] =>
  bulkCommands.filter((bulk) => isWorking(bulk) || !hidden.has(bulk.id));

const listEnded = (bulkCommands: readonly BulkCommand[]): ReadonlySet<string> =>
  new Set(bulkCommands.filter((bulk) => !isWorking(bulk)).map(({ id }) => id));

/** The bulk commands of the library that are in progress, and those that ended since the page was opened. */
export function BulkTray(): ReactElement | null {
  const { data: bulkCommands } = useQuery(bulkCommandsQuery);
  // Undefined before the first answer.
  const [hidden, setHidden] = useState<ReadonlySet<string>>();
  if (bulkCommands === undefined) return null;
  if (hidden === undefined) setHidden(listEnded(bulkCommands));
  const shown = listShown(bulkCommands, hidden ?? listEnded(bulkCommands));
  if (shown.length === 0) return null;
  return (
    <aside className="tray" aria-label={words.tray}>
      {shown.map(({ id }) => (
        <FollowedBulkCommand
          key={id}
          id={id}
          onDismiss={() => {
            setHidden((before) => new Set([...(before ?? []), id]));
          }}
        />
      ))}
    </aside>
  );
}
