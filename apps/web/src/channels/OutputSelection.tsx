import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Choice } from '../components/Choice/Choice.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { OutputChoice } from './OutputChoice.js';
import { outputsQuery } from './channels-api.js';

export interface SelectedOutputs {
  /** False leaves the outputs to the default. */
  readonly isOwn: boolean;
  readonly outputs: readonly string[];
}

interface Props {
  readonly selected: SelectedOutputs;
  readonly words: { readonly label: string; readonly byDefault: string; readonly own: string; readonly noneChosen: string };
  readonly onChange: (selected: SelectedOutputs) => void;
}

/** A choice between the default outputs and a list of outputs. */
export function OutputSelection({ selected, words, onChange }: Props): ReactElement {
  const { data: offered, error } = useQuery(outputsQuery);
  return (
    <>
      <Choice
        label={words.label}
        options={[
          ['', words.byDefault],
          ['own', words.own],
        ]}
        value={selected.isOwn ? 'own' : ''}
        onChange={(chosen) => {
          onChange({ ...selected, isOwn: chosen === 'own' });
        }}
      />
      {error !== null && <ProblemNote error={error} />}
      {selected.isOwn && offered !== undefined && (
        <OutputChoice
          offered={offered}
          chosen={selected.outputs}
          noneChosen={words.noneChosen}
          onChange={(outputs) => {
            onChange({ ...selected, outputs });
          }}
        />
      )}
    </>
  );
}
