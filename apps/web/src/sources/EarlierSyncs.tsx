import { useQuery } from '@tanstack/react-query';
import type { Source, SourceSync } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Disclosure } from '../components/Disclosure/Disclosure.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { At } from '../controls/Times.js';
import { settingsText } from '../texts/settings-text.js';
import { exact } from '../texts/times.js';
import { describeSync } from './describe-source.js';
import { FoundEntries } from './FoundEntries.js';
import { syncsQuery } from './sources-api.js';

const words = settingsText.sources;

function Window({ sync: { from_date: from, to_date: to } }: { readonly sync: SourceSync }): ReactElement | null {
  if (from === null && to === null) return null;
  return (
    <span className="quiet">
      {words.windowed} {from !== null && <At at={from} />} – {to !== null && <At at={to} />}
    </span>
  );
}

interface SyncProps {
  readonly source: Source;
  readonly sync: SourceSync;
}

export function EarlierSync({ source, sync }: SyncProps): ReactElement {
  return (
    <li>
      <strong>
        <At at={sync.started_at} />
      </strong>{' '}
      <span className="quiet">{words.triggers[sync.trigger]}</span> <span>{describeSync(sync)}</span> <Window sync={sync} />{' '}
      {sync.problem !== null && <span>{sync.problem.message}</span>}
      {sync.entries.length > 0 && (
        <Disclosure label={words.found} name={words.foundAt(exact(Date.parse(sync.started_at)))}>
          {() => <FoundEntries source={source} sync={sync} />}
        </Disclosure>
      )}
    </li>
  );
}

/** The syncs of a source that the server keeps, newest first. */
export function EarlierSyncs({ source }: { readonly source: Source }): ReactElement {
  const { data, error } = useQuery(syncsQuery(source));
  if (error !== null) return <ProblemNote error={error} />;
  if (data === undefined) return <Skeleton rows={2} />;
  const syncs = data.filter(({ dry_run: isDry }) => !isDry);
  if (syncs.length === 0) return <p className="quiet">{words.noSyncs}</p>;
  return (
    <ul className="reasons" aria-label={words.syncsOf(source.name)}>
      {syncs.map((sync) => (
        <EarlierSync key={sync.id} source={source} sync={sync} />
      ))}
    </ul>
  );
}
