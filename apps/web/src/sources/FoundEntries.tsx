import type { Source, SourceSync } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { StatusBadge } from '../components/StatusBadge/StatusBadge.js';
import { Link } from '../components/Link.js';
import { settingsText } from '../texts/settings-text.js';
import { getEntryBadge, isShortened, sortEntries, type Entry } from './describe-source.js';

const words = settingsText.sources;

function ItemLink({ entry, brings }: { readonly entry: Entry; readonly brings: Source['brings'] }): ReactElement | null {
  if (entry.item_id === undefined) return null;
  const to = brings === 'recording' ? '/recordings/$id' : '/documents/$id';
  return (
    <Link to={to} params={{ id: entry.item_id }} aria-label={words.openOf(entry.name)}>
      {words.open}
    </Link>
  );
}

interface Props {
  readonly source: Pick<Source, 'name' | 'brings'>;
  readonly sync: SourceSync;
}

/** The entries that a sync found, each with the reason of its verdict. */
export function FoundEntries({ source: { name, brings }, sync }: Props): ReactElement {
  return (
    <>
      <ul className="reasons" aria-label={words.entriesOf(name)}>
        {sortEntries(sync.entries).map((entry, index) => (
          <li key={`${String(index)} ${entry.name}`}>
            <StatusBadge {...getEntryBadge(entry)} /> <strong dir="auto">{entry.name}</strong>{' '}
            {entry.message !== undefined && <span className="quiet">{entry.message}</span>}{' '}
            <ItemLink entry={entry} brings={brings} />
          </li>
        ))}
      </ul>
      {isShortened(sync) && <p className="quiet">{words.firstOnly(sync.entries.length)}</p>}
    </>
  );
}
