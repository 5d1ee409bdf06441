import type { ReactElement } from 'react';
import { Choice } from '../components/Choice/Choice.js';
import { text } from '../texts/text.js';
import { GRANULARITIES, SWITCH_NAMES, type ConfigDraft, type Switch } from './config-draft.js';
import type { SwitchState } from './sections.js';
import { SwitchChoice } from './SwitchChoice.js';

const words = text.templates;
type ProcessingDraft = Pick<ConfigDraft, 'switches' | 'granularity'>;

interface Props {
  readonly draft: ProcessingDraft;
  readonly onChange: (change: Partial<ProcessingDraft>) => void;
}

/** The stages of a run. Each setting can be left to the layers below. */
export function ProcessingFields({ draft, onChange }: Props): ReactElement {
  const change = (name: Switch, state: SwitchState): void => {
    onChange({ switches: { ...draft.switches, [name]: state } });
  };
  return (
    <>
      {SWITCH_NAMES.map((name) => (
        <SwitchChoice
          key={name}
          label={words.switches[name]}
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
    </>
  );
}
