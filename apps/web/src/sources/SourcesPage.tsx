import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useRefresh } from '../api/use-refresh.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { usePageTitle } from '../components/use-page-title.js';
import { Lines, ResourceSection } from '../controls/ResourceSection.js';
import { useSaved } from '../controls/use-saved.js';
import { settingsText } from '../texts/settings-text.js';
import { createDraft } from './source-draft.js';
import { SourceForm } from './SourceForm.js';
import { SourceLine } from './SourceLine.js';
import { sourcesQuery } from '../api/sources.js';
import { addSource, sourceTypesQuery } from './sources-api.js';

const words = settingsText.sources;

/** The form of a new source, for the first type that the server offers. */
export function NewSource({ onDone }: { readonly onDone: () => void }): ReactElement {
  const { data: types, error } = useQuery(sourceTypesQuery);
  const saved = useSaved({ onDone, refresh: useRefresh(sourcesQuery.queryKey) });
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
      save={(body) => saved(addSource(body), words.created)}
    />
  );
}

export function SourcesPage(): ReactElement {
  usePageTitle(words.title);
  const list = useQuery(sourcesQuery);
  const add = (
    <PanelButton label={words.add} look="primary">
      {(close) => <NewSource onDone={close} />}
    </PanelButton>
  );
  return (
    <ResourceSection id="sources" words={words} list={list} add={add}>
      {(sources) => (
        <Lines label={words.title}>
          {sources.map((source) => (
            <SourceLine key={source.id} source={source} />
          ))}
        </Lines>
      )}
    </ResourceSection>
  );
}
