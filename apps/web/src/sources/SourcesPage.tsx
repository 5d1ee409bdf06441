import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { EmptyState } from '../components/EmptyState/EmptyState.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { useAnnounce } from '../components/Announcer.js';
import { usePageTitle } from '../components/use-page-title.js';
import { text } from '../texts/text.js';
import { createDraft } from './source-draft.js';
import { SourceForm } from './SourceForm.js';
import { SourceLine } from './SourceLine.js';
import { sourcesQuery } from '../api/sources.js';
import { addSource, sourceTypesQuery } from './sources-api.js';

const words = text.sources;

/** The form of a new source, for the first type that the server offers. */
export function NewSource({ onDone }: { readonly onDone: () => void }): ReactElement {
  const { data: types, error } = useQuery(sourceTypesQuery);
  const client = useQueryClient();
  const announce = useAnnounce();
  if (error !== null) return <ProblemNote error={error} />;
  if (types === undefined) return <Skeleton rows={2} />;
  const [first] = types;
  if (first === undefined) return <p>{words.nothingOffered}</p>;
  return (
    <SourceForm
      initial={createDraft(first.type)}
      types={types}
      isNew
      submit={words.create}
      save={async (body) => {
        const { name } = await addSource(body);
        announce(words.created(name));
        onDone();
        await client.invalidateQueries({ queryKey: [...sourcesQuery.queryKey] });
      }}
    />
  );
}

export function SourcesPage(): ReactElement {
  usePageTitle(words.title);
  const { data, error, isPending } = useQuery(sourcesQuery);
  const mayChange = useMayChange();
  return (
    <section className="card" aria-labelledby="sources">
      <h2 id="sources">{words.title}</h2>
      <p className="quiet">{words.lead}</p>
      {data?.length === 0 && (
        <EmptyState title={words.emptyTitle}>
          <p className="quiet">{mayChange ? words.empty : words.viewersCannot}</p>
        </EmptyState>
      )}
      {mayChange && <PanelButton label={words.add}>{(close) => <NewSource onDone={close} />}</PanelButton>}
      {error !== null && <ProblemNote error={error} />}
      {isPending && <Skeleton rows={2} />}
      {data !== undefined && data.length > 0 && (
        <ul className="lines" aria-label={words.title}>
          {data.map((source) => (
            <SourceLine key={source.id} source={source} />
          ))}
        </ul>
      )}
    </section>
  );
}
