import { useQuery } from '@tanstack/react-query';
import type { ModelNote } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { useIsAdmin } from '../api/use-is-admin.js';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { settingsText } from '../texts/settings-text.js';
import { EngineLine } from './EngineLine.js';
import { aboutQuery } from './engines-api.js';
import { listModels, listSpeechEngines, type SpeechEngine } from './engines-state.js';
import { FetchCommand } from './FetchCommand.js';
import { AutomaticModel } from './ModelButtons.js';
import { ModelLine } from './ModelLine.js';

const words = settingsText.engines;

function EngineList({ engines }: { readonly engines: readonly SpeechEngine[] | undefined }): ReactElement {
  if (engines === undefined)
    return (
      <Note tone="calm" icon="waiting" title={words.unknown}>
        <p>{words.unknownHint}</p>
      </Note>
    );
  const hasOne = engines.some(({ available }) => available !== false);
  return (
    <>
      {!hasOne && (
        <Note tone="warn" icon="stalled" title={words.none}>
          <p>{words.noneHint}</p>
          <FetchCommand />
        </Note>
      )}
      {engines.length > 0 && (
        <ol className="lines" aria-label={words.title}>
          {engines.map((engine, index) => (
            <EngineLine key={`${engine.name} ${String(index)}`} engine={engine} place={index + 1} />
          ))}
        </ol>
      )}
    </>
  );
}

function ModelList({ models }: { readonly models: readonly ModelNote[] }): ReactElement {
  const isAdmin = useIsAdmin();
  return (
    <section className="card" aria-labelledby="models">
      <h2 id="models">{words.models}</h2>
      <p className="quiet">{models.length === 0 ? words.modelsNone : words.modelsLead}</p>
      {models.length > 0 && (
        <ul className="lines" aria-label={words.models}>
          {models.map((model) => (
            <ModelLine key={model.name} model={model} />
          ))}
        </ul>
      )}
      {models.length > 0 && isAdmin && <AutomaticModel />}
    </section>
  );
}

/** Speech engines in their order, and the speech models, which administrators download, choose and test. */
export function Engines(): ReactElement {
  const { data, error, isPending, refetch } = useQuery(aboutQuery);
  const engines = data === undefined ? undefined : listSpeechEngines(data);
  return (
    <>
      <section className="card" aria-labelledby="engines">
        <h2 id="engines">{words.title}</h2>
        <p className="quiet">{words.lead}</p>
        {error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
        {isPending && <Skeleton rows={2} />}
        {data !== undefined && <EngineList engines={engines} />}
      </section>
      {engines !== undefined && data !== undefined && <ModelList models={listModels(data)} />}
    </>
  );
}
