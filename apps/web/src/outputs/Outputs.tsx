import { useQuery } from '@tanstack/react-query';
import type { ConfiguredOutput } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { useRefresh } from '../api/use-refresh.js';
import { outputsQuery } from '../channels/channels-api.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { Lines, ResourceSection } from '../controls/ResourceSection.js';
import { useSaved } from '../controls/use-saved.js';
import { text } from '../texts/text.js';
import { createDraft } from './output-draft.js';
import { OutputForm } from './OutputForm.js';
import { OutputLine } from './OutputLine.js';
import { SETTINGS_KEY, addOutput, outputTypesQuery, ownOutputsQuery } from './outputs-api.js';

const words = text.outputs;

/** The form of a new output, for the first type that the server offers. */
export function NewOutput({ onDone }: { readonly onDone: () => void }): ReactElement {
  const { data: types, error } = useQuery(outputTypesQuery);
  const saved = useSaved({ onDone, refresh: useRefresh(SETTINGS_KEY) });
  if (error !== null) return <ProblemNote error={error} />;
  if (types === undefined) return <Skeleton rows={2} />;
  const [first] = types;
  if (first === undefined) return <p>{words.nothingOffered}</p>;
  return (
    <OutputForm
      initial={createDraft(first.type)}
      types={types}
      isNew
      submit={words.create}
      save={(content) => saved(addOutput(content), words.added)}
    />
  );
}

/** Outputs of all users, which only the operator of the server can change. */
function SharedOutputs({ outputs }: { readonly outputs: readonly ConfiguredOutput[] }): ReactElement {
  return (
    <section aria-labelledby="shared-outputs">
      <h3 id="shared-outputs">{words.shared}</h3>
      <p className="quiet">{outputs.length === 0 ? words.noneShared : words.sharedHint}</p>
      {outputs.length > 0 && (
        <ul className="lines" aria-label={words.shared}>
          {outputs.map(({ name, type }) => (
            <li key={name} className="line">
              <span>
                <strong dir="auto">{name}</strong> <small className="quiet">{type}</small>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The places where the runs of a library deliver to. */
export function Outputs(): ReactElement {
  const list = useQuery(ownOutputsQuery);
  const { data: offered, error } = useQuery(outputsQuery);
  const add = (
    <PanelButton label={words.add} look="primary">
      {(close) => <NewOutput onDone={close} />}
    </PanelButton>
  );
  return (
    <ResourceSection
      id="outputs"
      words={words}
      list={list}
      add={add}
      below={
        <>
          {error !== null && <ProblemNote error={error} />}
          {offered !== undefined && <SharedOutputs outputs={offered.filter(({ shared }) => shared)} />}
        </>
      }
    >
      {(outputs) => (
        <Lines label={words.own}>
          {outputs.map((output) => (
            <OutputLine key={output.id} output={output} />
          ))}
        </Lines>
      )}
    </ResourceSection>
  );
}
