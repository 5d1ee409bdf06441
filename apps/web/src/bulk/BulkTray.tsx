import { useQuery } from '@tanstack/react-query';
import type { BulkCommand } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { lazyView } from '../components/lazy-view.js';
import { text } from '../texts/text.js';
import { bulkCommandsQuery, isWorking } from './bulk-api.js';

/** Fetched when there is a bulk command to show. */
const FollowedBulkCommand = lazyView(async () => (await import('./FollowedBulkCommand.js')).FollowedBulkCommand, null);

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
    <aside className="tray" aria-label={text.bulk.tray}>
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
