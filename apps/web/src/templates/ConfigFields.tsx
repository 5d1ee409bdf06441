import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { outputsQuery } from '../channels/channels-api.js';
import { OutputChoice } from '../channels/OutputChoice.js';
import { Choice } from '../components/Choice/Choice.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { text } from '../texts/text.js';
import { GRANULARITIES, SWITCH_NAMES, type ConfigDraft, type Switch } from './config-draft.js';
import type { SwitchState } from './sections.js';
import { TextFields } from './TextFields.js';

const words = text.templates;
const STATES = [
  ['', words.inherited],
  ['on', words.on],
  ['off', words.off],
] as const;

const toState = (value: string): SwitchState => STATES.find(([one]) => one === value)?.[0] ?? '';

interface Props {
  readonly draft: ConfigDraft;
  readonly onChange: (change: Partial<ConfigDraft>) => void;
}

function Outputs({ draft, onChange }: Props): ReactElement {
  const { data: offered, error } = useQuery(outputsQuery);
  return (
    <>
      <Choice
        label={words.outputs}
        options={[
          ['', words.inherited],
          ['own', words.theseOutputs],
        ]}
        value={draft.hasOutputs ? 'own' : ''}
        onChange={(chosen) => {
          onChange({ hasOutputs: chosen === 'own' });
        }}
      />
      {error !== null && <ProblemNote error={error} />}
      {draft.hasOutputs && offered !== undefined && (
        <OutputChoice
          offered={offered}
          chosen={draft.outputs}
          noneChosen={words.noOutputChosen}
          onChange={(outputs) => {
            onChange({ outputs });
          }}
        />
      )}
    </>
  );
}

/** The usual settings of runs. Each can be left to the layers below. */
export function ConfigFields({ draft, onChange }: Props): ReactElement {
  const change = (name: Switch, value: string): void => {
    onChange({ switches: { ...draft.switches, [name]: toState(value) } });
  };
  return (
    <>
      {SWITCH_NAMES.map((name) => (
        <Choice
          key={name}
          label={words.switches[name]}
          options={STATES}
          value={draft.switches[name]}
          onChange={(value) => {
            change(name, value);
          }}
        />
      ))}
      <Choice
        label={words.granularity}
        options={[['', words.inherited], ...GRANULARITIES.map((one) => [one, words.granularities[one]] as const)]}
        value={draft.granularity}
        onChange={(granularity) => {
          onChange({ granularity });
        }}
      />
      <TextFields
        draft={draft.texts}
        onChange={(texts) => {
          onChange({ texts });
        }}
      />
      <Outputs draft={draft} onChange={onChange} />
      <Choice
        label={words.autoUpload}
        options={STATES}
        value={draft.autoUpload}
        onChange={(value) => {
          onChange({ autoUpload: toState(value) });
        }}
      />
    </>
  );
}
