import { useQuery } from '@tanstack/react-query';
import type { JobRunWithItems } from '@throughline/api-client';
import type { ReactElement, ReactNode } from 'react';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { Link } from '../components/Link.js';
import { settingsText } from '../texts/settings-text.js';
import { text } from '../texts/text.js';
import { countLeftOut } from './describe-run.js';
import { RunSources } from './RunSources.js';
import { runQuery } from './jobs-api.js';

const words = settingsText.jobs;

export const sayReason = (reason: string): string => words.reasons[reason] ?? reason;

export function ItemLink({ id, title }: { readonly id: string; readonly title: string | null }): ReactElement {
  return (
    <Link to="/recordings/$id" params={{ id }} dir="auto">
      {title ?? text.list.untitled}
    </Link>
  );
}

interface GroupProps<Row> {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly children: (row: Row) => ReactNode;
}

function Group<Row>({ title, rows, keyOf, children }: GroupProps<Row>): ReactElement | null {
  if (rows.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className="reasons" aria-label={title}>
        {rows.map((row) => (
          <li key={keyOf(row)}>{children(row)}</li>
        ))}
      </ul>
    </>
  );
}

/** The recordings that a run brought, started and left out, each with the reason. */
export function RunItems({ run }: { readonly run: JobRunWithItems }): ReactElement {
  const { items, brought, not_brought: notBrought, left_out_items: leftOut, left_out: counts, state } = run;
  const left = countLeftOut(counts);
  const isEmpty = items.length + brought.length + notBrought.length + left === 0;
  return (
    <>
      <RunSources sources={run.sources} />
      <Group title={words.selectedItems} rows={items} keyOf={({ recording_id: id }) => id}>
        {({ recording_id: id, title, detail, also_matches: others }) => (
          <>
            <ItemLink id={id} title={title} /> <span>{detail ?? words.notYet}</span>
            {others.length > 0 && <span className="quiet"> {words.alsoMatches}</span>}
          </>
        )}
      </Group>
      <Group title={words.broughtItems} rows={brought} keyOf={({ recording_id: id }) => id}>
        {({ recording_id: id, title, reason }) => (
          <>
            <ItemLink id={id} title={title} />{' '}
            <span className="quiet">{reason === null ? words.imported : words.importedOnly(sayReason(reason))}</span>
          </>
        )}
      </Group>
      <Group title={words.notBrought} rows={notBrought} keyOf={({ source_id: id, name }) => `${String(id)} ${name}`}>
        {({ name, verdict, detail }) => (
          <>
            <span dir="auto">{name}</span> <span className="quiet">{detail ?? words.newVerdicts[verdict]}</span>
          </>
        )}
      </Group>
      <Group title={words.leftOut(left)} rows={leftOut} keyOf={({ recording_id: id }) => id}>
        {({ recording_id: id, title, reason }) => (
          <>
            <ItemLink id={id} title={title} /> <span className="quiet">{sayReason(reason)}</span>
          </>
        )}
      </Group>
      {left > leftOut.length && leftOut.length > 0 && <p className="quiet">{words.firstOnly(leftOut.length)}</p>}
      {isEmpty && state !== 'running' && <p className="quiet">{words.nothingFound}</p>}
    </>
  );
}

export function RunDetails({ jobId, runId }: { readonly jobId: number; readonly runId: string }): ReactElement {
  const { data, error } = useQuery(runQuery(jobId, runId));
  if (error !== null) return <ProblemNote error={error} />;
  return data === undefined ? <Skeleton rows={2} /> : <RunItems run={data} />;
}
