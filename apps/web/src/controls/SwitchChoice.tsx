import type { ReactElement } from 'react';
import { Choice } from '../components/Choice/Choice.js';
import { text } from '../texts/text.js';
import type { SwitchState } from './switch-state.js';

const words = text.typedSettings;
const STATES = [
  ['', words.usual],
  ['on', words.on],
  ['off', words.off],
] as const;

interface Props {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly value: SwitchState;
  readonly onChange: (state: SwitchState) => void;
}

/** A setting that is on, off, or left to its default. */
export const SwitchChoice = ({ onChange, ...control }: Props): ReactElement => (
  <Choice
    {...control}
    options={STATES}
    onChange={(chosen) => {
      onChange(STATES.find(([one]) => one === chosen)?.[0] ?? '');
    }}
  />
);
