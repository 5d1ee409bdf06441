import { useQuery } from '@tanstack/react-query';
import type { Source } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { useRefresh } from '../api/use-refresh.js';
import { Disclosure } from '../components/Disclosure/Disclosure.js';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { StatusBadge } from '../components/StatusBadge/StatusBadge.js';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { At } from '../controls/Times.js';
import { useSaved } from '../controls/use-saved.js';
import { templatesQuery } from '../templates/templates-api.js';
import { settingsText } from '../texts/settings-text.js';
import { describePlace, describeSync, getSourceBadge } from './describe-source.js';
import { EarlierSyncs } from './EarlierSyncs.js';
import { FoundEntries } from './FoundEntries.js';
import { toDraft } from './source-draft.js';
import { SourceButtons } from './SourceButtons.js';
import { SourceForm } from './SourceForm.js';
import { sourcesQuery } from '../api/sources.js';
import { replaceSource, sourceQuery, sourceTypesQuery } from './sources-api.js';

const words = settingsText.sources;

interface Props {
  readonly source: Source;
}

/** Edits the source as it was when the form was opened. */
function EditSource({ id, onDone }: { readonly id: number; readonly onDone: () => void }): ReactElement {
  const { data: read, error, refetch } = useQuery(sourceQuery(id));
  const { data: types, error: noTypes } = useQuery(sourceTypesQuery);
  const saved = useSaved({ onDone, refresh: useRefresh(sourcesQuery.queryKey) });
  if (error !== null || noTypes !== null) return <ProblemNote error={error ?? noTypes} />;
  if (read === undefined || types === undefined) return <Skeleton rows={2} />;
  return (
    <SourceForm
      key={read.revision}
      initial={toDraft(read)}
      types={types}
      isNew={false}
      submit={words.save}
      save={(body) => saved(replaceSource(read, body), words.saved)}
      onReload={() => void refetch()}
    />
  );
}

/** Names the template of a source, by its number until the templates are read. */
function useTemplateWords({ template_id: id }: Source): readonly string[] {
  const { data } = useQuery(templatesQuery);
  if (id === null) return [];
  if (data === undefined) return [words.templateNumber(id)];
  const found = data.find((one) => one.id === id);
  return [found === undefined ? words.templateGone : words.withTemplate(found.name)];
}

function Summary({ source }: Props): ReactElement {
  const { brings, run, interval_minutes: minutes } = source;
  const { data: types = [] } = useQuery(sourceTypesQuery);
  const kind = words.kinds[brings];
  const parts = [
    describePlace(source, types),
    run ? words.runsItems(kind) : kind,
    ...useTemplateWords(source),
    minutes === null ? words.onRequest : words.every(minutes),
  ];
  return (
    <small className="quiet" dir="auto">
      {parts.join(' · ')}
    </small>
  );
}

function SyncTimes({ source: { last_sync: last, next_sync_at: next } }: Props): ReactElement {
  return (
    <small className="quiet">
      {last !== null && (
        <>
          {words.last}: <At at={last.started_at} /> · {describeSync(last)}
          <br />
        </>
      )}
      {next !== null && (
        <>
          {words.next}: <At at={next} />
        </>
      )}
    </small>
  );
}

/** The last sync in detail: its problem, and the entries that it found. */
function LastSync({ source }: Props): ReactElement | null {
  const { name, last_sync: last } = source;
  if (last === null || (last.problem === null && last.entries.length === 0)) return null;
  return (
    <div className="line-more">
      {last.problem !== null && (
        <Note tone="bad" icon="failed" title={words.problem}>
          <p>{last.problem.message}</p>
        </Note>
      )}
      {last.entries.length > 0 && (
        <Disclosure label={words.found} name={words.foundOf(name)}>
          {() => <FoundEntries source={source} sync={last} />}
        </Disclosure>
      )}
    </div>
  );
}

export function SourceLine({ source }: Props): ReactElement {
  const { id, name } = source;
  const mayChange = useMayChange();
  return (
    <li className="line">
      <span>
        <strong dir="auto">{name}</strong> <StatusBadge {...getSourceBadge(source)} />
        <br />
        <Summary source={source} />
        <br />
        <SyncTimes source={source} />
      </span>
      {mayChange && (
        <SourceButtons source={source}>
          <PanelButton label={words.edit} name={words.editOf(name)}>
            {(close) => <EditSource id={id} onDone={close} />}
          </PanelButton>
        </SourceButtons>
      )}
      <LastSync source={source} />
      {source.last_sync !== null && (
        <div className="line-more">
          <Disclosure label={words.syncs} name={words.syncsOf(name)}>
            {() => <EarlierSyncs source={source} />}
          </Disclosure>
        </div>
      )}
    </li>
  );
}
